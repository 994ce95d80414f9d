"""Insert a row, or add to the one that is there: one statement, on both databases."""

from typing import Any

from sqlalchemy import Table as CoreTable
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel


def add_to(
    session: Session, model: type[SQLModel], *, key: dict[str, Any], add: dict[str, int], **put: Any
) -> None:
    """Add ``add`` to the numbers of the row with this key and set ``put``; make the row when there is none.

    The additions are relative, so that two transactions never overwrite each other's.
    """
    table: CoreTable = model.__table__  # type: ignore[attr-defined]
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    statement: Any = insert(table).values(**key, **add, **put)
    changes = {name: table.c[name] + statement.excluded[name] for name in add} | put
    session.execute(statement.on_conflict_do_update(index_elements=list(key), set_=changes))
