"""Lists of calls and single calls, for visitors and for organisers."""

from sqlmodel import Session

from db.models.calls import Call
from db.queries import calls as queries
from db.unit_of_work import read_only
from innovation_hub.domain.calls import CallPhase, CallState
from innovation_hub.domain.clock import now
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.errors import NotFound
from innovation_hub.services import journal
from innovation_hub.services.calls import views
from innovation_hub.services.calls.views import CallCard, CallDates, CallView, ManagedCall
from innovation_hub.services.journal import History
from innovation_hub.services.paging import SIZE, Page


def announced(
    actor: Actor, *, only: CallPhase | None = None, offset: int = 0, size: int = SIZE
) -> Page[CallCard]:
    """Published calls for everyone, those open now first; ``only`` keeps those in one phase."""
    ensure(actor, Permission.CALL_READ)
    at = now()
    with read_only() as session:
        rows, total = queries.announced(session, at, only=only, offset=offset, limit=size)
        return Page([views.card(row, at) for row in rows], total)


def managed(actor: Actor, *, offset: int = 0, size: int = SIZE) -> Page[ManagedCall]:
    """Every call for its organisers, the newest first, with the number of proposals received."""
    ensure(actor, Permission.CALL_MANAGE)
    at = now()
    with read_only() as session:
        rows, total = queries.all_with_counts(session, offset=offset, limit=size)
        return Page([ManagedCall(views.card(row, at), received) for row, received in rows], total)


def get(actor: Actor, *, call_id: int) -> CallView:
    """One call with its rubric; raises `NotFound` for an unpublished one unless the actor manages calls."""
    ensure(actor, Permission.CALL_READ)
    with read_only() as session:
        row = session.get(Call, call_id)
        if row is None or (row.published_at is None and not actor.may(Permission.CALL_MANAGE)):
            raise NotFound
        return views.call_view(row, queries.criteria(session, call_id), now())


def find(actor: Actor, *, code: str) -> CallView:
    """One call by its code in any case, or by its number as in old addresses; raises `NotFound` as `get` does."""
    ensure(actor, Permission.CALL_READ)
    with read_only() as session:
        call_id = queries.by_code(session, code.upper())
        if call_id is None and code.isascii() and code.isdecimal() and len(code) < 10:
            call_id = int(code)
    return get(actor, call_id=call_id or 0)


def dates(actor: Actor, *, call_id: int) -> CallDates:
    """When a call was concluded or cancelled, for its organisers; raises `NotFound` for no such call."""
    ensure(actor, Permission.CALL_MANAGE)
    with read_only() as session:
        row = _found(session, call_id)
        cancelled = None
        if row.state is CallState.CANCELLED:
            cancelled = journal.last(session, "call", call_id, "call.cancelled")
        return CallDates(row.concluded_at, cancelled.at if cancelled else None)


def history(actor: Actor, *, call_id: int, offset: int = 0) -> History:
    """What happened to a call, for its organisers; raises `NotFound` for no such call."""
    ensure(actor, Permission.CALL_MANAGE)
    with read_only() as session:
        _found(session, call_id)
        return journal.history(session, actor, "call", call_id, offset=offset)


def _found(session: Session, call_id: int) -> Call:
    row = session.get(Call, call_id)
    if row is None:
        raise NotFound
    return row
