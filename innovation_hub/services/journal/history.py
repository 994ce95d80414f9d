"""The history of one record, for those who may open it; names of actors only for those who may read the journal."""

from dataclasses import dataclass, replace

from sqlmodel import Session

from db.queries import journal as queries
from innovation_hub.domain.permissions import Actor, Permission
from innovation_hub.services.journal.pages import Entry
from innovation_hub.services.paging import Page

HISTORY = 20
"""Entries on one page of a history."""


@dataclass(frozen=True, slots=True)
class History:
    """A page of the journal entries of a record and its parts, newest first.

    Unless it is ``full``, entries are without their actor and their data.
    """

    entries: Page[Entry]
    full: bool


def history(session: Session, actor: Actor, kind: str, record_id: int, *, offset: int = 0) -> History:
    """The history of a record, for use inside a service that has checked that the actor may read the record."""
    total = queries.history_length(session, kind, record_id)
    rows = queries.history(session, kind, record_id, offset=offset, size=HISTORY)
    full = actor.may(Permission.JOURNAL_READ)
    entries = (Entry(*row) for row in rows)
    shown = entries if full else (replace(entry, actor=None, data={}) for entry in entries)
    return History(Page(tuple(shown), total), full)
