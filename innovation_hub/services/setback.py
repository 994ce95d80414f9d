"""Correction of waits after the clock was set back: a stored end is limited to the longest possible wait from now.

Waits are stored as instants, so that all processes agree on them, also after a restart. Where the clock was wrong by
years before it was corrected, these instants are years in the future.
"""

import logging
from datetime import datetime, timedelta

from db.commands import instants as commands
from db.queries import instants
from db.unit_of_work import read_only, unit_of_work
from innovation_hub.config import settings
from innovation_hub.domain.clock import Clock, now
from innovation_hub.domain.messages import CLAIM, GIVE_UP_AFTER, LONGEST_DELAY
from innovation_hub.services.accounts.tokens import HOURS

log = logging.getLogger("innovation_hub.clock")

SLACK = timedelta(minutes=1)
"""The most by which the clocks of two servers may differ."""


def clamp() -> int:
    """Limit waits (of sign-ins, sessions, links, browsers, e-mails, notes) that end too late; returns how many.

    Called every minute; does nothing unless the clock was set back.
    """
    if Clock.moved:
        return 0
    at = now()
    found = commands.waits(
        at,
        slack=SLACK,
        session=timedelta(hours=settings().session_hours),
        links={purpose: timedelta(hours=hours) for purpose, hours in HOURS.items()},
        pause=LONGEST_DELAY,
        claim=CLAIM,
        give_up=GIVE_UP_AFTER,
    )
    with read_only() as session:
        if not commands.any_of(session, found):
            return 0
    with unit_of_work() as uow:
        clamped = commands.clamp(uow.session, found)
        uow.commit()
    log.warning("clock.set_back waits_clamped=%s", clamped)
    return clamped


def ahead() -> tuple[str, datetime] | None:
    """The table with the latest instant in the future, and that instant; None when there is none."""
    with read_only() as session:
        newest = instants.newest(session)
    name, at = max(newest.items(), key=lambda item: item[1], default=("", now()))
    return (name, at) if at > now() + SLACK else None
