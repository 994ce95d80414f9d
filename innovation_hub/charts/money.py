"""Charts of public money: 4.1, 4.2, 4.3 and 11.3."""

import plotly.graph_objects as go

from innovation_hub.charts import parts
from innovation_hub.charts.template import NOT_REPORTED, PALETTES, Mode
from innovation_hub.charts.words import series_name
from innovation_hub.domain.indicators import Indicator
from innovation_hub.domain.institutions import POPULATION
from innovation_hub.i18n import Translator


def research_share(indicator: Indicator, t: Translator, mode: Mode) -> go.Figure:
    """4.1: the share of the ICT budget for research and innovation, by year."""
    fig, main = parts.frame(mode), indicator.main
    parts.add_bars(fig, main, t, name=series_name(main, t), colour=PALETTES[mode].series[0])
    parts.by_year(fig, indicator.years, parts.missing_years([main]), t, mode)
    parts.share_axis(fig, [main])
    fig.update_layout(showlegend=False)
    return fig


def execution(indicator: Indicator, t: Translator, mode: Mode) -> go.Figure:
    """4.2: released and spent as shares of what was allocated; more than all of it is possible."""
    fig = parts.frame(mode)
    shown = [indicator.one(f"4_2.{key}") for key in ("released_of_allocated", "spent_of_allocated")]
    for series, name, colour in zip(shown, ("released", "spent"), PALETTES[mode].series, strict=False):
        parts.add_bars(fig, series, t, name=t(f"indicators.series.4_2.{name}"), colour=colour)
    parts.by_year(fig, indicator.years, parts.missing_years(shown), t, mode)
    parts.mark_partly_missing(fig, shown, t, mode)
    parts.share_axis(fig, shown, least=1.25)
    parts.reference(fig, 1, t("charts.whole_allocation"), mode)
    return fig


def setting_aside(indicator: Indicator, t: Translator, mode: Mode) -> go.Figure:
    """4.3: of all 579 institutions, how many set money aside, report without doing so, or do not report."""
    aside, reporting = (indicator.one(f"4_3.{key}") for key in ("setting_aside", "reporting"))
    palette = PALETTES[mode]
    known = [r.part is not None for r in reporting.points]
    first = [a.part if yes else None for a, yes in zip(aside.points, known, strict=True)]
    second = [
        (r.part or 0) - (a.part or 0) if yes else None
        for a, r, yes in zip(aside.points, reporting.points, known, strict=True)
    ]
    third = [POPULATION - (r.part or 0) for r in reporting.points]
    years = [f"{p.year} " for p in reporting.points]
    fig = parts.frame(mode, height=130 + 46 * len(years))
    for key, values, colour in (
        ("setting_aside", first, palette.series[0]),
        ("nothing_aside", second, palette.series[1]),
        ("not_reporting", third, NOT_REPORTED),
    ):
        name = t(f"charts.{key}")  # keys: charts.setting_aside, charts.nothing_aside, charts.not_reporting
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
            text=[t("charts.not_reporting_count", n=v) for v in third] if key == "not_reporting" else None,
            textposition="inside",
            insidetextanchor="middle",
            textfont={"color": palette.text},
        )
    fig.update_yaxes(type="category", autorange="reversed", showgrid=False, ticks="")
    fig.update_xaxes(range=[0, POPULATION], showgrid=False, tickvals=[0, 150, 300, 450, POPULATION])
    fig.update_layout(barmode="stack", bargap=0.3, legend={"traceorder": "normal"})
    return fig


def devices(indicator: Indicator, t: Translator, mode: Mode) -> go.Figure:
    """11.3: public shillings allocated to and spent on ICT devices."""
    fig = parts.frame(mode)
    for series, colour in zip(indicator.series, PALETTES[mode].series, strict=False):
        parts.add_bars(fig, series, t, name=series_name(series, t), colour=colour)
    parts.by_year(fig, indicator.years, parts.missing_years(indicator.series), t, mode)
    parts.mark_partly_missing(fig, indicator.series, t, mode)
    parts.money_axis(fig, indicator.series, t)
    return fig
