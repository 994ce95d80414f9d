"""Deletion of expired rows: the law on personal data requires it, and it keeps tables small."""

from datetime import timedelta

from sqlalchemy import delete
from sqlmodel import col

from db.models.accounts import EmailToken, FailedTry, KnownBrowser, Session
from db.models.messages import OutboxMessage
from db.models.trail import TrailEntry
from db.unit_of_work import unit_of_work
from innovation_hub.domain.clock import now
from innovation_hub.domain.messages import MessageState
from innovation_hub.domain.trail import KEPT_TRAIL
from innovation_hub.services.accounts import browsers

KEPT_SESSIONS = timedelta(days=30)
KEPT_TRIES = timedelta(days=1)
KEPT_MESSAGES = timedelta(days=90)
KEPT_LINKS = KEPT_MESSAGES - timedelta(days=2)
"""Kept after a link's end: an undelivered message can be sent again while it is kept, and its link must still exist."""


def sweep() -> int:
    """Delete old sessions, links, trail entries, browsers, tries and messages not pending; returns how many rows."""
    at = now()
    spent = (
        delete(Session).where(col(Session.expires_at) < at - KEPT_SESSIONS),
        delete(EmailToken).where(col(EmailToken.expires_at) < at - KEPT_LINKS),
        delete(TrailEntry).where(col(TrailEntry.last_at) < at - KEPT_TRAIL),
        delete(KnownBrowser).where(col(KnownBrowser.seen_at) < at - browsers.KEPT),
        delete(FailedTry).where(col(FailedTry.last_at) < at - KEPT_TRIES),
        delete(OutboxMessage).where(
            col(OutboxMessage.state) != MessageState.PENDING,
            col(OutboxMessage.created_at) < at - KEPT_MESSAGES,
        ),
    )
    with unit_of_work() as uow:
        gone = sum(uow.session.connection().execute(statement).rowcount for statement in spent)
        uow.commit()
    return gone
