"""Tracking which records a unit of work has changed, by the session's flushes."""

from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import PassiveFlag
from sqlalchemy.orm.attributes import get_history
from sqlmodel import Session

from db.records import KINDS, RecordKind

_KEY = "touched records"
_WATCHED: dict[type, list[tuple[RecordKind, str, frozenset[str]]]] = {}
for _kind in KINDS:
    _WATCHED.setdefault(_kind.model, []).append((_kind, "id", frozenset(_kind.columns.split())))
    for _part in _kind.parts:
        if _part.where is None:  # a possible draft counts when its record is journalled
            names = frozenset(_part.columns.split())
            key = str(_part.key.key)
            _WATCHED.setdefault(_part.model, []).append((_kind, key, names))


def touched(session: Session) -> dict[str, set[int]]:
    """The ids of the records changed since the last call, by kind; resets the list."""
    found: dict[str, set[int]] = session.info.pop(_KEY, {})
    return found


@event.listens_for(Session, "after_flush")
def _note(session: Session, _context: Any) -> None:
    noted: dict[str, set[int]] = session.info.setdefault(_KEY, {})
    for row in (*session.new, *session.deleted, *session.dirty):
        for kind, key, names in _WATCHED.get(type(row), ()):
            if row in session.dirty and not any(changed(row, name) for name in names):
                continue
            noted.setdefault(kind.name, set()).add(getattr(row, key))


def changed(row: Any, name: str) -> bool:
    """Whether an attribute of a record was changed; one that is not loaded was not, and is not loaded now."""
    return bool(get_history(row, name, PassiveFlag.PASSIVE_NO_INITIALIZE).has_changes())
