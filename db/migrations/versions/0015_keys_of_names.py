"""Keys by which names are sought and sorted, and codes of institutions that differ by more than their case"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

from db import triggers
from db.keys import PLAIN
from innovation_hub.domain.folding import key

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

Made = Callable[[Any], str]
COLUMNS: tuple[tuple[str, str, str, Made], ...] = (
    ("account", "name_key", "name", lambda row: key(row.name)),
    ("device", "name_key", "name", lambda row: key(row.name)),
    ("institution", "code_key", "code", lambda row: key(row.code)),
    ("institution", "sw_key", "name_sw", lambda row: key(row.name_sw)),
    ("institution", "en_key", "name_en", lambda row: key(row.name_en)),
    ("proposal", "title_key", "title", lambda row: key(row.title)),
    (
        "registered_system",
        "search_key",
        "name_en, name_sw, owner",
        lambda row: key(row.name_en or row.name_sw, row.name_sw, row.owner),
    ),
    ("submission", "title_key", "content", lambda row: key(row.content["blind"]["title"])),
)
BATCH = 1_000


def upgrade() -> None:
    """Bring the database forward."""
    dialect = op.get_bind().dialect.name
    for statement in triggers.drop_append_only_ddl(dialect, ("submission",)):
        op.execute(statement)
    for table, column, read, made in COLUMNS:
        op.add_column(table, sa.Column(column, PLAIN, server_default="", nullable=False))
        _fill(table, column, read, made)
        if column == "code_key":
            _tell_apart()
        if column != "title_key":
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=column == "code_key")
    for statement in triggers.append_only_ddl(dialect, ("submission",)):
        op.execute(statement)


def _fill(table: str, column: str, read: str, made: Made) -> None:
    """In the order of the ids, some at a time, so that a long table is never held in memory."""
    connection, last = op.get_bind(), 0
    columns = [sa.column(name.strip(), sa.JSON if name == "content" else None) for name in read.split(",")]
    rows = sa.select(sa.column("id"), *columns).select_from(sa.table(table)).order_by(sa.text("id"))
    put = sa.text(f"UPDATE {table} SET {column} = :key WHERE id = :id")  # noqa: S608
    while found := connection.execute(rows.where(sa.text("id > :last")).limit(BATCH), {"last": last}).all():
        connection.execute(put, [{"id": row.id, "key": made(row)} for row in found])
        last = found[-1].id


def _tell_apart() -> None:
    """Institutions whose codes differ by case alone all stay: those after the first get their id into the key.

    `doctor` and the page of institutions name them until they are merged or renamed.
    """
    connection = op.get_bind()
    same: dict[str, list[int]] = defaultdict(list)
    for number, found in connection.execute(sa.text("SELECT id, code_key FROM institution ORDER BY id")):
        same[found].append(number)
    put = sa.text("UPDATE institution SET code_key = :key WHERE id = :id")
    for found, numbers in same.items():
        for number in numbers[1:]:
            connection.execute(put, {"id": number, "key": f"{found}#{number}"})


def downgrade() -> None:
    """Take the columns back."""
    for table, column, _, _ in reversed(COLUMNS):
        if column != "title_key":
            op.drop_index(op.f(f"ix_{table}_{column}"), table)
        op.drop_column(table, column)
