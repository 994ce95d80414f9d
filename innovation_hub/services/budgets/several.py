"""Approve several movements in one transaction, each in the version that the approver saw."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from db.primary_key import pk
from db.queries import budgets as queries
from db.unit_of_work import read_only, unit_of_work
from innovation_hub.domain.budgets import LedgerAccount, MovementState, flow
from innovation_hub.domain.money import Money
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.errors import Conflict, Forbidden, HubError, InsufficientFunds, NotFound, NotNow
from innovation_hub.services.budgets.access import ensure_enough, hold_institution, institution_of
from innovation_hub.services.budgets.approval import approve_one, ensure_decidable
from innovation_hub.services.budgets.books import movement_row
from innovation_hub.services.budgets.schemas import Balances, MovementRow

_REFUSALS = (Conflict, Forbidden, InsufficientFunds, NotNow)


@dataclass(frozen=True, slots=True)
class NotApproved:
    """A movement that is not approved, in its current state, and the error that its approval alone would raise."""

    movement: MovementRow
    why: HubError


@dataclass(frozen=True, slots=True)
class Approved:
    """The result of approving several movements: how many were approved, and those that were left out."""

    approved: int
    left_out: tuple[NotApproved, ...]


@dataclass(frozen=True, slots=True)
class SeveralReview:
    """What approving several movements would do now.

    ``movements`` would be approved, ``short`` would not because too little is left. ``before`` and ``after`` are the
    balances of all accounts of the ``lines`` budget lines that would change, added up by account, in whole shillings.
    """

    movements: tuple[MovementRow, ...]
    short: tuple[NotApproved, ...]
    lines: int
    before: Balances
    after: Balances


def approve_several(actor: Actor, *, seen: Sequence[tuple[int, int]]) -> Approved:
    """Approve movements of the actor's institution in one transaction; ``seen`` are pairs of id and version.

    They are approved in the order in which they were recorded, so that a release finds its allocation. Left out are the
    actor's own, those decided, withdrawn or edited since they were seen, and those for which the line has too little
    left. Raises `NotFound` when one is not of the institution; then none is approved.
    """
    ensure(actor, Permission.BUDGET_APPROVE)
    versions = dict(seen)
    why: dict[int, HubError] = {}
    with unit_of_work() as uow:
        institution_id = hold_institution(uow.session, actor, deciding=True)
        movements = queries.own(uow.session, institution_id, list(versions))
        if len(movements) < len(versions):
            raise NotFound
        for movement in movements:
            try:
                ensure_decidable(actor, movement, versions[pk(movement)])
                approve_one(uow, actor, movement)
            except _REFUSALS as error:
                why[pk(movement)] = error
        rows = queries.movements_of(uow.session, institution_id, list(why)) if why else ()
        uow.commit()
    left_out = tuple(NotApproved(movement_row(actor, row), why[row.id]) for row in rows)
    return Approved(len(versions) - len(left_out), left_out)


def review_several(actor: Actor, *, seen: Sequence[tuple[int, int]]) -> SeveralReview:
    """What `approve_several` would do now; movements that are not as they were seen are in none of its parts."""
    ensure(actor, Permission.BUDGET_APPROVE)
    institution_id = institution_of(actor)
    versions = dict(seen)
    with read_only() as session:
        found = queries.movements_of(session, institution_id, list(versions))
        rows = [movement_row(actor, row) for row in found]
        rows = [row for row in rows if _decidable(row, versions)]
        before = queries.balances_of(session, sorted({row.line_id for row in rows}))
    after: dict[int, Balances] = dict(before)
    short = []
    for row in rows:
        try:
            left = after.get(row.line_id, {})
            ensure_enough(left, flow(row.kind, row.reverses)[0], row.amount)
            after[row.line_id] = row.after(left)
        except InsufficientFunds as error:
            short.append(NotApproved(row, error))
    late = {one.movement.id for one in short}
    movements = tuple(row for row in rows if row.id not in late)
    lines = {row.line_id for row in movements}
    return SeveralReview(movements, tuple(short), len(lines), _sums(before, lines), _sums(after, lines))


def _decidable(row: MovementRow, versions: Mapping[int, int]) -> bool:
    return row.state is MovementState.PENDING and not row.mine and row.version == versions[row.id]


def _sums(balances: Mapping[int, Balances], lines: set[int]) -> dict[LedgerAccount, Money]:
    return {
        account: sum(balances.get(line, {}).get(account, 0) for line in lines) for account in LedgerAccount
    }
