"""Frozen records that the budget services return: a year, a line, a movement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from innovation_hub.domain.budgets import (
    ALLOCATED,
    LEFT,
    SPENT,
    Category,
    Fund,
    LedgerAccount,
    MovementKind,
    MovementState,
    Nature,
    postings,
)
from innovation_hub.domain.form6 import Form6
from innovation_hub.domain.money import Money
from innovation_hub.services.paging import Page

Balances = Mapping[LedgerAccount, Money]


@dataclass(frozen=True, slots=True)
class Sums:
    """Amounts of a year or of a category of it; ``lines`` counts those with an approved allocation."""

    lines: int = 0
    original: Money = 0
    allocated: Money = 0
    released: Money = 0
    committed: Money = 0
    spent: Money = 0

    def __add__(self, other: "Sums") -> "Sums":
        """The sums added up."""
        return Sums(
            self.lines + other.lines,
            self.original + other.original,
            self.allocated + other.allocated,
            self.released + other.released,
            self.committed + other.committed,
            self.spent + other.spent,
        )

    @property
    def left(self) -> Money:
        """What is allocated and neither spent nor committed; below zero after an overrun."""
        return self.allocated - self.committed - self.spent

    @property
    def execution(self) -> float | None:
        """Spent over allocated, above 1 when more was spent; None when nothing is allocated."""
        return self.spent / self.allocated if self.allocated else None


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line in the list of a year; ``pending`` counts its movements that wait for approval."""

    id: int
    category: Category
    nature: Nature
    fund: Fund
    description: str
    gfs_code: str
    reported: bool
    balances: Balances
    pending: int

    @property
    def allocated(self) -> Money:
        """The revised allocation: the sum of the line's accounts without an overrun."""
        return sum(self.balances.get(account, 0) for account in ALLOCATED)

    @property
    def spent(self) -> Money:
        """What was spent, an overrun included."""
        return sum(self.balances.get(account, 0) for account in SPENT)

    @property
    def left(self) -> Money:
        """What is neither spent nor committed, released or not."""
        return sum(self.balances.get(account, 0) for account in LEFT)


@dataclass(frozen=True, slots=True)
class Overview:
    """An institution's budget of one year."""

    institution_sw: str
    institution_en: str
    years: Sequence[str]
    financial_year: str
    sums: Mapping[Category, Sums]
    lines: Page[LineRow]
    pending: int

    @property
    def total(self) -> Sums:
        """The ICT budget: all categories together."""
        return sum(self.sums.values(), Sums())


@dataclass(frozen=True, slots=True)
class MovementRow:
    """A movement as it is listed; ``mine`` when the reader recorded it."""

    id: int
    line_id: int
    line: str
    category: Category
    financial_year: str
    kind: MovementKind
    reverses: MovementKind | None
    reverses_id: int | None
    state: MovementState
    amount: Money
    happened_on: date
    reference: str
    note: str
    version: int
    recorded_at: datetime
    recorder: str
    mine: bool
    decided_at: datetime | None
    decider: str | None
    decision_note: str
    reversal: MovementState | None

    @property
    def reversible(self) -> bool:
        """Whether it can be reversed: approved, not itself a reversal, not reversed yet."""
        return (
            self.state is MovementState.APPROVED
            and self.kind is not MovementKind.REVERSAL
            and self.reversal is None
        )

    def after(self, balances: Balances) -> dict[LedgerAccount, Money]:
        """The balances of the line's accounts after approval of this movement."""
        then = dict(balances)
        for account, amount in postings(self.kind, self.amount, reverses=self.reverses):
            then[account] = then.get(account, 0) + amount
        return then


@dataclass(frozen=True, slots=True)
class LineDetail:
    """One line with its codes, its balances, and a page of its movements.

    ``approved_at`` is the first approval of an allocation; None until then.
    """

    id: int
    financial_year: str
    category: Category
    nature: Nature
    fund: Fund
    description: str
    fund_source: str
    codes: Form6
    reported: bool
    added_at: datetime
    approved_at: datetime | None
    balances: Balances
    kinds: Sequence[MovementKind]
    movements: Page[MovementRow]


@dataclass(frozen=True, slots=True)
class MovementReview:
    """A pending movement for its approver, with the current state of its line."""

    movement: MovementRow
    balances: Balances
    nature: Nature
    fund: Fund
    gfs_code: str
