"""Rate limits of sign-ins, registrations and e-mails to one address, counted in the database for all processes.

A try is counted before it is made and uncounted when it succeeds, so that simultaneous tries are all counted.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import text
from sqlmodel import Session, col, select

from db.models.accounts import FailedTry
from db.types import UtcDateTime
from db.unit_of_work import UnitOfWork, unit_of_work
from innovation_hub.domain.clock import now
from innovation_hub.errors import TooManyTries

FORGOTTEN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """``free`` tries within an hour need no wait; then the wait doubles with each, up to ``longest`` seconds."""

    kind: str
    free: int
    longest: int

    def key(self, value: str) -> str:
        """The key under which tries of an address are counted; a hash, so that the address is not stored."""
        return hashlib.sha256(f"{self.kind}:{value}".encode()).hexdigest()

    def wait(self, count: int) -> int:
        """Seconds to wait after this many tries."""
        return 0 if count < self.free else min(self.longest, 2 ** min(count - self.free + 1, 16))


EMAIL = Limit("email", free=5, longest=300)
KNOWN = Limit("known", free=5, longest=300)
"""Tries from a known browser or an open session; other tries are counted apart."""
CLIENT = Limit("client", free=50, longest=60)
"""Tries from one network address, which a whole campus may share."""
REGISTER = Limit("register", free=50, longest=60)
MAIL = Limit("mail", free=4, longest=3600)
RECEIPT = Limit("receipt", free=8, longest=3600)
"""Receipts to a member of a team, whose address somebody else typed; counted apart, not to delay resets."""
INVITATION = Limit("invitation", free=3, longest=3600)
"""Invitations to one address; counted apart, so that strangers do not delay its owner's receipts and resets."""
INVITING = Limit("inviting", free=20, longest=600)
"""Invitations sent by one account."""

_ADD = text(
    "INSERT INTO failed_try (key, count, last_at) VALUES (:key, 0, :at) ON CONFLICT (key) DO NOTHING"
).columns()


def admit(*asked: tuple[Limit, str]) -> None:
    """Count a try under each limit; raises `TooManyTries`, and counts nothing, while one of them must wait."""
    with unit_of_work() as uow:
        wait = count(uow, *asked)
        if wait:
            raise TooManyTries(seconds=wait)
        uow.commit()


def count(uow: UnitOfWork, *asked: tuple[Limit, str]) -> int:
    """Count a try under each limit, or return the seconds to wait and count nothing."""
    at = now()
    limits = {limit.key(value): limit for limit, value in asked if value}
    rows = _locked(uow.session, sorted(limits), at)
    for row in rows:
        if at - row.last_at > FORGOTTEN:
            row.count = 0
    waits = [_left(limits[row.key].wait(row.count), since=row.last_at, at=at) for row in rows]
    if (longest := max(waits, default=0)) > 0:
        return int(longest) + 1
    for row in rows:
        row.count, row.last_at = row.count + 1, at
    return 0


def _left(wait: int, *, since: datetime, at: datetime) -> float:
    """Seconds left of a wait, at most ``wait``, also when the clock was set back."""
    return min(wait, wait - (at - since).total_seconds())


def reset(*asked: tuple[Limit, str]) -> None:
    """Uncount the last try under each limit; under `EMAIL` and `KNOWN`, reset the count to 0."""
    limits = {limit.key(value): limit for limit, value in asked if value}
    with unit_of_work() as uow:
        for row in _locked(uow.session, sorted(limits), now()):
            row.count = 0 if limits[row.key] in (EMAIL, KNOWN) else max(0, row.count - 1)
        uow.commit()


def _locked(session: Session, keys: list[str], at: datetime) -> list[FailedTry]:
    stored_at = UtcDateTime().process_bind_param(at, session.get_bind().dialect)
    for key in keys:
        session.connection().execute(_ADD, {"key": key, "at": stored_at})
    query = select(FailedTry).where(col(FailedTry.key).in_(keys)).order_by(FailedTry.key)
    return list(session.exec(query.with_for_update()))
