"""Reference data: resolutions, regions, financial years and institutions, from files beside this one, and indicators.

Loading again changes nothing; loading after a file was edited inserts or updates rows by their natural key
and never removes one, because records may refer to it.
"""

import csv
import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from db.models.institutions import FinancialYear, Institution, Region
from db.models.resolutions import IndicatorBaseline, IndicatorDefinition, Resolution
from db.types import Table
from db.unit_of_work import UnitOfWork
from innovation_hub.domain import folding
from innovation_hub.domain.clock import financial_year_label
from innovation_hub.domain.indicators import Unit
from innovation_hub.domain.indicators.registry import REGISTRY
from innovation_hub.i18n import translator

FOLDER = Path(__file__).parent
FIRST_YEAR, LAST_YEAR = 2015, 2030
"""Financial years 2015/16 to 2030/31."""

_UNITS = {Unit.SHARE: "%", Unit.TZS: "TZS"}
"""Units that the table stores under another name."""

Row = dict[str, Any]


def load(uow: UnitOfWork) -> dict[str, int]:
    """Insert or update all reference data; returns how many rows of each table were new or changed.

    The caller commits.
    """
    return {
        model.__tablename__: _merge(uow.session, model, rows, key)
        for model, key, rows in (
            (Resolution, ("number",), _json("resolutions")),
            (IndicatorDefinition, ("code",), _definitions()),
            (IndicatorBaseline, ("code", "year", "label_sw"), _tsv("baselines", year=int, value=float)),
            (Region, ("code",), _tsv("regions", zanzibar=_yes)),
            (FinancialYear, ("label",), _years()),
            (Institution, ("code",), _as_entered(uow.session, _tsv("institutions", public=_yes))),
        )
    }


def _merge(session: Session, model: type[Table], rows: Iterable[Row], key: Sequence[str]) -> int:
    existing = {tuple(getattr(row, k) for k in key): row for row in session.exec(select(model))}
    changed = 0
    for values in rows:
        row = existing.get(tuple(values[k] for k in key))
        if row is None:
            session.add(model(**values))
        elif any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
        else:
            continue
        changed += 1
    session.flush()
    return changed


def _as_entered(session: Session, rows: list[Row]) -> list[Row]:
    """The rows with the stored codes of their institutions, which are found in any case, merged or not."""
    codes = session.exec(select(Institution.code).order_by(col(Institution.id).desc())).all()
    known = {folding.key(code): code for code in codes}
    return [
        row if row["code"] in codes else row | {"code": known.get(folding.key(row["code"]), row["code"])}
        for row in rows
    ]


def _json(name: str) -> list[Row]:
    rows: list[Row] = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    return rows


def _tsv(name: str, **types: Callable[[str], Any]) -> list[Row]:
    with (FOLDER / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [{k: types.get(k, partial(str))(v) for k, v in row.items()} for row in rows]


def _definitions() -> list[Row]:
    """The definitions of indicators: data of the registry, texts of the catalogues."""
    sw, en = translator("sw"), translator("en")
    return [
        {
            "code": entry.code,
            "resolution": entry.resolution,
            "name_sw": sw(f"indicators.name.{entry.slug}"),  # keys: indicators.name.*
            "name_en": en(f"indicators.name.{entry.slug}"),
            "definition_sw": sw(f"indicators.definition.{entry.slug}"),  # keys: indicators.definition.*
            "definition_en": en(f"indicators.definition.{entry.slug}"),
            "unit": _UNITS.get(entry.unit, entry.unit.value),
            "source": entry.source,
        }
        for entry in REGISTRY.values()
    ]


def _yes(text: str) -> bool:
    return {"yes": True, "no": False}[text]


def _years() -> list[Row]:
    return [
        {
            "label": financial_year_label(start),
            "starts_on": date(start, 7, 1),
            "ends_on": date(start + 1, 6, 30),
        }
        for start in range(FIRST_YEAR, LAST_YEAR + 1)
    ]
