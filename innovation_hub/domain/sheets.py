"""Tables as CSV that a spreadsheet opens without running anything in them."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""First characters that make a spreadsheet read a text as a formula, full-width forms included."""


def cell(value: Any) -> Any:
    """A value for a cell of CSV: texts that look like formulae get an apostrophe in front, lists are joined.

    A number stays a number, also below zero; a missing value is an empty cell.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        value = "; ".join(str(item) for item in value)  # a space would not separate names
    if isinstance(value, str) and value.lstrip(" \u00a0").startswith(_ACTIVE):
        return "'" + value
    return value


def marked(text: str) -> bytes:
    """A CSV text as bytes for a download: UTF-8 with a byte-order mark, by which spreadsheets recognise it."""
    return text.encode("utf-8-sig")


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A table as CSV (RFC 4180) with a line of headings."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([cell(name) for name in columns])
    writer.writerows([cell(value) for value in row] for row in rows)
    return out.getvalue()
