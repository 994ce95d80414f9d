"""Texts and tables of an indicator: the sentence above its chart, the line of evidence below, and its values."""

from collections.abc import Iterable, Sequence
from datetime import date

from innovation_hub.domain.indicators import Indicator, Point, Series, Unit
from innovation_hub.domain.indicators.entry import IndicatorEntry
from innovation_hub.domain.indicators.registry import REGISTRY
from innovation_hub.i18n import Translator, formats


def figure(t: Translator, unit: Unit, value: float) -> str:
    """A formatted value: a share as a percentage, shillings in thousands or millions, a count as a whole number."""
    match unit:
        case Unit.SHARE:
            return formats.percent(t, value, 1 if abs(value) < 0.0995 else 0)
        case Unit.TZS:
            return formats.money_short(t, int(value))
        case Unit.COUNT:
            return formats.number(t, value)
        case _:
            return formats.number(t, value, 1)


def cell(t: Translator, unit: Unit, point: Point) -> str:
    """The value of a point for a table, or the text for one that is suppressed or not reported."""
    if point.suppressed:
        return t("indicators.too_few")
    return t("indicators.not_reported") if point.value is None else figure(t, unit, point.value)


def headline(indicator: Indicator, t: Translator, *, running: str) -> str:
    """The sentence above the chart: the latest value, compared with the year before.

    The ``running`` financial year is not compared, because it is incomplete.
    """
    entry, main = REGISTRY[indicator.code], indicator.main
    latest = main.latest()
    if latest is None:
        return t(f"indicators.nothing.{entry.slug}")  # keys: indicators.nothing.*
    if latest.value is None:
        return t(f"indicators.say.{entry.slug}_few", year=latest.year)
    values = {"year": latest.year, "value": figure(t, main.unit, latest.value)}
    beside = _beside(indicator, entry, latest, t)
    key = f"indicators.say.{entry.slug}{'_alone' if beside is None else ''}"  # keys: indicators.say.*
    counted = entry.sentence.counted
    if counted is None:
        sentence = t(key, n=None, **values, **(beside or {}))
    else:
        part = _of_year(indicator.one(entry.key(counted)), latest.year).part
        sentence = t(key, n=part or 0, of=latest.n or 0, **values, **(beside or {}))
    trend = _trend(main, latest, t, running) if entry.sentence.trend else []
    return " ".join([sentence, *trend, *_also(indicator, entry, latest, t)])


def _of_year(series: Series, year: str) -> Point:
    return next(point for point in series.points if point.year == year)


def _beside(
    indicator: Indicator, entry: IndicatorEntry, latest: Point, t: Translator
) -> dict[str, str] | None:
    """The placeholder of the sentence's second series with its value; None when it is not reported."""
    if entry.sentence.beside is None:
        return {}
    placeholder, name = entry.sentence.beside
    series = indicator.one(entry.key(name))
    value = _of_year(series, latest.year).value
    return None if value is None else {placeholder: figure(t, series.unit, value)}


def _trend(main: Series, latest: Point, t: Translator, running: str) -> list[str]:
    before = main.before(latest)
    if latest.year == running or before is None or before.value is None or latest.value is None:
        return []
    then, now = (figure(t, main.unit, p.value) for p in (before, latest) if p.value is not None)
    change = "same" if then == now else "up" if latest.value > before.value else "down"
    return [t(f"indicators.trend.{change}", before=then, then=before.year)]  # keys: indicators.trend.*


def _also(indicator: Indicator, entry: IndicatorEntry, latest: Point, t: Translator) -> list[str]:
    if entry.sentence.also is None:
        return []
    series = indicator.one(entry.key(entry.sentence.also))
    value = _of_year(series, latest.year).value
    if value is None:
        return []
    return [t("indicators.also", series=series_name(series, t), value=figure(t, series.unit, value))]


def series_name(series: Series, t: Translator) -> str:
    """The name of a series, for legends and headings."""
    return t(f"indicators.series.{series.key}")  # keys: indicators.series.*


def evidence(indicator: Indicator, t: Translator, *, running: str) -> str:
    """The evidence of the latest value: n, reporting rate, date of the newest record, whether the year is running."""
    latest = indicator.main.latest()
    if latest is None:
        return ""
    slug, parts = REGISTRY[indicator.code].slug, []
    if latest.n is not None:
        parts.append(t(f"indicators.evidence.{slug}", n=latest.n))  # keys: indicators.evidence.*
    if latest.reporting is not None:
        rate = figure(t, Unit.SHARE, latest.reporting)
        parts.append(t(f"indicators.rate.{slug}", rate=rate))  # keys: indicators.rate.*
    if latest.as_of is not None:
        parts.append(t("indicators.as_of", date=formats.day(t, latest.as_of)))
    if latest.year == running:
        parts.append(t("indicators.running", year=running))
    return " · ".join(parts)


def context(indicator: Indicator, t: Translator) -> list[str]:
    """One sentence for each published baseline; baselines are never mixed with the values."""
    return [
        t(
            "indicators.context",
            year=b.year,
            label=t.pick(b.label_sw, b.label_en),
            value=f"{b.value:g}",
            source=b.source,
        )
        for b in indicator.baselines
    ]


def table(indicator: Indicator, t: Translator) -> tuple[list[str], list[list[str]]]:
    """Heads and rows of formatted values: a column a year, a row a series, then rows of evidence."""
    proof = list(map(_with_evidence, _by_year(indicator)))
    rows = [
        [series_name(series, t), *(cell(t, series.unit, point) for point in series.points)]
        for series in indicator.series
    ]
    n, reporting, as_of = _evidence_heads(t)
    rows.append([n, *("–" if p.n is None else formats.number(t, p.n) for p in proof)])
    rows.append(
        [reporting, *("–" if p.reporting is None else figure(t, Unit.SHARE, p.reporting) for p in proof)]
    )
    rows.append([as_of, *(formats.day(t, day) if day else "–" for day in map(_newest, _by_year(indicator)))])
    return [t("indicators.column.measure"), *indicator.years], rows


def _evidence_heads(t: Translator) -> tuple[str, str, str]:
    return t("indicators.column.n"), t("indicators.column.reporting"), t("indicators.column.as_of")


def _by_year(indicator: Indicator) -> Iterable[tuple[Point, ...]]:
    return zip(*(series.points for series in indicator.series), strict=True)


def _with_evidence(points: Sequence[Point]) -> Point:
    """The first of a year's points that has its n, otherwise the first."""
    return next((point for point in points if point.n is not None), points[0])


def _newest(points: Iterable[Point]) -> date | None:
    return max((point.as_of for point in points if point.as_of), default=None)


def raw(indicator: Indicator, t: Translator) -> tuple[list[str], list[list[object]]]:
    """Heads and a row for each year of unformatted numbers and dates; None where nothing was reported."""
    heads = [t("indicators.column.year"), *(series_name(series, t) for series in indicator.series)]
    return [*heads, *_evidence_heads(t)], [
        [
            points[0].year,
            *(p.value for p in points),
            _with_evidence(points).n,
            _with_evidence(points).reporting,
            _newest(points),
        ]
        for points in _by_year(indicator)
    ]
