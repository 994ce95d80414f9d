"""The postman empties the outbox beside the requests, and may do so in several processes at once."""

import logging
import threading
import time
from datetime import timedelta

from db.models.messages import OutboxMessage
from db.queries import messages as queries
from db.unit_of_work import read_only, unit_of_work
from innovation_hub.domain.clock import now
from innovation_hub.domain.messages import MessageState
from innovation_hub.services.accounts.housekeeping import sweep
from innovation_hub.services.letters import Mailbox, letter, mailbox

log = logging.getLogger("innovation_hub.postman")

TRIES = 8
BATCH = 10
PAUSE = 1.0
"""Seconds between two looks into the outbox."""
_CLAIM = timedelta(minutes=5)
_SWEEP_SECONDS = 3600


def deliver_due(box: Mailbox | None = None) -> int:
    """Send what is due now, through the settings' mailbox unless another is given; gives back how many went out."""
    with read_only() as session:
        if not queries.any_due(session, at=now()):
            return 0  # without taking the write lock every second
    box, sent = box or mailbox(), 0
    for message in _claim():
        sent += _deliver(box, message)
    return sent


def _claim() -> list[OutboxMessage]:
    """Take messages for this process: should it die, they are due again when the claim ends."""
    with unit_of_work() as uow:
        claimed = queries.due(uow.session, at=now(), limit=BATCH)
        for message in claimed:
            message.tries += 1
            message.due_at = now() + _CLAIM
        uow.commit()
    return claimed


def _deliver(box: Mailbox, message: OutboxMessage) -> bool:
    failure = ""
    try:
        box.send(letter(message), f"{message.created_at:%Y%m%dT%H%M%S}-{message.id:06d}-{message.kind.value}")
    except Exception as error:  # whatever went wrong with one letter, the others still go out
        failure = f"{type(error).__name__}: {error}"[:300]
        log.warning("message %s was not sent (try %s): %s", message.id, message.tries, failure)
    with unit_of_work() as uow:
        row = uow.session.get_one(OutboxMessage, message.id)
        row.last_error = failure
        if not failure:
            row.state, row.sent_at = MessageState.SENT, now()
        elif row.tries >= TRIES:
            row.state = MessageState.FAILED
        else:
            row.due_at = now() + delay(row.tries)
        if row.state is not MessageState.PENDING:
            row.params = {}  # secrets of links, names and titles have no business here any more
        uow.commit()
    return not failure


def delay(tries: int) -> timedelta:
    """How long to wait after so many failed tries: 10 seconds, then four times as long, at most six hours."""
    return timedelta(seconds=min(10 * 4 ** (tries - 1), 6 * 3600))


def work(stop: threading.Event) -> None:
    """Empty the outbox every second, and once an hour delete what is over, until ``stop`` is set."""
    pause, swept = PAUSE, time.monotonic()
    while not stop.wait(pause):
        try:
            while deliver_due() and not stop.is_set():
                pass
            if time.monotonic() - swept > _SWEEP_SECONDS:
                swept = time.monotonic()
                sweep()
            pause = PAUSE
        except Exception:  # the database may be away for a while; the outbox keeps everything
            pause = min(60.0, pause * 2)
            log.warning("the outbox cannot be emptied; next try in %s s", round(pause), exc_info=pause <= 2)
