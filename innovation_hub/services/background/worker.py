"""The background worker that sends the outbox; several processes may run one each."""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import update
from sqlmodel import col

from db.models.messages import OutboxMessage
from db.queries import messages as queries
from db.unit_of_work import UnitOfWork, read_only, unit_of_work
from innovation_hub.domain.clock import now
from innovation_hub.domain.messages import CLAIM, GIVE_UP_AFTER, MessageState, delay
from innovation_hub.services import noting, setback
from innovation_hub.services.accounts import erasures
from innovation_hub.services.accounts.housekeeping import sweep
from innovation_hub.services.accounts.waiting import tell_administrators
from innovation_hub.services.background import links
from innovation_hub.services.mail.delivery import Mailbox, Undelivered, mailbox
from innovation_hub.services.mail.rendering import render

log = logging.getLogger("innovation_hub.mail")

BATCH = 100
"""The most e-mails sent over one connection."""
PAUSE = 1.0
"""Seconds between two queries of the outbox."""
RENEW_SECONDS = 60.0
"""A claim is renewed while its e-mail is being sent, which may take longer than any claim."""
_SWEEP_SECONDS = 3600
_MINUTE_SECONDS = 60


def deliver_due(box: Mailbox | None = None, stop: threading.Event | None = None) -> int:
    """Send the e-mails that are due now, through ``box`` or else the settings' mailbox; returns how many were sent."""
    return _round(box, stop)[0]


def _round(box: Mailbox | None, stop: threading.Event | None) -> tuple[int, bool]:
    """Send one batch; returns how many e-mails were sent, and whether the mailbox could be used."""
    with read_only() as session:
        if not queries.any_due(session, at=now()):
            return 0, True  # without taking the write lock every second
    box, sent = box or mailbox(), 0
    try:
        for _ in range(BATCH):
            message = None if stop and stop.is_set() else _claim()
            if message is None:
                break
            failure = _deliver(box, message)
            sent += failure is None
            if failure is not None and failure.unusable:
                return sent, False
    finally:
        box.close()
    return sent, True


def _claim() -> OutboxMessage | None:
    """Claim one e-mail for this process; if the process dies, the e-mail is due again when the claim ends."""
    with unit_of_work() as uow:
        found = queries.due(uow.session, at=now(), limit=1)
        for message in found:
            if not links.prolong(uow, message):
                _end(message, MessageState.OBSOLETE)
                continue
            message.tries += 1
            message.due_at = now() + CLAIM
            message.give_up_at = message.give_up_at or now() + GIVE_UP_AFTER
        uow.commit()
    if found and found[0].state is MessageState.OBSOLETE:
        return _claim()
    return found[0] if found else None


def _deliver(box: Mailbox, message: OutboxMessage) -> Undelivered | None:
    failure = None
    try:
        mail = render(message)
        with _renewing(message):
            box.send(mail, f"{message.created_at:%Y%m%dT%H%M%S}-{message.id:06d}-{message.kind}")
    except Undelivered as error:
        failure = error
    except Exception as error:  # an e-mail that cannot even be written: the others still go out
        log.exception("mail.unwritable message=%s", message.id)
        failure = Undelivered(f"{type(error).__name__}: {error}", permanent=True)
    with unit_of_work() as uow:
        _note(uow, message, failure)
        uow.commit()
    return failure


def _note(uow: UnitOfWork, message: OutboxMessage, failure: Undelivered | None) -> None:
    row = uow.session.get_one(OutboxMessage, message.id, with_for_update=True)
    if row.state is not MessageState.PENDING or (failure and row.tries != message.tries):
        return  # the claim was lost: the process that claimed the e-mail since decides
    row.last_error = failure.reason if failure else ""
    if failure is None:
        row.sent_at = now()
        _end(row, MessageState.SENT)
        log.info("mail.sent message=%s kind=%s try=%s", row.id, row.kind, row.tries)
    elif failure.permanent:
        _end(row, MessageState.REFUSED)
        log.warning("mail.refused message=%s kind=%s reason=%s", row.id, row.kind, failure.reason)
    elif row.give_up_at and now() >= row.give_up_at:
        _end(row, MessageState.FAILED)
        log.error("mail.given_up message=%s try=%s reason=%s", row.id, row.tries, failure.reason)
    else:
        row.due_at = now() + delay(row.tries)
        log.warning("mail.deferred message=%s try=%s reason=%s", row.id, row.tries, failure.reason)


def _end(row: OutboxMessage, state: MessageState) -> None:
    row.state, row.due_at = state, now()
    if state in (MessageState.SENT, MessageState.OBSOLETE):
        row.params = {}  # no longer needed: secrets of links, names and titles


@contextmanager
def _renewing(message: OutboxMessage) -> Iterator[None]:
    """Renew the claim on the message in a thread until the block ends."""
    over = threading.Event()
    keeper = threading.Thread(target=_renew, args=(message, over), name="hub-mail-claim", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join()


def _renew(message: OutboxMessage, over: threading.Event) -> None:
    mine = (col(OutboxMessage.id) == message.id, col(OutboxMessage.tries) == message.tries)
    while not over.wait(RENEW_SECONDS):
        try:
            with unit_of_work() as uow:
                uow.session.execute(update(OutboxMessage).where(*mine).values(due_at=now() + CLAIM))
                uow.commit()
        except Exception:  # tried again at the next renewal; until then the claim holds
            log.warning("mail.claim_not_renewed message=%s", message.id)


def work(stop: threading.Event) -> None:
    """Send the outbox every second, check the clock every minute and delete expired rows every hour, until ``stop``.

    Once a day the journal's head is sent, and administrators are notified of waiting requests for a role.
    """
    pause, swept, looked = PAUSE, time.monotonic(), float("-inf")
    while not stop.wait(pause):
        try:
            if time.monotonic() - looked > _MINUTE_SECONDS:
                looked = time.monotonic()
                setback.clamp()
                noting.note_today()
                tell_administrators()
                erasures.keep_if_possible()
            sent, usable = _round(None, stop)
            while sent and usable and not stop.is_set():
                sent, usable = _round(None, stop)
            if time.monotonic() - swept > _SWEEP_SECONDS:
                swept = time.monotonic()
                sweep()
            pause = PAUSE if usable else min(60.0, pause * 2)
        except Exception:  # the database may be away for a while; the outbox keeps everything
            pause = min(60.0, pause * 2)
            log.warning("mail.outbox_unreadable next_try=%s s", round(pause), exc_info=pause <= 2)
