"""Budget indicators 4.1, 4.2, 4.3 and 11.3, read from totals that are kept as movements are approved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from db.models.budgets import NationalTotal
from db.queries import resolutions as queries
from innovation_hub.domain.budgets import Category
from innovation_hub.domain.clock import DAR
from innovation_hub.domain.indicators import Indicator, Point, Series, Unit, share
from innovation_hub.domain.institutions import POPULATION

RESEARCH = (Category.RESEARCH, Category.INNOVATION)
EVERYTHING = tuple(Category)
DECLARED = ("original", "allocated")


@dataclass(frozen=True, slots=True)
class _Year:
    """The kept rows of one financial year."""

    label: str
    institutions: int | None
    setting_aside: int | None
    rows: dict[Category, NationalTotal]

    def total(self, column: str, categories: Sequence[Category] = EVERYTHING) -> int | None:
        """The sum of a column over categories; None when no institution has a line in any of them."""
        found = [self.rows[c] for c in categories if c in self.rows and self.rows[c].institutions]
        amount = sum(getattr(row, column) for row in found)
        # An allocation of nil can be declared; a release or an expenditure of nothing is one not yet recorded.
        return amount if amount or (found and column in DECLARED) else None

    @property
    def as_of(self) -> date | None:
        return max((row.updated_at.astimezone(DAR).date() for row in self.rows.values()), default=None)

    def point(self, value: float | None, part: int | None = None, n: int | None = None) -> Point:
        """A point with the year's evidence; ``n`` is the number of institutions unless said."""
        if value is None:
            return Point(self.label)
        reporting = share(self.institutions, POPULATION)
        return Point(self.label, value, part, self.institutions if n is None else n, reporting, self.as_of)


def indicators(session: Session, labels: Sequence[str]) -> list[Indicator]:
    """4.1, 4.2, 4.3 and 11.3 for these financial years."""
    years = _years(session, labels)
    return [
        Indicator("4.1", (_series("4_1", Unit.SHARE, [_research_share(y) for y in years]),)),
        _execution(years),
        _setting_aside(years),
        _devices(years),
    ]


def _years(session: Session, labels: Sequence[str]) -> list[_Year]:
    reporting = {row.financial_year: row for row in queries.reporting_totals(session) if row.institutions}
    rows: dict[str, dict[Category, NationalTotal]] = {}
    for row in queries.national_totals(session):
        rows.setdefault(row.financial_year, {})[row.category] = row
    return [
        _Year(
            label,
            reporting[label].institutions if label in reporting else None,
            reporting[label].setting_aside if label in reporting else None,
            rows.get(label, {}),
        )
        for label in labels
    ]


def _series(key: str, unit: Unit, points: Sequence[Point]) -> Series:
    return Series(key, unit, tuple(points))


def _research_share(year: _Year) -> Point:
    return year.point(share(year.total("original", RESEARCH), year.total("original")))


def _execution(years: Sequence[_Year]) -> Indicator:
    def ratio(key: str, part: str, whole: str) -> Series:
        points = [y.point(share(y.total(part), y.total(whole))) for y in years]
        return _series(f"4_2.{key}", Unit.SHARE, points)

    def amount(key: str) -> Series:
        return _series(f"4_2.{key}", Unit.TZS, [y.point(y.total(key)) for y in years])

    return Indicator(
        "4.2",
        (
            ratio("spent_of_allocated", "spent", "allocated"),
            ratio("released_of_allocated", "released", "allocated"),
            ratio("spent_of_released", "spent", "released"),
            amount("allocated"),
            amount("released"),
            amount("spent"),
        ),
    )


def _setting_aside(years: Sequence[_Year]) -> Indicator:
    return Indicator(
        "4.3",
        (
            _series(
                "4_3.setting_aside",
                Unit.SHARE,
                [y.point(share(y.setting_aside, y.institutions), y.setting_aside) for y in years],
            ),
            _series(
                "4_3.reporting",
                Unit.SHARE,
                [y.point(share(y.institutions, POPULATION), y.institutions, POPULATION) for y in years],
            ),
        ),
    )


def _devices(years: Sequence[_Year]) -> Indicator:
    def amount(key: str) -> Series:
        points = []
        for year in years:
            row = year.rows.get(Category.DEVICES)
            points.append(
                year.point(year.total(key, [Category.DEVICES]), n=row.institutions if row else None)
            )
        return _series(f"11_3.{key}", Unit.TZS, points)

    return Indicator("11.3", (amount("allocated"), amount("spent")))
