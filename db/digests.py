"""Hashes of records in the database, in batches, the same on both databases."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Enum, Select, String, select, type_coerce
from sqlmodel import Session, SQLModel

from db.records import Part, RecordKind, table_of
from innovation_hub.domain.canonical import canonical, sha256

BATCH = 500
UNREADABLE = "unreadable"
"""In place of the hash of a record with a value that is invalid for its column."""


def digests(session: Session, kind: RecordKind, ids: Iterable[int]) -> dict[int, str]:
    """The hash of each of these records, without drafts and deleted ones."""
    wanted = sorted(set(ids))
    found: dict[int, str] = {}
    for start in range(0, len(wanted), BATCH):
        some = wanted[start : start + BATCH]
        found |= _hashes(session, kind, lambda key, some=some: key.in_(some))
    return found


def walk(session: Session, kind: RecordKind) -> Iterator[dict[int, str]]:
    """Yield the hashes of all records of a kind that are no drafts, in batches, by id."""
    key, last = table_of(kind.model).c.id, None
    while True:
        query = select(key).order_by(key).limit(BATCH)
        ids = session.connection().execute(query if last is None else query.where(key > last)).scalars().all()
        if not ids:
            return
        low, high = ids[0], ids[-1]
        yield _hashes(session, kind, lambda key, low=low, high=high: key.between(low, high))
        last = high


def _hashes(session: Session, kind: RecordKind, chosen: Any) -> dict[int, str]:
    try:
        return _read(session, kind, chosen)
    except (ValueError, TypeError, LookupError):
        key = table_of(kind.model).c.id
        ids = session.connection().execute(select(key).where(chosen(key))).scalars().all()
        if len(ids) < 2:
            return dict.fromkeys(ids, UNREADABLE)
        return {
            one: found
            for each in ids
            for one, found in _hashes(session, kind, lambda key, each=each: key == each).items()
        }


def _read(session: Session, kind: RecordKind, chosen: Any) -> dict[int, str]:
    connection = session.connection()
    key = table_of(kind.model).c.id
    query = _select(kind.model, kind.columns, key).where(chosen(key))
    query = query if kind.where is None else query.where(kind.where)
    names = kind.columns.split()
    records: dict[int, list[Any]] = {
        row[0]: [kind.name, _values(names, row[1:], kind.later)] for row in connection.execute(query)
    }
    for part in kind.parts if records else ():
        for record, rows in _rows(connection, part, chosen).items():
            if record in records:
                records[record].append([table_of(part.model).name, sorted(rows, key=canonical)])
    return {record: sha256(canonical(body)) for record, body in records.items()}


def _rows(connection: Any, part: Part, chosen: Any) -> dict[int, list[Any]]:
    query = _select(part.model, part.columns, part.key)
    if part.via:
        query = query.join_from(part.model, *part.via)
    if part.where is not None:
        query = query.where(part.where)
    names, found = part.columns.split(), defaultdict(list)
    for row in connection.execute(query.where(chosen(part.key))):
        found[row[0]].append(_values(names, row[1:], part.later))
    return found


def _select(model: type[SQLModel], names: str, key: ColumnElement[Any]) -> Select[Any]:
    columns = table_of(model).c
    plain = (
        # A state that is invalid, written outside the hub, must have a hash too.
        type_coerce(columns[name], String()).label(name)
        if isinstance(columns[name].type, Enum)
        else columns[name]
        for name in names.split()
    )
    return select(key.label("record_id"), *plain)


def _values(names: Iterable[str], row: Iterable[Any], later: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: _plain(value)
        for name, value in zip(names, row, strict=True)
        if value is not None and (name not in later or value != later[name])
    }


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(timespec="microseconds")
    return value.isoformat() if isinstance(value, date) else value
