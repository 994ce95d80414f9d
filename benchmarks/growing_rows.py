"""Inserting rows of measurements, and the words that their names are made of."""

from typing import Any

from sqlalchemy import insert
from sqlmodel import Session

WORDS = ("maji", "afya", "shule", "barua", "kilimo", "ramani", "soko", "usafiri", "umeme", "mikopo")
PAGE = 2_000
"""Rows of one INSERT."""


def insert_rows(session: Session, table: Any, rows: list[dict[str, Any]]) -> None:
    """Insert rows some at a time; ``rows`` have the table's columns by name."""
    for start in range(0, len(rows), PAGE):
        session.execute(insert(table), rows[start : start + PAGE])
