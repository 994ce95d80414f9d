"""Deactivating and reactivating an institution: waiting movements are shown, and rejected or left to the approver."""

from dataclasses import dataclass

from sqlalchemy import select as columns
from sqlmodel import Session, col

from db.models.budgets import Movement
from db.models.institutions import Institution
from db.primary_key import pk
from db.queries import merging as queries
from db.unit_of_work import UnitOfWork, read_only, unit_of_work
from innovation_hub.domain.budgets import MovementState
from innovation_hub.domain.clock import now
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.domain.text import clean
from innovation_hub.errors import Conflict, Invalid, NotFound
from innovation_hub.services import notices
from innovation_hub.services.institutions.keeping import locked

REASON_LEAST, REASON_MOST = 10, 500


@dataclass(frozen=True, slots=True)
class Holdings:
    """What an institution has; ``waiting`` are ids and versions of the movements that wait for approval."""

    people: int
    lines: int
    movements: int
    devices: int
    proposals: int
    open_proposals: int
    members: int
    waiting: tuple[tuple[int, int], ...]


def holdings(actor: Actor, *, institution_id: int) -> Holdings:
    """What an institution has at this moment; raises `NotFound`."""
    ensure(actor, Permission.INSTITUTION_MANAGE)
    with read_only() as session:
        if session.get(Institution, institution_id) is None:
            raise NotFound
        return held_by(session, institution_id)


def held_by(session: Session, institution_id: int) -> Holdings:
    """`holdings`, for use inside a transaction."""
    waiting = tuple(queries.waiting(session, institution_id))
    return Holdings(**queries.counts(session, institution_id)._asdict(), waiting=waiting)


def set_active(
    actor: Actor,
    *,
    institution_id: int,
    active: bool,
    seen: Holdings | None = None,
    reason: str | None = None,
) -> None:
    """Remove an institution from the lists people choose from, or put it back; its records stay.

    With a ``reason`` waiting movements are rejected; without one the approver can still decide them. Raises
    `Conflict` when ``active`` is its state already, or when other movements wait than were ``seen``.
    """
    ensure(actor, Permission.INSTITUTION_MANAGE)
    with unit_of_work() as uow:
        row = locked(uow, institution_id)
        if row.active == active:
            raise Conflict("institutions.refused.active" if active else "institutions.refused.inactive")
        if active and row.merged_into_id is not None:
            raise Conflict("institutions.refused.merged")
        rejected = 0 if active else _reject(uow, actor, institution_id, seen, reason)
        row.active = active
        event = "institution.activated" if active else "institution.deactivated"
        notices.happened(
            uow, actor, event, "institution", institution_id, {"rejected": rejected} if rejected else {}
        )
        uow.commit()


def reject_waiting(actor: Actor, *, institution_id: int, seen: Holdings, reason: str) -> int:
    """Reject the waiting movements of an institution that is out of use; returns how many."""
    ensure(actor, Permission.INSTITUTION_MANAGE)
    with unit_of_work() as uow:
        if locked(uow, institution_id).active:
            raise Conflict("institutions.refused.active")
        rejected = _reject(uow, actor, institution_id, seen, reason)
        uow.commit()
    return rejected


def _reject(
    uow: UnitOfWork, actor: Actor, institution_id: int, seen: Holdings | None, reason: str | None
) -> int:
    """With a reason, reject waiting movements and withdraw the actor's own; returns how many. Raises `Conflict`."""
    found = queries.waiting(uow.session, institution_id)
    if seen is not None and tuple(found) != seen.waiting:
        raise Conflict("institutions.refused.waiting")
    if reason is None or not found:
        return 0
    note = clean(reason)
    if not REASON_LEAST <= len(note) <= REASON_MOST:
        raise Invalid("institutions.refused.reason", field="reason", least=REASON_LEAST)
    numbers = [number for number, _ in found]
    query = columns(Movement).where(col(Movement.id).in_(numbers)).order_by(col(Movement.id))
    for movement in uow.session.execute(query).scalars().all():
        own = movement.recorded_by == actor.id
        movement.state = MovementState.WITHDRAWN if own else MovementState.REJECTED
        movement.decided_by, movement.decided_at = None if own else actor.account_id, now()
        movement.decision_note, movement.version = note, movement.version + 1
        data = {"line": movement.line_id, "kind": movement.kind.value, "amount": movement.amount}
        event = f"movement.{movement.state.value}"
        notices.happened(uow, actor, event, "movement", pk(movement), data)
    return len(numbers)
