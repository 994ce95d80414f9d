"""Looking for typed text in names: case, accents and the sign for an apostrophe do not matter."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, func, or_

from innovation_hub.domain.folding import key
from innovation_hub.domain.text import clean_line


def holds(keys: SQLColumnExpression[Any], text: str) -> ColumnElement[bool]:
    """Whether a column that `db.keys.key_of` made holds the text; its wildcards mean themselves."""
    return keys.contains(key(clean_line(text)), autoescape=True)


def code_holds(codes: SQLColumnExpression[Any], text: str) -> ColumnElement[bool]:
    """Whether a column of the hub's own codes, which are of plain letters and figures, holds the text."""
    return holds(func.lower(codes), text)


def email_holds(emails: SQLColumnExpression[Any], text: str) -> ColumnElement[bool]:
    """Whether a column of e-mail addresses, kept in small letters, holds the text."""
    return emails.contains(clean_line(text).lower(), autoescape=True)


def any_holds(columns: Sequence[SQLColumnExpression[Any]], text: str) -> ColumnElement[bool]:
    """Whether one of the columns does."""
    return or_(*(holds(column, text) for column in columns))
