"""Lower case of any letter in SQL: SQLite's own ``lower`` knows the ASCII letters only."""

from typing import Any

from sqlalchemy import String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction

_ON_SQLITE = "hub_lower"


class LowerCase(GenericFunction[str]):
    """The text in lower case: by PostgreSQL's ``lower``, on SQLite by a function of `prepare_sqlite`.

    The latter calls Python for each row, so other conditions should leave few rows.
    """

    type = String()
    inherit_cache = True


@compiles(LowerCase)
def _lower(element: LowerCase, compiler: Any, **options: Any) -> str:
    return f"lower({compiler.process(element.clauses, **options)})"


@compiles(LowerCase, "sqlite")
def _lower_on_sqlite(element: LowerCase, compiler: Any, **options: Any) -> str:
    return f"{_ON_SQLITE}({compiler.process(element.clauses, **options)})"


def prepare_sqlite(connection: Any) -> None:
    """Register the function with a connection of the driver."""
    connection.create_function(_ON_SQLITE, 1, _text_lower, deterministic=True)


def _text_lower(text: str | None) -> str | None:
    return None if text is None else text.lower()
