"""Public records as tables, for the command line and for downloads."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Result
from sqlmodel import Session

from db.queries import exports as queries
from db.queries import successors
from db.unit_of_work import read_only
from innovation_hub.domain.permissions import VISITOR, Actor
from innovation_hub.domain.sheets import csv_text
from innovation_hub.errors import NotFound
from innovation_hub.services import resolutions as progress
from innovation_hub.services import results


@dataclass(frozen=True, slots=True)
class ExportSheet:
    """A table: the names of its columns, which do not depend on the language, and its rows."""

    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]

    def csv(self) -> str:
        """The table as CSV in which no cell is a formula."""
        return csv_text(self.columns, ([_plain(value) for value in row] for row in self.rows))

    def json(self) -> str:
        """The table as a JSON array of objects, with texts exactly as in the database."""
        listed = [dict(zip(self.columns, row, strict=True)) for row in self.rows]
        return json.dumps(listed, ensure_ascii=False, indent=2, default=_plain) + "\n"


def resolutions() -> ExportSheet:
    """The twelve resolutions: title and text in Swahili, as they were passed, and our English."""
    rows = [(r.number, r.title_sw, r.text_sw, r.text_en, r.title_en) for r in progress.twelve(VISITOR)]
    return ExportSheet(("number", "title", "text_sw", "text_en", "title_en"), rows)


def calls() -> ExportSheet:
    """Published calls."""
    return _of(queries.calls)


def proposals() -> ExportSheet:
    """Results of concluded calls, by code: awards with their title, and with people's names where they consent.

    An institution that was merged since has both names: its successor's, and the one it was submitted as.
    """
    columns = (
        "call",
        "code",
        "awarded",
        "amount",
        "title",
        "track",
        "people",
        "institution_sw",
        "institution_en",
        "submitted_as_sw",
        "submitted_as_en",
    )
    rows = [
        (
            call.code,
            r.code,
            r.awarded,
            r.amount,
            r.title,
            r.track,
            list(r.people),
            r.institution_sw,
            r.institution_en,
            *(r.submitted_as or (None, None)),
        )
        for call in results.concluded_calls(VISITOR)
        for r in results.listed(VISITOR, call_id=call.id, only_awarded=False, size=None).items
    ]
    return ExportSheet(columns, rows)


def results_of(actor: Actor, *, code: str) -> ExportSheet:
    """All results of a concluded call, by its code; raises `NotFound` for any other call."""
    call = next((one for one in results.concluded_calls(actor) if one.code == code.upper()), None)
    if call is None:
        raise NotFound
    columns = ("code", "outcome", "amount_tzs", "track", "title", "people", "institution", "submitted_as")
    found = results.listed(actor, call_id=call.id, only_awarded=False, size=None).items
    return ExportSheet(columns, [_result(one) for one in found])


def _result(one: results.Result) -> Sequence[Any]:
    return (
        one.code,
        "awarded" if one.awarded else "not awarded",
        one.amount if one.awarded else None,
        one.track,
        one.title,
        list(one.people),
        one.institution_en,
        one.submitted_as[1] if one.submitted_as else None,
    )


def budgets() -> ExportSheet:
    """Approved budget totals of institutions. What is not reported has no row; a declared nil has zeros.

    ``formerly`` are the codes of those that were merged into it, under which earlier exports have its rows.
    """
    with read_only() as session:
        found, old = queries.budgets(session), successors.formerly(session)
        columns = tuple(found.keys())
        rows = [(*row, old.get(row.institution, [])) for row in found]
    return ExportSheet((*columns, "formerly"), rows)


def indicators() -> ExportSheet:
    """Every computed indicator by financial year; a value that is not reported or suppressed is empty."""
    columns = (
        *("code", "resolution", "name_sw", "name_en", "series", "unit", "financial_year"),
        *("value", "part", "n", "reporting_rate", "suppressed", "as_of"),
    )
    rows: list[Sequence[Any]] = []
    for number, found in sorted(progress.progress(VISITOR).items()):
        for one in found.indicators:
            definition = found.definition(one.code)
            for series in one.series:
                for p in series.points:
                    head = (one.code, number, definition.name_sw, definition.name_en, series.key, series.unit)
                    tail = (p.year, p.value, p.part, p.n, p.reporting, p.suppressed, p.as_of)
                    rows.append((*head, *tail))
    return ExportSheet(columns, rows)


SHEETS: Mapping[str, Callable[[], ExportSheet]] = {
    "resolutions": resolutions,
    "calls": calls,
    "proposals": proposals,
    "budgets": budgets,
    "indicators": indicators,
}


def _of(read: Callable[[Session], Result[Any]]) -> ExportSheet:
    with read_only() as session:
        found = read(session)
        return ExportSheet(tuple(found.keys()), [tuple(row) for row in found])


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, datetime | date) else value
