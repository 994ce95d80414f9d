"""The security trail: failed sign-ins and other attempts, for administrators to read and supervisors to count.

The log gets a line with a stable name, ``security.<event>``, and no personal data; the table gets account and client.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from db.models.trail import TrailEntry
from db.primary_key import pk
from db.queries import trail as queries
from db.unit_of_work import UnitOfWork, read_only, unit_of_work
from db.upsert import add_to
from innovation_hub.domain.clock import now
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.domain.trail import TrailEvent
from innovation_hub.services.paging import SIZE, Page

log = logging.getLogger("innovation_hub.security")


@dataclass(frozen=True, slots=True)
class Trace:
    """An entry for display: ``account`` is the name of a known account, ``count`` how often within the hour."""

    id: int
    last_at: datetime
    event: TrailEvent
    account_id: int
    account: str | None
    client: str
    count: int


def note(event: TrailEvent, *, account_id: int | None = None, client: str = "") -> None:
    """Record an event in a transaction of its own; a failure is logged and not raised."""
    try:
        with unit_of_work() as uow:
            note_in(uow, event, account_id=account_id, client=client)
            uow.commit()
    except Exception as error:
        log.warning("security.not_noted event=%s why=%s", event.value, type(error).__name__)


def note_in(uow: UnitOfWork, event: TrailEvent, *, account_id: int | None = None, client: str = "") -> None:
    """Record an event in the transaction of its cause."""
    at = now()
    key = {
        "hour": at.replace(minute=0, second=0, microsecond=0),
        "event": event,
        "account_id": account_id or 0,
        "client": client[:45],
    }
    add_to(uow.session, TrailEntry, key=key, add={"count": 1}, last_at=at)
    log.log(logging.WARNING if event in _ALARMING else logging.INFO, "security.%s", event.value)


_ALARMING = frozenset({TrailEvent.SIGN_IN_FAILED, TrailEvent.SIGN_IN_HELD_UP, TrailEvent.REFUSED})


def page(actor: Actor, *, event: TrailEvent | None = None, offset: int = 0, size: int = SIZE) -> Page[Trace]:
    """The trail, the latest first; optionally of one kind of event."""
    ensure(actor, Permission.ACCOUNT_MANAGE)
    with read_only() as session:
        rows, total = queries.entries(session, event=event, offset=offset, limit=size)
    found = [
        Trace(pk(row), row.last_at, row.event, row.account_id, name, row.client, row.count)
        for row, name in rows
    ]
    return Page(found, total)


def counts(*, hours: int = 24) -> dict[TrailEvent, int]:
    """How often each event happened in the last ``hours``, for `doctor`."""
    with read_only() as session:
        return queries.counts(session, since=now() - timedelta(hours=hours))
