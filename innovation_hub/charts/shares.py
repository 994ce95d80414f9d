"""Charts of parts of a whole: one stacked bar a financial year, or a funnel of stages."""

import plotly.graph_objects as go

from innovation_hub.charts import parts
from innovation_hub.charts.template import NOT_REPORTED, PALETTES, Mode
from innovation_hub.charts.words import series_name
from innovation_hub.domain.indicators import Indicator, share
from innovation_hub.domain.indicators.charts import Funnel, Whole
from innovation_hub.domain.indicators.entry import IndicatorEntry
from innovation_hub.i18n import Translator, formats


def whole(chart: Whole, entry: IndicatorEntry, indicator: Indicator, t: Translator, mode: Mode) -> go.Figure:
    """One stacked bar a year of all ``chart.whole``: those in ``part``, the others that reported, and the rest."""
    part, reported = (indicator.one(entry.key(name)) for name in (chart.part, chart.reported))
    palette = PALETTES[mode]
    known = [r.part is not None for r in reported.points]
    first = [p.part if yes else None for p, yes in zip(part.points, known, strict=True)]
    second = [
        (r.part or 0) - (p.part or 0) if yes else None
        for p, r, yes in zip(part.points, reported.points, known, strict=True)
    ]
    third: list[int | None] = [chart.whole - (r.part or 0) for r in reported.points]
    years = [f"{p.year} " for p in reported.points]
    fig = parts.frame(mode, height=130 + 46 * len(years))
    colours = (palette.series[0], palette.series[1], NOT_REPORTED)
    for key, values, colour in zip(chart.legend, [first, second, third], colours, strict=True):
        name = t(key)
        fig.add_bar(
            y=years,
            x=values,
            name=name,
            orientation="h",
            marker={"color": colour},
            hovertext=[
                f"{y}<br>{name}: {'' if v is None else v}" for y, v in zip(years, values, strict=True)
            ],
            hoverinfo="text",
            text=[t(chart.silent, n=v) for v in third] if values is third else None,
            textposition="inside",
            insidetextanchor="middle",
            textfont={"color": palette.text},
        )
    fig.update_yaxes(type="category", autorange="reversed", showgrid=False, ticks="")
    fig.update_xaxes(range=[0, chart.whole], showgrid=False, tickvals=list(chart.ticks))
    fig.update_layout(barmode="stack", bargap=0.3, legend={"traceorder": "normal"})
    return fig


def funnel(_: Funnel, entry: IndicatorEntry, indicator: Indicator, t: Translator, mode: Mode) -> go.Figure:
    """Numbers that reached each stage, in the latest year with data; a text instead of a funnel without any."""
    latest = indicator.main.latest()
    year = latest.year if latest else ""
    totals = [next((p.part for p in s.points if p.year == year), None) for s in indicator.series]
    fig = parts.frame(mode, height=300)
    if totals[0] is None:
        fig.add_annotation(
            text=t(f"indicators.nothing.{entry.slug}"),
            x=0.5,
            y=0.5,
            xref="paper",
            yref="paper",
            showarrow=False,
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
    """A label broken into lines of about ``width`` letters, so that it fits beside a chart on a phone."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "<br>".join(lines)
