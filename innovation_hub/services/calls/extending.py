"""Extending a call before its deadline, and undoing the extension within an hour while nobody has used it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session

from db.models.calls import Call
from db.primary_key import pk
from db.queries import calls as queries
from db.unit_of_work import UnitOfWork, read_only, unit_of_work
from innovation_hub.domain.calls import LONG_EXTENSION, TAKE_BACK_WITHIN, CallState
from innovation_hub.domain.clock import now
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.errors import DeadlinePassed, Invalid, NotFound, NotNow
from innovation_hub.services import notices
from innovation_hub.services.calls import views
from innovation_hub.services.calls.editing import lock_call
from innovation_hub.services.calls.views import CallView


class Undoing(StrEnum):
    """Whether an extension can be undone: it can, somebody has used the added time, or its hour is over."""

    OPEN = "open"
    USED = "used"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Extension:
    """The last extension of a call, from the deadline ``before``; ``until`` is when its hour is over."""

    before: datetime
    closes_at: datetime
    until: datetime
    undoing: Undoing


def extension(actor: Actor, *, call_id: int) -> Extension | None:
    """The last extension of a published call that was not undone; None when there is none."""
    ensure(actor, Permission.CALL_MANAGE)
    with read_only() as session:
        row = session.get(Call, call_id)
        if row is None:
            raise NotFound
        return _extension(session, row, now())


def extend(
    actor: Actor, *, call_id: int, version: int, closes_at: datetime, long_meant: bool = False
) -> CallView:
    """Extend a published call before its deadline, and notify its teams and judges.

    Shortening is refused, and so is more time after the deadline: both would be unfair to those who kept to it.
    More than `LONG_EXTENSION` is refused unless ``long_meant``. Raises `DeadlinePassed`, `Invalid` or `Conflict`.
    """
    ensure(actor, Permission.CALL_MANAGE)
    with unit_of_work() as uow:
        row, at = _published(uow, call_id, version), now()
        before = row.closes_at
        if at >= before:
            raise DeadlinePassed(closed_at=before)
        if closes_at <= before:
            raise Invalid("calls.refused.shortened", field="closes_at", closes_at=before)
        if closes_at - before > LONG_EXTENSION and not long_meant:
            raise Invalid("calls.refused.long_extension", field="long_meant", closes_at=closes_at)
        row.closes_at, row.extended_from, row.extended_at = closes_at, before, at
        _moved(uow, actor, row, "call.extended", before)
        uow.commit()
        return views.call_view(row, queries.criteria(uow.session, call_id), at)


def take_back_extension(actor: Actor, *, call_id: int, version: int) -> CallView:
    """Restore the deadline from before the last extension, and notify the call's teams and judges.

    Raises `NotNow` an hour after it was extended, and once somebody has written or submitted anything after the
    earlier deadline. The call is locked: a submission is accepted before this, or checked against the earlier deadline.
    """
    ensure(actor, Permission.CALL_MANAGE)
    with unit_of_work() as uow:
        row, at = _published(uow, call_id, version), now()
        found = _extension(uow.session, row, at)
        if found is None:
            raise NotNow("calls.refused.not_extended")
        if found.undoing is Undoing.LATE:
            raise NotNow("calls.refused.extension_late", until=found.until)
        if found.undoing is Undoing.USED:
            raise NotNow("calls.refused.extension_used")
        row.closes_at, row.extended_from, row.extended_at = found.before, None, None
        _moved(uow, actor, row, "call.extension_taken_back", found.closes_at)
        uow.commit()
        return views.call_view(row, queries.criteria(uow.session, call_id), at)


def _published(uow: UnitOfWork, call_id: int, version: int) -> Call:
    row = lock_call(uow, call_id, version)
    if row.state is not CallState.PUBLISHED:
        raise NotNow("calls.refused.not_published")
    return row


def _extension(session: Session, row: Call, at: datetime) -> Extension | None:
    before = row.extended_from
    if before is None or row.extended_at is None or row.state is not CallState.PUBLISHED:
        return None
    until, undoing = row.extended_at + TAKE_BACK_WITHIN, Undoing.OPEN
    if at >= until:
        undoing = Undoing.LATE
    elif at >= before and queries.used_since(session, pk(row), before):
        undoing = Undoing.USED
    return Extension(before, row.closes_at, until, undoing)


def _moved(uow: UnitOfWork, actor: Actor, row: Call, event: str, before: datetime) -> None:
    row.version += 1
    earlier, later = before.isoformat(), row.closes_at.isoformat()
    data = {"from": earlier, "to": later}
    notices.happened(uow, actor, event, "call", pk(row), data, before=earlier, closes_at=later)
