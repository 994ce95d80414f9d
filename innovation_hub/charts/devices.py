"""Chart of devices, 11.1: how many stand at each level of readiness at each year's end."""

import plotly.graph_objects as go

from innovation_hub.charts import parts
from innovation_hub.charts.template import PALETTES, Mode
from innovation_hub.charts.words import series_name
from innovation_hub.domain.indicators import Indicator
from innovation_hub.i18n import Translator


def readiness(indicator: Indicator, t: Translator, mode: Mode) -> go.Figure:
    """11.1: devices by TRL, stacked by year; levels at which no device ever stood are left out."""
    fig, colours = parts.frame(mode), PALETTES[mode].sequence
    levels = [s for s in indicator.series if s.key.startswith("11_1.trl_")]
    for number, series in enumerate(levels, start=1):
        if not any(point.value for point in series.points):
            continue
        name = series_name(series, t)
        parts.add_bars(fig, series, t, name=name, colour=colours[number])
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
