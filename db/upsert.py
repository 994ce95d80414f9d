"""Upsert: insert a row, or add to the existing one, in one statement on both databases."""

from functools import lru_cache
from typing import Any

from sqlalchemy import Executable
from sqlalchemy import Table as CoreTable
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel


def add_to(
    session: Session, model: type[SQLModel], *, key: dict[str, Any], add: dict[str, int], **put: Any
) -> None:
    """Add ``add`` to the numbers of the row with this key and set ``put``; insert the row when there is none.

    The additions are relative, so that transactions do not overwrite each other's.
    """
    statement = _statement(model, session.get_bind().dialect.name, tuple(key), tuple(add), tuple(put))
    session.execute(statement, {**key, **add, **put})


@lru_cache
def _statement(
    model: type[SQLModel], dialect: str, key: tuple[str, ...], add: tuple[str, ...], put: tuple[str, ...]
) -> Executable:
    """The statement, cached, as building it takes longer than running it."""
    table: CoreTable = model.__table__  # type: ignore[attr-defined]
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    statement: Any = insert(table)
    changes = {name: table.c[name] + statement.excluded[name] for name in add}
    changes |= {name: statement.excluded[name] for name in put}
    composed: Executable = statement.on_conflict_do_update(index_elements=list(key), set_=changes)
    return composed
