"""Fields of a form as data: kind, valid values, and conversion between browser and record.

A form is a sequence of fields. The browser sends a field's *typed* value as JSON: a text, a number, a list of
options, true or false. `read` converts it to the record's value, `typed` converts it back, and `version` identifies
a content, so that nobody overwrites a content they have not seen.
"""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from innovation_hub.domain.clock import DAR
from innovation_hub.domain.money import parse_money
from innovation_hub.domain.text import clean, clean_line
from innovation_hub.errors import Invalid

Typed = Any
"""A field's value as JSON."""
LONGEST = 100_000
"""The most characters of a text in a draft, whatever the maximum of a submission."""
YEARS = range(2000, 2100)
"""Valid years of an instant."""
_DIGITS = re.compile(r"-?[0-9]{1,15}")


class FieldKind(StrEnum):
    """Kind of a field's value."""

    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"
    CHOICES = "choices"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    DATETIME = "datetime"
    TICK = "tick"


TEXTS = frozenset({FieldKind.LINE, FieldKind.TEXT})
"""Kinds whose value is a text, which may be left empty in a draft."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A field is asked for only while another field holds one of these values."""

    field: str
    values: tuple[Typed, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One field. ``minimum`` and ``maximum`` count the characters of a text, or bound a number.

    A text beyond them can be saved as a draft but not submitted; a number beyond them is refused at once.
    """

    name: str
    kind: FieldKind
    minimum: int | None = None
    maximum: int | None = None
    options: tuple[str | int, ...] = ()
    required: bool = False
    only_if: Condition | None = None


_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read(field: Field, value: Typed) -> Any:
    """Convert a typed value to the record's; raises `Invalid` with the field's name for an invalid one."""
    return _READERS[field.kind](field, value)


def typed(field: Field, stored: Any) -> Typed:
    """Convert a record's value to the typed one; an empty value is an empty text, or None for a choice."""
    if field.kind is FieldKind.MONEY:
        return f"{stored:,}" if stored else ""
    if field.kind is FieldKind.DATETIME:
        return f"{stored.astimezone(DAR):%Y-%m-%dT%H:%M}" if stored else ""
    if field.kind is FieldKind.DATE:
        return stored.isoformat() if stored else ""
    if field.kind is FieldKind.NUMBER:
        return "" if stored is None else str(stored)
    return list(stored) if field.kind is FieldKind.CHOICES else stored


def version(value: Typed) -> str:
    """A short hash of a field's content."""
    return hashlib.sha256(_JSON.encode(value).encode("utf-8", "ignore")).hexdigest()[:16]


def _text(field: Field, value: Typed) -> str:
    if not isinstance(value, str):
        raise Invalid("errors.malformed", field=field.name)
    if len(value) > LONGEST:
        raise Invalid("writing.refused.long", field=field.name, length=len(value), most=LONGEST)
    return clean(value) if field.kind is FieldKind.TEXT else clean_line(value)


def _choice(field: Field, value: Typed) -> str | int | None:
    if value in (None, "") and not field.required:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int) or value not in field.options:
        raise Invalid("writing.refused.choice", field=field.name)
    return value


def _choices(field: Field, value: Typed) -> tuple[str | int, ...]:
    if not isinstance(value, list) or any(one not in field.options for one in value):
        raise Invalid("writing.refused.choice", field=field.name)
    return tuple(option for option in field.options if option in value)


def _refuse_empty(field: Field) -> None:
    if field.required:
        raise Invalid("writing.refused.empty", field=field.name)


def _number(field: Field, value: Typed) -> int | None:
    text = _text(field, value).replace(",", "").replace(" ", "").replace("−", "-")
    if not text:
        _refuse_empty(field)
        return None
    if not _DIGITS.fullmatch(text):
        raise Invalid("writing.refused.number", field=field.name, text=str(value)[:40])
    number = int(text)
    low, high = field.minimum, field.maximum
    if (low is not None and number < low) or (high is not None and number > high):
        raise Invalid("writing.refused.range", field=field.name, least=low, most=high)
    return number


def _money(field: Field, value: Typed) -> int:
    text = _text(field, value)
    return parse_money(text, field=field.name, allow_zero=True) if text else 0


def _moment(read_one: Callable[[str], Any]) -> Callable[[Field, Typed], Any]:
    def read_moment(field: Field, value: Typed) -> Any:
        text = _text(field, value)
        if not text:
            _refuse_empty(field)
            return None
        try:
            return read_one(text)
        except ValueError as error:
            raise Invalid("writing.refused.date", field=field.name, text=text[:40]) from error

    return read_moment


def _instant(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.year not in YEARS:  # a year typed halfway, or wrongly
        raise ValueError
    return moment if moment.tzinfo else moment.replace(tzinfo=DAR)


def _tick(field: Field, value: Typed) -> bool:
    if not isinstance(value, bool):
        raise Invalid("errors.malformed", field=field.name)
    return value


_READERS: Mapping[FieldKind, Callable[[Field, Typed], Any]] = {
    FieldKind.LINE: _text,
    FieldKind.TEXT: _text,
    FieldKind.CHOICE: _choice,
    FieldKind.CHOICES: _choices,
    FieldKind.NUMBER: _number,
    FieldKind.MONEY: _money,
    FieldKind.DATE: _moment(date.fromisoformat),
    FieldKind.DATETIME: _moment(_instant),
    FieldKind.TICK: _tick,
}
