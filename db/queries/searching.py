"""Search for typed text in names: case, accents and the kind of apostrophe are ignored."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, or_

from db.letters import LowerCase
from innovation_hub.domain.folding import key
from innovation_hub.domain.text import clean_line


def holds(keys: SQLColumnExpression[Any], text: str) -> ColumnElement[bool]:
    """Whether a key column of `db.keys.key_of` contains the text; wildcards are escaped."""
    return keys.contains(key(clean_line(text)), autoescape=True)


def code_holds(codes: SQLColumnExpression[Any], text: str) -> ColumnElement[bool]:
    """Whether a column of the hub's own codes, of capital ASCII letters and digits, contains the text, in any case."""
    return codes.contains(key(clean_line(text)).upper(), autoescape=True)


def email_holds(emails: SQLColumnExpression[Any], text: str) -> ColumnElement[bool]:
    """Whether a column of e-mail addresses, stored in lower case, contains the text."""
    return emails.contains(clean_line(text).lower(), autoescape=True)


def any_holds(columns: Sequence[SQLColumnExpression[Any]], text: str) -> ColumnElement[bool]:
    """Whether one of the key columns contains the text."""
    return or_(*(holds(column, text) for column in columns))


def text_holds(texts: SQLColumnExpression[Any], text: str) -> ColumnElement[bool]:
    """Whether a text column without a key contains the text, ignoring case."""
    return LowerCase(texts).contains(clean_line(text).lower(), autoescape=True)
