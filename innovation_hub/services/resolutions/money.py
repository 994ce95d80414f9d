"""Budget indicators 4.1, 4.2, 4.3 and 11.3, from totals that are updated when movements are approved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from db.models.budgets import NationalTotal
from db.queries import resolutions as queries
from innovation_hub.domain.budgets import Category
from innovation_hub.domain.clock import DAR
from innovation_hub.domain.indicators import Point, share
from innovation_hub.domain.indicators.charts import MAIN
from innovation_hub.domain.institutions import POPULATION
from innovation_hub.services.resolutions.computing import Computation, Records

RESEARCH = (Category.RESEARCH, Category.INNOVATION)
EVERYTHING = tuple(Category)
DECLARED = ("original", "allocated")


@dataclass(frozen=True, slots=True)
class _Year:
    """The rows of totals of one financial year."""

    label: str
    institutions: int | None
    setting_aside: int | None
    rows: dict[Category, NationalTotal]

    def total(self, column: str, categories: Sequence[Category] = EVERYTHING) -> int | None:
        """The sum of a column over categories; None when no institution has a line in any of them."""
        found = [self.rows[c] for c in categories if c in self.rows and self.rows[c].institutions]
        amount = sum(getattr(row, column) for row in found)
        # An allocation of nil can be declared; a release or an expenditure of 0 means not recorded yet.
        return amount if amount or (found and column in DECLARED) else None

    @property
    def as_of(self) -> date | None:
        return max((row.updated_at.astimezone(DAR).date() for row in self.rows.values()), default=None)

    def point(self, value: float | None, part: int | None = None, n: int | None = None) -> Point:
        """A point with the year's evidence; ``n`` is by default the number of institutions."""
        if value is None:
            return Point(self.label)
        reporting = share(self.institutions, POPULATION)
        return Point(self.label, value, part, self.institutions if n is None else n, reporting, self.as_of)


def _years(records: Records) -> list[_Year]:
    reporting = {
        row.financial_year: row for row in queries.reporting_totals(records.session) if row.institutions
    }
    rows: dict[str, dict[Category, NationalTotal]] = {}
    for row in queries.national_totals(records.session):
        rows.setdefault(row.financial_year, {})[row.category] = row
    return [
        _Year(
            label,
            reporting[label].institutions if label in reporting else None,
            reporting[label].setting_aside if label in reporting else None,
            rows.get(label, {}),
        )
        for label in records.labels
    ]


def _research_share(records: Records) -> dict[str, list[Point]]:
    years = records.once(_years)
    return {MAIN: [y.point(share(y.total("original", RESEARCH), y.total("original"))) for y in years]}


def _execution(records: Records) -> dict[str, list[Point]]:
    years = records.once(_years)
    ratios = {
        f"{part}_of_{whole}": [y.point(share(y.total(part), y.total(whole))) for y in years]
        for part, whole in (("spent", "allocated"), ("released", "allocated"), ("spent", "released"))
    }
    amounts = {name: [y.point(y.total(name)) for y in years] for name in ("allocated", "released", "spent")}
    return ratios | amounts


def _setting_aside(records: Records) -> dict[str, list[Point]]:
    years = records.once(_years)
    return {
        "setting_aside": [y.point(share(y.setting_aside, y.institutions), y.setting_aside) for y in years],
        "reporting": [y.point(share(y.institutions, POPULATION), y.institutions, POPULATION) for y in years],
    }


def _devices(records: Records) -> dict[str, list[Point]]:
    def amount(year: _Year, name: str) -> Point:
        row = year.rows.get(Category.DEVICES)
        return year.point(year.total(name, [Category.DEVICES]), n=row.institutions if row else None)

    years = records.once(_years)
    return {name: [amount(year, name) for year in years] for name in ("allocated", "spent")}


COMPUTATIONS: Mapping[str, Computation] = {
    "4.1": _research_share,
    "4.2": _execution,
    "4.3": _setting_aside,
    "11.3": _devices,
}
