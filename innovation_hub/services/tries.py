"""Slowing down: failed sign-ins, registrations and mail to one address, counted in the database for every process.

A try is counted before it is made and taken back when it succeeds, so a hundred tries at the same moment
are a hundred tries.
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
    """So many tries are ``free`` within an hour; then each waits twice as long, up to ``longest`` seconds."""

    kind: str
    free: int
    longest: int

    def key(self, value: str) -> str:
        """Under what the tries of an address are counted; the address itself is not kept."""
        return hashlib.sha256(f"{self.kind}:{value}".encode()).hexdigest()

    def wait(self, count: int) -> int:
        """Seconds to wait after this many tries."""
        return 0 if count < self.free else min(self.longest, 2 ** min(count - self.free + 1, 16))


EMAIL = Limit("email", free=5, longest=300)
KNOWN = Limit("known", free=5, longest=300)
"""Tries from where the owner has been before, a browser or an open session; strangers' are counted elsewhere."""
CLIENT = Limit("client", free=50, longest=60)
"""A whole campus may share one address."""
REGISTER = Limit("register", free=50, longest=60)
MAIL = Limit("mail", free=4, longest=3600)
RECEIPT = Limit("receipt", free=8, longest=3600)
"""Receipts to a member of a team, whose address somebody else typed; apart, lest they hold up a reset."""
INVITATION = Limit("invitation", free=3, longest=3600)
"""E-mails that ask one address to join a team; apart, lest strangers hold up its owner's receipts and resets."""
INVITING = Limit("inviting", free=20, longest=600)
"""E-mails with which one account asks others."""

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
    """Seconds that are left of a wait, never more than all of it: the clock may have been set back."""
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
