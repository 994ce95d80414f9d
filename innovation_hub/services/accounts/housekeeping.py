"""What has served its purpose is deleted: the law on personal data asks for it, and so do small tables."""

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
"""After its end. A message that was not delivered can be sent again as long as it is kept, and takes its link along."""


def sweep() -> int:
    """Delete what is over: sessions, browsers, links, tries, sent messages; returns how many rows went."""
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
