"""The queue of an institution's pending movements, for its approvers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session

from db.queries import budgets as queries
from db.queries import movement_list as listing
from db.queries.movement_list import WantedMovements
from db.unit_of_work import read_only
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.errors import NotFound
from innovation_hub.services.budgets.access import institution_of, own_line
from innovation_hub.services.budgets.books import movement_row
from innovation_hub.services.budgets.schemas import MovementReview, MovementRow
from innovation_hub.services.cache import cached_until_journalled
from innovation_hub.services.paging import Neighbours, Page, neighbours

QUEUE = 20
"""Movements on one page."""
ANY_MOVEMENT = WantedMovements()


@dataclass(frozen=True, slots=True)
class QueueSources:
    """Financial years of the pending movements, newest first, and their recorders: names by account id, sorted."""

    years: tuple[str, ...]
    recorders: dict[int, str]


def pending(
    actor: Actor, *, wanted: WantedMovements = ANY_MOVEMENT, offset: int = 0, size: int = QUEUE
) -> Page[MovementRow]:
    """A page of the pending movements of the actor's institution; amounts are whole shillings."""
    ensure(actor, Permission.BUDGET_APPROVE)
    institution_id = institution_of(actor)
    with read_only() as session:
        rows, total = listing.page(session, institution_id, _tidy(wanted), offset=offset, size=size)
    return Page([movement_row(actor, row) for row in rows], total)


def near_movement(actor: Actor, *, wanted: WantedMovements, movement_id: int) -> Neighbours | None:
    """The neighbours of a movement in the filtered and sorted queue; None if it is not in it."""
    ensure(actor, Permission.BUDGET_APPROVE)
    institution_id = institution_of(actor)
    with read_only() as session:
        return neighbours(_ids(session, institution_id, _tidy(wanted)), movement_id)


@cached_until_journalled(size=8)
def _ids(session: Session, institution_id: int, wanted: WantedMovements) -> Sequence[int]:
    """Cached: movements are recorded, edited and decided on by journalled steps alone."""
    return listing.ids(session, institution_id, wanted)


def queue_sources(actor: Actor) -> QueueSources:
    """The financial years and the recorders of the pending movements of the actor's institution."""
    ensure(actor, Permission.BUDGET_APPROVE)
    institution_id = institution_of(actor)
    with read_only() as session:
        rows = listing.sources(session, institution_id)
    recorders = {recorder_id: name for _, recorder_id, name in sorted(rows, key=lambda row: row.name)}
    return QueueSources(tuple(sorted({row.financial_year for row in rows}, reverse=True)), recorders)


def _tidy(wanted: WantedMovements) -> WantedMovements:
    return replace(wanted, text=wanted.text.strip())


def review(actor: Actor, *, movement_id: int) -> MovementReview:
    """A waiting movement with the balances of its line; raises `NotFound` when it does not wait any more."""
    ensure(actor, Permission.BUDGET_APPROVE)
    institution_id = institution_of(actor)
    with read_only() as session:
        row = queries.pending_one(session, institution_id, movement_id)
        if row is None:
            raise NotFound("budgets.error.no_longer_waiting")
        found = own_line(session, institution_id, row.line_id)
        return MovementReview(
            movement_row(actor, row),
            queries.balances(session, row.line_id),
            found.nature,
            found.fund,
            found.gfs_code,
        )


def outcome(actor: Actor, *, movement_id: int) -> MovementRow | None:
    """A movement of the actor's institution in its current state; None when it does not exist."""
    ensure(actor, Permission.BUDGET_APPROVE)
    institution_id = institution_of(actor)
    with read_only() as session:
        row = queries.movement(session, institution_id, movement_id)
        return None if row is None else movement_row(actor, row)
