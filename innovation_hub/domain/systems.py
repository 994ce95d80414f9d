"""The register of existing government systems: its entries, and reading them from a file."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from innovation_hub.domain.text import clean, clean_line
from innovation_hub.errors import Invalid, Several


class SystemStatus(StrEnum):
    """Status of a system."""

    PLANNED = "planned"
    PILOT = "pilot"
    IN_USE = "in_use"
    RETIRED = "retired"


NAME_MAX, PURPOSE_MAX, URL_MAX = 160, 2_000, 300
FIRST_YEAR, LAST_YEAR = 1960, 2100
BYTES_MAX, LINES_MAX, PROBLEMS_MAX = 5_000_000, 20_000, 100
"""The most bytes and lines of a file, and the number of problems after which reading stops."""


@dataclass(frozen=True, slots=True)
class SystemDraft:
    """An entry of the register; it has a name and a purpose in at least one of the languages."""

    name_sw: str
    name_en: str
    owner: str
    purpose_sw: str
    purpose_en: str
    url: str = ""
    year: int | None = None
    status: SystemStatus = SystemStatus.IN_USE

    @property
    def key(self) -> str:
        """The key that identifies a system: its owner and its name."""
        return f"{self.owner} | {self.name_en or self.name_sw}".casefold()


NOW = "owner_now"
"""The column of an export with the successor of a merged owner; an import accepts the column and ignores it."""
COLUMNS = ("name_sw", "name_en", "owner", "purpose_sw", "purpose_en", "url", "year", "status")
_NEUTRAL = re.compile(r"^'(?=[=+\-@\t\r\n|%])")
_URL = re.compile(r"https?://[^\s/]+\.[^\s]+\Z")


def read(content: bytes, owner: Callable[[str], str] = str) -> list[SystemDraft]:
    """The systems of a CSV file in UTF-8, with headings out of `COLUMNS` in any order.

    ``owner`` returns the stored name of an owner.

    Raises `Several` with the number and reason of every invalid line.
    """
    lines = _lines(_decoded(content))
    _, headings = next(lines, (1, []))
    names = [clean_line(name).lower() for name in headings]
    _check_headings(names)
    drafts: list[SystemDraft] = []
    problems: list[Invalid] = []
    first: dict[str, int] = {}
    for line, cells in lines:
        try:
            draft = _draft(line, names, cells)
            draft = replace(draft, owner=owner(draft.owner))
            if (earlier := first.setdefault(draft.key, line)) != line:
                raise Invalid("systems.refused.twice", line=line, first=earlier)
            drafts.append(draft)
        except Invalid as problem:
            problems.append(problem)
        if len(problems) == PROBLEMS_MAX:
            break
        if len(drafts) > LINES_MAX:
            raise Several([Invalid("systems.refused.long", line=line, most=LINES_MAX)])
    if not drafts and not problems:
        problems.append(Invalid("systems.refused.empty", line=1))
    if problems:
        raise Several(problems)
    return drafts


def _decoded(content: bytes) -> str:
    if len(content) > BYTES_MAX:
        raise Several([Invalid("systems.refused.large", line=1, most=BYTES_MAX // 1_000_000)])
    wrong = content.partition(b"\n")[0].find(b"\0")  # every other byte of headings in another encoding
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        wrong = error.start
    if wrong < 0:
        return text
    raise Several([Invalid("systems.refused.encoding", line=content.count(b"\n", 0, wrong) + 1)])


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the number of its first line, without empty ones."""
    head = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count), strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise Several([Invalid("systems.refused.quoting", line=line)]) from error


def _check_headings(names: Sequence[str]) -> None:
    problems = [
        Invalid("systems.refused.column", line=1, name=name[:40], known=", ".join(COLUMNS))
        for name in names
        if name not in (*COLUMNS, NOW) or names.count(name) > 1
    ]
    lacking = [name for name in ("owner", "name_sw", "name_en") if name not in names]
    if "owner" in lacking or len(lacking) > 1:
        problems.append(Invalid("systems.refused.lacking", line=1, known=", ".join(COLUMNS)))
    if problems:
        raise Several(problems[:PROBLEMS_MAX])


def _draft(line: int, names: Sequence[str], cells: Sequence[str]) -> SystemDraft:
    if len(cells) > len(names) and any(cell.strip() for cell in cells[len(names) :]):
        raise Invalid("systems.refused.cells", line=line, found=len(cells), wanted=len(names))
    typed = {name: _NEUTRAL.sub("", clean(cell)) for name, cell in zip(names, cells, strict=False)}
    values: dict[str, Any] = {name: _VALUES[name](line, name, typed.get(name, "")) for name in COLUMNS}
    if not (values["name_sw"] or values["name_en"]):
        raise Invalid("systems.refused.no_name", line=line)
    if not values["owner"]:
        raise Invalid("systems.refused.no_owner", line=line)
    if not (values["purpose_sw"] or values["purpose_en"]):
        raise Invalid("systems.refused.no_purpose", line=line)
    return SystemDraft(**values)


def _text(most: int) -> Callable[[int, str, str], str]:
    def read(line: int, name: str, typed: str) -> str:
        if len(typed) > most:
            raise Invalid("systems.refused.too_long", line=line, name=name, most=most)
        return clean_line(typed)

    return read


def _url(line: int, name: str, typed: str) -> str:
    if typed and (len(typed) > URL_MAX or not _URL.match(typed)):
        raise Invalid("systems.refused.url", line=line, text=typed[:60])
    return typed


def _year(line: int, name: str, typed: str) -> int | None:
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit() and FIRST_YEAR <= int(typed[:9]) <= LAST_YEAR):
        raise Invalid("systems.refused.year", line=line, text=typed[:20], least=FIRST_YEAR, most=LAST_YEAR)
    return int(typed)


def _status(line: int, name: str, typed: str) -> SystemStatus:
    value = typed.lower().replace(" ", "_")
    if value and value not in set(SystemStatus):
        raise Invalid("systems.refused.status", line=line, text=typed[:20], known=", ".join(SystemStatus))
    return SystemStatus(value) if value else SystemStatus.IN_USE


_VALUES: dict[str, Callable[[int, str, str], Any]] = {
    "name_sw": _text(NAME_MAX),
    "name_en": _text(NAME_MAX),
    "owner": _text(NAME_MAX),
    "purpose_sw": _text(PURPOSE_MAX),
    "purpose_en": _text(PURPOSE_MAX),
    "url": _url,
    "year": _year,
    "status": _status,
}
