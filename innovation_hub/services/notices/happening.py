"""Events: the journal entry and the notices of an event, in the transaction that causes it."""

from collections.abc import Callable, Mapping
from typing import Any

from db.unit_of_work import UnitOfWork
from innovation_hub.domain.notices import Notice, Way, notices_of
from innovation_hub.domain.permissions import Actor
from innovation_hub.services import journal, mail, tries
from innovation_hub.services.notices.about import About, complete, words
from innovation_hub.services.notices.recipients import FOUND_BY, Recipient


def happened(
    uow: UnitOfWork,
    actor: Actor,
    event: str,
    subject_type: str,
    subject_id: int,
    data: dict[str, Any] | None = None,
    *,
    about: About | None = None,
    **params: Any,
) -> None:
    """Record an event in the journal and queue the notices that the table of notices lists for it.

    ``data`` is for the journal, ``params`` are the parameters that the event's rows list; both must be JSON. The
    subject, and the call of a proposal, need not be in ``about``. Raises TypeError when ``params`` and the rows differ.
    """
    journal.record(uow, actor, event, subject_type, subject_id, data)
    if rows := notices_of(event):
        _queue(uow, rows, complete(uow.session, about or About(), subject_type, subject_id), params)


def notify(uow: UnitOfWork, event: str, *, about: About | None = None, **params: Any) -> None:
    """Queue the notices of an event that has no journal entry of its own; raises as `happened` does."""
    rows = notices_of(event)
    if not rows:
        raise TypeError(f"{event}: no row of the table")
    _queue(uow, rows, complete(uow.session, about or About()), params)


def _queue(uow: UnitOfWork, rows: tuple[Notice, ...], about: About, params: Mapping[str, Any]) -> None:
    for row in rows:
        if params.keys() != set(row.says.split()):
            raise TypeError(f"{row.event}: the table says {row.says!r}, its service {' '.join(params)!r}")
        for reader in FOUND_BY[row.to](uow.session, about):
            for way in row.ways:
                WAYS[way](uow, row, reader, {**words(about, row, reader.language), **reader.words, **params})


def _by_email(uow: UnitOfWork, row: Notice, reader: Recipient, params: dict[str, Any]) -> None:
    if reader.limited and tries.count(uow, (reader.limited, reader.email)):
        return
    mail.enqueue(uow, row.kind, to=reader.email, language=reader.language, **params)


WAYS: Mapping[Way, Callable[[UnitOfWork, Notice, Recipient, dict[str, Any]], None]] = {Way.EMAIL: _by_email}
"""The function that sends a notice, by way."""
