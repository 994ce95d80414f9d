"""Cancelling a call: count what it affects, publish the reason, notify everybody concerned."""

from dataclasses import dataclass

from sqlmodel import Session

from db.queries import calls as queries
from db.queries import cancelling
from db.unit_of_work import read_only, unit_of_work
from innovation_hub.domain.calls import REASON_MAX, CallState
from innovation_hub.domain.canonical import sha256
from innovation_hub.domain.clock import now
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.domain.text import clean
from innovation_hub.errors import Conflict, Invalid, NotFound, NotNow
from innovation_hub.services import notices
from innovation_hub.services.calls import views
from innovation_hub.services.calls.editing import lock_call, refuse_long
from innovation_hub.services.calls.views import CallView


@dataclass(frozen=True, slots=True)
class Touched:
    """What cancelling ends, as numbers; ``mark`` identifies the records counted.

    ``submitted`` counts proposals received and not withdrawn, ``reviews`` those begun or submitted.
    """

    submitted: int
    drafts: int
    reviews: int
    judges: int
    mark: str


def touched(actor: Actor, *, call_id: int) -> Touched:
    """Count what cancelling the call would end now, to be shown before it is cancelled."""
    ensure(actor, Permission.CALL_MANAGE)
    with read_only() as session:
        return _touched(session, call_id)


def cancel(actor: Actor, *, call_id: int, version: int, seen: Touched, reason: str) -> CallView:
    """Cancel a draft or a published call, and e-mail each team and each judge.

    The ``reason`` is published with a call that was published. Raises `Invalid` without one, `NotNow` for a call that
    is over, `Conflict` when the call was changed since ``version`` or what it holds differs from ``seen``.
    """
    ensure(actor, Permission.CALL_MANAGE)
    reason = clean(reason)
    if not reason:
        raise Invalid("calls.refused.reason", field="reason")
    refuse_long("reason", reason, REASON_MAX)
    with unit_of_work() as uow:
        row = queries.locked(uow.session, call_id)
        if row is None:
            raise NotFound
        if row.state not in (CallState.DRAFT, CallState.PUBLISHED):
            raise NotNow("calls.refused.over")
        row = lock_call(uow, call_id, version)
        if _touched(uow.session, call_id) != seen:
            raise Conflict("calls.refused.changed")
        row.state, row.cancel_reason = CallState.CANCELLED, reason
        row.version += 1
        counts = {"proposals": seen.submitted, "drafts": seen.drafts, "reviews": seen.reviews}
        data = {"code": row.code, "reason": reason, **counts, "judges": seen.judges}
        notices.happened(uow, actor, "call.cancelled", "call", call_id, data, reason=reason)
        uow.commit()
        return views.call_view(row, queries.criteria(uow.session, call_id), now())


def _touched(session: Session, call_id: int) -> Touched:
    found = cancelling.touched(session, call_id)
    mark = sha256(",".join(str(ids) for _, ids in found.values()))
    return Touched(**{name: count for name, (count, _) in found.items()}, mark=mark)
