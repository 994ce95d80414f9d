"""Budgets: categories, the ledger's accounts, and the accounts of each kind of movement."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from innovation_hub.domain.money import Money


class Category(StrEnum):
    """Purpose of a budget line. ``ict`` is ordinary ICT; the four together are the ICT budget."""

    ICT = "ict"
    RESEARCH = "research"
    INNOVATION = "innovation"
    DEVICES = "devices"


class Nature(StrEnum):
    """Recurrent (*matumizi ya kawaida*) or development (*matumizi ya maendeleo*)."""

    RECURRENT = "recurrent"
    DEVELOPMENT = "development"


class Fund(StrEnum):
    """Source of the money."""

    LOCAL = "local"
    FOREIGN = "foreign"


class LedgerAccount(StrEnum):
    """Accounts of one budget line. ``source`` stands for the treasury; only it may go below zero."""

    SOURCE = "source"
    UNRELEASED = "unreleased"
    AVAILABLE = "available"
    COMMITTED = "committed"
    SPENT = "spent"
    OVERRUN = "overrun"


class MovementKind(StrEnum):
    """Kind of a movement of a line's money."""

    ALLOCATION = "allocation"
    SUPPLEMENTARY = "supplementary"
    REDUCTION = "reduction"
    RELEASE = "release"
    COMMITMENT = "commitment"
    EXPENDITURE = "expenditure"
    DIRECT_EXPENDITURE = "direct_expenditure"
    OVERRUN = "overrun"
    REVERSAL = "reversal"


class MovementState(StrEnum):
    """State of a movement, which counts only once a second person has approved it."""

    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


A = LedgerAccount
FLOWS: dict[MovementKind, tuple[LedgerAccount, LedgerAccount]] = {
    MovementKind.ALLOCATION: (A.SOURCE, A.UNRELEASED),
    MovementKind.SUPPLEMENTARY: (A.SOURCE, A.UNRELEASED),
    MovementKind.REDUCTION: (A.UNRELEASED, A.SOURCE),
    MovementKind.RELEASE: (A.UNRELEASED, A.AVAILABLE),
    MovementKind.COMMITMENT: (A.AVAILABLE, A.COMMITTED),
    MovementKind.EXPENDITURE: (A.COMMITTED, A.SPENT),
    MovementKind.DIRECT_EXPENDITURE: (A.AVAILABLE, A.SPENT),
    MovementKind.OVERRUN: (A.SOURCE, A.OVERRUN),
}
"""The source and target account of each kind; a reversal swaps those of its movement.

``allocation`` is a line's first one (0 is a declared nil), ``supplementary`` what is added later.
``overrun`` records, with a reason, what was spent above the allocation: execution above 100 % is real.
"""


REASONED = frozenset({MovementKind.REDUCTION, MovementKind.OVERRUN, MovementKind.REVERSAL})
"""Kinds that need a reason."""


@dataclass(frozen=True, slots=True)
class Effect:
    """Amounts that an approved movement adds to the totals of its institution and of the country."""

    lines: int
    original: Money
    allocated: Money
    released: Money
    committed: Money
    spent: Money


def flow(kind: MovementKind, reverses: MovementKind | None = None) -> tuple[LedgerAccount, LedgerAccount]:
    """The source and target account of a movement; ``reverses`` is the kind that a reversal undoes."""
    if kind is not MovementKind.REVERSAL:
        return FLOWS[kind]
    if reverses is None or reverses is MovementKind.REVERSAL:
        raise ValueError("a reversal undoes one movement that is not itself a reversal")
    source, target = FLOWS[reverses]
    return target, source


def postings(
    kind: MovementKind, amount: Money, *, reverses: MovementKind | None = None
) -> tuple[tuple[LedgerAccount, Money], tuple[LedgerAccount, Money]]:
    """The two postings of a movement, which sum to zero. ``reverses`` is the kind that a reversal undoes."""
    source, target = flow(kind, reverses)
    return (source, -amount), (target, amount)


ALLOCATED = (A.UNRELEASED, A.AVAILABLE, A.COMMITTED, A.SPENT)
RELEASED = (A.AVAILABLE, A.COMMITTED, A.SPENT)
SPENT = (A.SPENT, A.OVERRUN)
LEFT = (A.UNRELEASED, A.AVAILABLE)
"""The accounts that make up each total. Overrun is spent without ever having been allocated."""


def effect(kind: MovementKind, amount: Money, *, reverses: MovementKind | None = None) -> Effect:
    """The movement's effect on the totals; a line counts while its first allocation is not reversed."""
    moved: dict[LedgerAccount, Money] = {}
    for account, delta in postings(kind, amount, reverses=reverses):
        moved[account] = moved.get(account, 0) + delta
    first = {kind: 1, reverses: -1}.get(MovementKind.ALLOCATION, 0)
    return Effect(
        lines=first,
        original=first * amount,
        allocated=sum(moved.get(account, 0) for account in ALLOCATED),
        released=sum(moved.get(account, 0) for account in RELEASED),
        committed=moved.get(A.COMMITTED, 0),
        spent=sum(moved.get(account, 0) for account in SPENT),
    )


@dataclass(frozen=True, slots=True)
class ReportingChange:
    """The change of each count of institutions: 1, 0 or -1."""

    of_category: int
    above_zero: int
    reporting: int
    setting_aside: int


SET_ASIDE = (Category.RESEARCH, Category.INNOVATION)
"""The categories that resolution 4 asks institutions to set money aside for (4.1, 4.3)."""


def reporting_change(
    before: Mapping[Category, tuple[int, Money]], category: Category, moved: Effect
) -> ReportingChange:
    """The change of the counts by a movement, given an institution's (lines, allocated) by category before it."""
    lines, allocated = before.get(category, (0, 0))
    after = {**before, category: (lines + moved.lines, allocated + moved.allocated)}

    def reports(books: Mapping[Category, tuple[int, Money]], among: Iterable[Category]) -> bool:
        return any(books.get(each, (0, 0))[0] > 0 for each in among)

    def above(books: Mapping[Category, tuple[int, Money]], among: Iterable[Category]) -> bool:
        return any(books.get(each, (0, 0))[1] > 0 for each in among)

    return ReportingChange(
        of_category=reports(after, [category]) - reports(before, [category]),
        above_zero=above(after, [category]) - above(before, [category]),
        reporting=reports(after, Category) - reports(before, Category),
        setting_aside=above(after, SET_ASIDE) - above(before, SET_ASIDE),
    )


Standing = Mapping[Category, tuple[int, Money]]
"""An institution's (lines, allocated) of a year by category."""


def merged_counts(one: Standing, other: Standing, among: Iterable[Category]) -> tuple[int, int]:
    """The change, 0 or -1 each, of the counts of institutions that report and that are above zero when two merge."""
    change = []
    for part in (0, 1):
        books = [any(each.get(category, (0, 0))[part] > 0 for category in among) for each in (one, other)]
        change.append(-1 if all(books) else 0)
    return change[0], change[1]


def possible(balances: Mapping[LedgerAccount, Money], *, reported: bool) -> tuple[MovementKind, ...]:
    """The kinds that can be recorded on a line now, without reversals.

    ``reported``: the line's first allocation is approved. Before that no other kind is possible.
    """
    if not reported:
        return (MovementKind.ALLOCATION,)
    needs = {
        MovementKind.RELEASE: A.UNRELEASED,
        MovementKind.COMMITMENT: A.AVAILABLE,
        MovementKind.EXPENDITURE: A.COMMITTED,
        MovementKind.DIRECT_EXPENDITURE: A.AVAILABLE,
        MovementKind.REDUCTION: A.UNRELEASED,
    }
    kinds = [kind for kind, account in needs.items() if balances.get(account, 0) > 0]
    kinds.append(MovementKind.SUPPLEMENTARY)
    if not balances.get(A.UNRELEASED, 0) and not balances.get(A.AVAILABLE, 0):
        kinds.append(MovementKind.OVERRUN)
    return tuple(kinds)
