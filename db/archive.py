"""Archives: all rows of a database as lines of JSON that either kind of database can load, for backups and copies.

Tables are reflected from the database, not taken from the models, so that an archive of an older release can be
loaded at its own revision and migrated afterwards.
"""

import base64
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import islice
from typing import Any

import orjson
from sqlalchemy import JSON, Connection, MetaData, Table, func, insert, select, text

from db import fulltext

BATCH = 500
BYTES, DATE, INSTANT, DOCUMENT = "$bytes", "$date", "$instant", "$json"


def tables(connection: Connection) -> list[Table]:
    """The hub's tables in an order in which rows can be inserted, without the tables of the full-text index."""
    found = MetaData()
    found.reflect(
        connection,
        only=lambda name, _: fulltext.ours(name) and name not in ("alembic_version", "sqlite_sequence"),
    )
    for table in found.sorted_tables:
        for column in table.c:
            if isinstance(column.type, JSON):
                column.type.none_as_null = True  # NULL in the column, not a JSON null
    return found.sorted_tables


def lines(connection: Connection, table: Table) -> Iterator[bytes]:
    """The table's rows, each a JSON array in the order of the columns' names, with a line break."""
    columns = sorted(table.c, key=lambda column: column.name)
    documents = [isinstance(column.type, JSON) for column in columns]
    query = select(*columns).order_by(*table.primary_key.columns).execution_options(yield_per=BATCH)
    with connection.execute(query) as rows:
        for row in rows:
            cells = [_written(value, document) for value, document in zip(row, documents, strict=True)]
            yield orjson.dumps(cells, option=orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)


def _written(value: Any, document: bool) -> Any:
    if value is None:
        return None
    if document:
        return {DOCUMENT: value}
    if isinstance(value, bytes | memoryview):
        return {BYTES: base64.b64encode(bytes(value)).decode()}
    if isinstance(value, datetime):
        return {INSTANT: value.isoformat(timespec="microseconds")}
    return {DATE: value.isoformat()} if isinstance(value, date) else value


def _read(cell: Any) -> Any:
    if not isinstance(cell, dict):
        return cell
    ((kind, value),) = cell.items()
    return _READ[kind](value)


_READ: Mapping[str, Callable[[Any], Any]] = {
    BYTES: base64.b64decode,
    DATE: date.fromisoformat,
    INSTANT: datetime.fromisoformat,
    DOCUMENT: lambda value: value,
}


def enter(connection: Connection, table: Table, rows: Iterable[bytes]) -> int:
    """Insert lines into an empty table; returns how many."""
    names = sorted(column.name for column in table.c)
    entered, left = 0, iter(rows)
    while batch := list(islice(left, BATCH)):
        cells = (map(_read, orjson.loads(line)) for line in batch)
        connection.execute(insert(table), [dict(zip(names, row, strict=True)) for row in cells])
        entered += len(batch)
    return entered


def count_on(connection: Connection, table: Table) -> None:
    """Set the table's sequence after the inserted ids."""
    numbered = [column for column in table.primary_key.columns if column.name == "id"]
    if connection.dialect.name != "postgresql" or not numbered:
        return
    sequence = connection.scalar(text("SELECT pg_get_serial_sequence(:name, 'id')"), {"name": table.name})
    last = connection.scalar(select(func.max(numbered[0])))
    if sequence and last:
        connection.execute(text("SELECT setval(:sequence, :last)"), {"sequence": sequence, "last": last})


def digest(rows: Iterable[bytes]) -> tuple[int, str]:
    """The number of lines, and a SHA-256 of them that does not depend on their order.

    Databases sort texts differently, so tables known by a text come in another order from each.
    """
    hashes = sorted(hashlib.sha256(line).digest() for line in rows)
    return len(hashes), hashlib.sha256(b"".join(hashes)).hexdigest()
