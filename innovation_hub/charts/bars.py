"""Bars by financial year: side by side, or stacked."""

import plotly.graph_objects as go

from innovation_hub.charts import parts
from innovation_hub.charts.template import PALETTES, Mode
from innovation_hub.charts.words import series_name
from innovation_hub.domain.indicators import Indicator, Point, Series, Unit
from innovation_hub.domain.indicators.charts import BarLabel, Bars, Stack
from innovation_hub.domain.indicators.entry import IndicatorEntry
from innovation_hub.i18n import Translator


def side_by_side(
    chart: Bars, entry: IndicatorEntry, indicator: Indicator, t: Translator, mode: Mode
) -> go.Figure:
    """Bars of the chart's series; unreported years are marked gaps, suppressed values a label without a bar."""
    fig = parts.frame(mode)
    shown = [indicator.one(entry.key(name)) for name in chart.series]
    names = [t(key) for key in chart.legend] or [series_name(series, t) for series in shown]
    for series, name, colour in zip(shown, names, PALETTES[mode].series, strict=False):
        parts.add_bars(fig, series, t, name=name, colour=colour)
        texts = fig.data[-1].text
        fig.data[-1].text = [_label(chart.label, *bar) for bar in zip(texts, series.points, strict=True)]
    parts.by_year(fig, indicator.years, parts.missing_years(shown), t, mode)
    if chart.each_gap:
        parts.mark_partly_missing(fig, shown, t, mode)
    known = indicator.baselines[-1:] if chart.baseline else ()
    _axis(fig, shown, t, max([chart.at_least, *(1.25 * b.value for b in known)]))
    if len(shown) == 1:
        fig.update_layout(showlegend=False)
    _too_few(fig, shown[0], t)
    for b in known:
        parts.reference(fig, b.value, t("charts.baseline", year=b.year, value=f"{b.value:g}"), mode)
    if chart.line:
        value, key = chart.line
        parts.reference(fig, value, t(key), mode)
    return fig


def _label(kind: BarLabel, value: str, point: Point) -> str:
    """The label of a bar; ``value`` is its formatted value, empty for a year without one."""
    match kind:
        case BarLabel.VALUE:
            return value
        case BarLabel.PART:
            return "" if point.part is None or point.n is None else f"{point.part}/{point.n}"
        case BarLabel.VALUE_AND_N:
            return f"{value}<br>n={point.n}" if value else ""


def _axis(fig: go.Figure, shown: list[Series], t: Translator, least: float) -> None:
    """The vertical axis of the unit of the first series."""
    match shown[0].unit:
        case Unit.SHARE:
            parts.share_axis(fig, shown, least=least)
        case Unit.TZS:
            parts.money_axis(fig, shown, t)
        case _:
            parts.count_axis(fig, shown, least=least)


def _too_few(fig: go.Figure, series: Series, t: Translator) -> None:
    for year in (point.year for point in series.points if point.suppressed):
        fig.add_annotation(
            x=year, y=0.04, yref="paper", yanchor="bottom", text=t("indicators.too_few"), showarrow=False
        )


def stacked(
    chart: Stack, entry: IndicatorEntry, indicator: Indicator, t: Translator, mode: Mode
) -> go.Figure:
    """Stacked bars of counts; series that are 0 in every year are left out."""
    fig, colours = parts.frame(mode), PALETTES[mode].sequence
    levels = [indicator.one(entry.key(name)) for name in chart.series]
    for number, series in enumerate(levels, start=1):
        if not any(point.value for point in series.points):
            continue
        parts.add_bars(fig, series, t, name=series_name(series, t), colour=colours[number])
        fig.data[-1].update(
            textposition="inside",
            insidetextanchor="middle",
            text=[f"{p.value:.0f}" if p.value else "" for p in series.points],
        )
    parts.by_year(fig, indicator.years, parts.missing_years([indicator.main]), t, mode)
    totals = [sum(p.value or 0 for p in points) for points in zip(*(s.points for s in levels), strict=True)]
    fig.update_yaxes(tickformat=",d", range=[0, max([*totals, 4]) * 1.1], nticks=6)
    fig.update_layout(barmode="stack", legend={"traceorder": "normal"})
    return fig
