"""A file of scores read line by line: the rules of the format, and the line that breaks one.

Slow beside ``reading``, which takes a file in at once and comes here when something is wrong.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite

from innovation_hub.errors import Invalid
from innovation_hub.methods.ranking.io.scores import check, duplicate
from innovation_hub.methods.terms.ranking import Scale

COLUMNS = ("proposal", "judge", "criterion", "score")
DELIMITERS = ",;\t"
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)

Row = tuple[str, str, str, float | None]


@dataclass(frozen=True, slots=True)
class Header:
    """The first line: what separates cells, where each of ``COLUMNS`` stands, and where the next line begins."""

    delimiter: str
    places: tuple[int, ...]
    lines: int
    length: int


def text_of(data: bytes) -> str:
    """The file as text, without a byte order mark. Raises ``Invalid`` with the line that is not text in UTF-8."""
    wrong = data.find(b"\0")  # in no text, and in every other byte of another encoding
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        wrong = error.start
    if wrong < 0:
        return text
    raise Invalid("scores.not_utf8", field="file", line=data.count(b"\n", 0, wrong) + 1)


def header(text: str) -> Header:
    """Read the line of headings, blank lines before it left out.

    Headings are in any order and case. Raises ``Invalid`` when one is unknown, missing or there twice.
    """
    start = len(text) - len(text.lstrip())
    end = re.search(r"\r\n|\n|\r|\Z", text[start:])
    assert end is not None
    first = text[start : start + end.start()]
    if not first:
        raise Invalid("scores.empty", field="file")
    line = len(text[:start].splitlines()) + 1 if start else 1
    delimiter = max(DELIMITERS, key=first.count)
    names = [cell.strip().casefold() for cell in next(_records(first, delimiter, line - 1))[1]]
    for name in names:
        if name not in COLUMNS:
            raise Invalid(
                "scores.column_unknown", field="file", line=line, name=name[:80], names=", ".join(COLUMNS)
            )
        if names.count(name) > 1:
            raise Invalid("scores.column_twice", field="file", line=line, name=name)
    for name in COLUMNS:
        if name not in names:
            raise Invalid(
                "scores.column_missing", field="file", line=line, name=name, names=", ".join(COLUMNS)
            )
    places = tuple(names.index(name) for name in COLUMNS)
    return Header(delimiter, places, line, start + end.end())


def rows(text: str, head: Header, scale: Scale) -> Iterator[Row]:
    """The rows below the headings, each checked. Raises ``Invalid`` with the first line that breaks a rule."""
    seen: dict[tuple[str, str, str], int] = {}
    for line, cells in _records(text[head.length :], head.delimiter, head.lines):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(COLUMNS):
            raise Invalid("scores.cells", field="file", line=line, found=len(cells), expected=len(COLUMNS))
        proposal, judge, criterion, given = (cells[place].strip() for place in head.places)
        for name, column in zip((proposal, judge, criterion), COLUMNS, strict=False):
            if not name:
                raise Invalid("scores.name_missing", field=column, line=line, name=column)
        score = _score(given, line)
        if score is not None:
            check(score, scale, line)
            first = seen.setdefault((proposal, judge, criterion), line)
            if first != line:
                raise duplicate(line, first)
        yield proposal, judge, criterion, score


def _score(given: str, line: int) -> float | None:
    """A cell's number; an empty cell is «cannot judge»."""
    if not given:
        return None
    if not NUMBER.fullmatch(given) or not isfinite(float(given)):
        raise Invalid("scores.not_finite", field="score", line=line, text=given[:80])
    return float(given)


def _records(text: str, delimiter: str, before: int) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line it begins in; ``before`` lines come ahead of the text."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = before + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Invalid("scores.malformed", field="file", line=line, why=str(error)) from None
        yield line, cells
