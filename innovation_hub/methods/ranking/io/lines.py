"""Line-by-line parser of files of scores, which reports the first invalid line.

It is slower than ``csv_file``, which falls back to it when a file is invalid or unusual.
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
    """The header line.

    ``columns``: position of each of ``COLUMNS``; ``lines``, ``length``: lines and characters up to its end.
    """

    delimiter: str
    columns: tuple[int, ...]
    lines: int
    length: int


def text_of(data: bytes) -> str:
    """The file as text, without a byte order mark. Raises ``Invalid`` with the first line that is not UTF-8 text."""
    wrong = data.find(b"\0")  # as in UTF-16, which may decode as UTF-8
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        wrong = error.start
    if wrong < 0:
        return text
    raise Invalid("scores.not_utf8", field="file", line=data.count(b"\n", 0, wrong) + 1)


def header(text: str) -> Header:
    """Parse the header line, after any blank lines.

    Headings are in any order and case. Raises ``Invalid`` when one is unknown, missing or repeated.
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
    columns = tuple(names.index(name) for name in COLUMNS)
    return Header(delimiter, columns, line, start + end.end())


def rows(text: str, head: Header, scale: Scale) -> Iterator[Row]:
    """The validated rows below the header. Raises ``Invalid`` with the number of the first invalid line."""
    seen: dict[tuple[str, str, str], int] = {}
    for line, cells in _records(text[head.length :], head.delimiter, head.lines):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(COLUMNS):
            raise Invalid("scores.cells", field="file", line=line, found=len(cells), expected=len(COLUMNS))
        proposal, judge, criterion, given = (cells[index].strip() for index in head.columns)
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
    """The number in a cell; None for an empty cell, which means «cannot judge»."""
    if not given:
        return None
    if not NUMBER.fullmatch(given) or not isfinite(float(given)):
        raise Invalid("scores.not_finite", field="score", line=line, text=given[:80])
    return float(given)


def _records(text: str, delimiter: str, before: int) -> Iterator[tuple[int, list[str]]]:
    """Each record with the number of its first line; ``before`` lines precede the text."""
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
