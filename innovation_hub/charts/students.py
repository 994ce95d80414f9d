"""Charts of students and their proposals: 10.1 to 10.4."""

import plotly.graph_objects as go

from innovation_hub.charts import parts
from innovation_hub.charts.template import PALETTES, Mode
from innovation_hub.charts.words import series_name
from innovation_hub.domain.indicators import Indicator, Series, share
from innovation_hub.i18n import Translator, formats


def students(indicator: Indicator, t: Translator, mode: Mode) -> go.Figure:
    """10.1: students who submitted, by year, with the newest published baseline as a line."""
    fig, main = parts.frame(mode), indicator.main
    parts.add_bars(fig, main, t, name=series_name(main, t), colour=PALETTES[mode].series[0])
    parts.by_year(fig, indicator.years, parts.missing_years([main]), t, mode)
    known = indicator.baselines[-1:]
    parts.count_axis(fig, [main], least=1.25 * max((b.value for b in known), default=0))
    fig.update_layout(showlegend=False)
    _too_few(fig, main, t)
    for b in known:
        parts.reference(fig, b.value, t("charts.baseline", year=b.year, value=f"{b.value:g}"), mode)
    return fig


def universities(indicator: Indicator, t: Translator, mode: Mode) -> go.Figure:
    """10.2: universities with an eligible proposal, of those registered, by year."""
    fig, main = parts.frame(mode), indicator.main
    parts.add_bars(fig, main, t, name=series_name(main, t), colour=PALETTES[mode].series[0])
    fig.update_traces(text=[_of(p.part, p.n) for p in main.points])
    parts.by_year(fig, indicator.years, parts.missing_years([main]), t, mode)
    parts.share_axis(fig, [main], least=0.25)
    fig.update_layout(showlegend=False)
    return fig


def _of(part: int | None, n: int | None) -> str:
    return "" if part is None or n is None else f"{part}/{n}"


def women(indicator: Indicator, t: Translator, mode: Mode) -> go.Figure:
    """10.3: women among students submitting and awarded, with n; too few people are told, not drawn."""
    fig = parts.frame(mode)
    names = (t("charts.submitting"), t("charts.awarded"))
    for series, name, colour in zip(indicator.series, names, PALETTES[mode].series, strict=False):
        parts.add_bars(fig, series, t, name=name, colour=colour)
    for trace, series in zip(fig.data, indicator.series, strict=True):
        trace.text = [
            f"{text}<br>n={point.n}" if text else ""
            for text, point in zip(trace.text, series.points, strict=True)
        ]
    parts.by_year(fig, indicator.years, parts.missing_years(indicator.series), t, mode)
    parts.share_axis(fig, indicator.series, least=0.6)
    _too_few(fig, indicator.main, t)
    return fig


def _too_few(fig: go.Figure, series: Series, t: Translator) -> None:
    for year in (point.year for point in series.points if point.suppressed):
        fig.add_annotation(
            x=year, y=0.04, yref="paper", yanchor="bottom", text=t("indicators.too_few"), showarrow=False
        )


def funnel(indicator: Indicator, t: Translator, mode: Mode) -> go.Figure:
    """10.4: how many proposals reached each stage, in the newest year shown that has a concluded call."""
    latest = indicator.main.latest()
    year = latest.year if latest else ""
    totals = [next((p.part for p in s.points if p.year == year), None) for s in indicator.series]
    fig = parts.frame(mode, height=300)
    if totals[0] is None:
        fig.add_annotation(
            text=t("indicators.nothing.10_4"), x=0.5, y=0.5, xref="paper", yref="paper", showarrow=False
        )
        fig.update_layout(xaxis={"visible": False}, yaxis={"visible": False})
        return fig
    names = [wrapped(series_name(series, t)) for series in indicator.series]
    fig.add_funnel(
        y=names,
        x=totals,
        text=[_stage(t, total, totals[0]) for total in totals],
        textinfo="text",
        hoverinfo="y+text",
        textposition="auto",
        marker={"color": PALETTES[mode].series[0]},
        insidetextfont={"color": PALETTES[mode].ground},
        connector={"fillcolor": "rgba(128,124,114,0.15)"},
    )
    fig.update_layout(showlegend=False)
    fig.update_yaxes(ticks="", zeroline=False)
    fig.update_xaxes(visible=False)
    return fig


def _stage(t: Translator, total: int | None, first: int) -> str:
    part = share(total, first)
    return (
        "" if total is None or part is None else f"{formats.number(t, total)} ({formats.percent(t, part, 0)})"
    )


def wrapped(text: str, width: int = 13) -> str:
    """A label on lines of about this many letters, so that it fits beside a chart on a phone."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "<br>".join(lines)
