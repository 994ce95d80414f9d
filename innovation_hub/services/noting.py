"""Daily e-mail with the journal's last hash to the addresses in the settings, so that it is kept outside the hub."""

from db.commands import journal as commands
from db.models.journal import NotedDay
from db.queries import journal as queries
from db.unit_of_work import read_only, unit_of_work
from innovation_hub.config import settings
from innovation_hub.domain.clock import today
from innovation_hub.services import journal, notices


def note_today() -> int:
    """Queue today's e-mails, unless a process has done so already; returns how many.

    Each is in the language of the account with that address, if there is one.
    Days are those of Dar es Salaam. After a clock was set back nothing goes out until the last day noted is over.
    """
    addresses, day, last = settings().note_to, today(), journal.noted()
    if not addresses or last is None:
        return 0
    with read_only() as session:
        if queries.noted_since(session, day):
            return 0  # without taking the write lock
    with unit_of_work() as uow:
        row = NotedDay(day=day, entry_id=last.entry, hash=last.hash)
        if not commands.note_day(uow.session, row):
            return 0
        at = last.at.isoformat()
        notices.notify(uow, "journal.noted", entry=last.entry, at=at, journal_head=last.hash)
        uow.commit()
    return len(addresses)
