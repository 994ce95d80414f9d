"""Undelivered e-mails, listed, sent again or acknowledged by an administrator; and a test e-mail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid

from sqlmodel import col, select

from db.models.messages import OutboxMessage
from db.primary_key import pk
from db.queries import messages as queries
from db.unit_of_work import UnitOfWork, read_only, unit_of_work
from innovation_hub.config import settings
from innovation_hub.domain.accounts import clean_email
from innovation_hub.domain.clock import now
from innovation_hub.domain.messages import MessageState
from innovation_hub.domain.permissions import SYSTEM, Actor, Permission, ensure
from innovation_hub.i18n import translator
from innovation_hub.services import journal
from innovation_hub.services.mail.delivery import mailbox
from innovation_hub.services.paging import SIZE, Page


@dataclass(frozen=True, slots=True)
class FailedMessage:
    """An undelivered message. ``state``: refused for good, or given up after days of tries."""

    id: int
    kind: str
    to: str
    state: MessageState
    reason: str
    tries: int
    created_at: datetime
    ended_at: datetime


def failed(actor: Actor, *, offset: int = 0, size: int = SIZE) -> Page[FailedMessage]:
    """The undelivered messages that nobody has acknowledged, the latest first."""
    ensure(actor, Permission.MESSAGE_MANAGE)
    return listed(offset=offset, size=size)


def listed(*, offset: int = 0, size: int = SIZE) -> Page[FailedMessage]:
    """`failed`, for the command line, without a check of permission."""
    with read_only() as session:
        rows, total = queries.undelivered(session, offset=offset, limit=size)
    return Page([_failed(row) for row in rows], total)


def send_again(actor: Actor, *, ids: Sequence[int]) -> int:
    """Put these messages back into the outbox; returns how many were still undelivered."""
    ensure(actor, Permission.MESSAGE_MANAGE)
    return _retry(actor, ids)


def retry(ids: Sequence[int] = ()) -> int:
    """`send_again`, for the command line: these messages, or all undelivered ones."""
    return _retry(SYSTEM, ids or None)


def acknowledge(actor: Actor, *, ids: Sequence[int]) -> int:
    """Acknowledge undelivered messages: they leave the list and lose their contents; returns how many."""
    ensure(actor, Permission.MESSAGE_MANAGE)
    with unit_of_work() as uow:
        rows = _taken(uow, ids)
        for row in rows:
            row.acknowledged_at, row.params = now(), {}
        for row in rows:
            journal.record(uow, actor, "message.acknowledged", "message", pk(row))
        uow.commit()
    return len(rows)


def _retry(actor: Actor, ids: Sequence[int] | None) -> int:
    with unit_of_work() as uow:
        rows = _taken(uow, ids)
        for row in rows:
            row.state, row.due_at, row.give_up_at, row.tries = MessageState.PENDING, now(), None, 0
        for row in rows:
            journal.record(uow, actor, "message.sent_again", "message", pk(row))
        uow.commit()
    return len(rows)


def _taken(uow: UnitOfWork, ids: Sequence[int] | None) -> list[OutboxMessage]:
    query = select(OutboxMessage).where(queries.waits_for_somebody()).order_by(col(OutboxMessage.id))
    if ids is not None:
        query = query.where(col(OutboxMessage.id).in_(ids))
    return list(uow.session.exec(query.with_for_update()))


def _failed(row: OutboxMessage) -> FailedMessage:
    return FailedMessage(
        pk(row),
        row.kind,
        row.to_address,
        row.state,
        row.last_error,
        row.tries,
        row.created_at,
        row.due_at,
    )


def try_out(address: str, *, language: str) -> str:
    """Send a test e-mail without the outbox; returns the mailbox's name. Raises `Undelivered` or `Invalid`."""
    t, to, sender = translator(language), clean_email(address), settings().mail_from
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = t("messages.test.subject")
    mail["From"] = Address(t("messages.sender"), addr_spec=sender)
    mail["To"] = Address(addr_spec=to)
    mail["Date"] = format_datetime(now())
    mail["Message-ID"] = make_msgid("test", domain=sender.partition("@")[2])
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(f"{t('messages.test.body', url=settings().base_url)}\n", cte="quoted-printable")
    box = mailbox()
    try:
        box.send(mail, f"{now():%Y%m%dT%H%M%S}-test")
    finally:
        box.close()
    return str(box)
