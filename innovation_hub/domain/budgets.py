"""Budgets: categories, the ledger's accounts, and which account each kind of movement moves."""

from enum import StrEnum

from innovation_hub.domain.money import Money


class Category(StrEnum):
    """What a budget line is for. ``ict`` lines are ordinary ICT; the four together are the ICT budget."""

    ICT = "ict"
    RESEARCH = "research"
    INNOVATION = "innovation"
    DEVICES = "devices"


class Nature(StrEnum):
    """Recurrent (*matumizi ya kawaida*) or development (*matumizi ya maendeleo*)."""

    RECURRENT = "recurrent"
    DEVELOPMENT = "development"


class Fund(StrEnum):
    """Where the money comes from."""

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
    """What happened to the money of a line."""

    ALLOCATION = "allocation"
    REDUCTION = "reduction"
    RELEASE = "release"
    COMMITMENT = "commitment"
    EXPENDITURE = "expenditure"
    DIRECT_EXPENDITURE = "direct_expenditure"
    OVERRUN = "overrun"
    REVERSAL = "reversal"


class MovementState(StrEnum):
    """A movement counts only once a second person has approved it."""

    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"


A = LedgerAccount
FLOWS: dict[MovementKind, tuple[LedgerAccount, LedgerAccount]] = {
    MovementKind.ALLOCATION: (A.SOURCE, A.UNRELEASED),
    MovementKind.REDUCTION: (A.UNRELEASED, A.SOURCE),
    MovementKind.RELEASE: (A.UNRELEASED, A.AVAILABLE),
    MovementKind.COMMITMENT: (A.AVAILABLE, A.COMMITTED),
    MovementKind.EXPENDITURE: (A.COMMITTED, A.SPENT),
    MovementKind.DIRECT_EXPENDITURE: (A.AVAILABLE, A.SPENT),
    MovementKind.OVERRUN: (A.SOURCE, A.OVERRUN),
}
"""From which account to which a movement carries its amount; a reversal swaps those of another.

``overrun`` records, with a reason, what was spent above the allocation: execution above 100 % is real.
"""


def postings(
    kind: MovementKind, amount: Money, *, reverses: MovementKind | None = None
) -> tuple[tuple[LedgerAccount, Money], tuple[LedgerAccount, Money]]:
    """The two postings of a movement, summing to zero. ``reverses`` names the kind a reversal undoes."""
    if kind is MovementKind.REVERSAL:
        if reverses is None or reverses is MovementKind.REVERSAL:
            raise ValueError("a reversal undoes one movement that is not itself a reversal")
        target, source = FLOWS[reverses]
    else:
        source, target = FLOWS[kind]
    return (source, -amount), (target, amount)
