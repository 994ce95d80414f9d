"""Chooses the function that draws a kind of chart.

Importing this module loads Plotly, so import it only where a chart is shown.
"""

import plotly.graph_objects as go

from innovation_hub.charts import bars, shares
from innovation_hub.charts.template import Mode
from innovation_hub.domain.indicators import Indicator
from innovation_hub.domain.indicators.charts import Bars, Funnel, Stack, Whole
from innovation_hub.domain.indicators.registry import REGISTRY
from innovation_hub.i18n import Translator


def draw(indicator: Indicator, t: Translator, mode: Mode) -> go.Figure:
    """The chart of an indicator, in the reader's language and for a light or dark page.

    Raises:
        ValueError: for an indicator whose entry names no chart.
    """
    entry = REGISTRY[indicator.code]
    match entry.chart:
        case Bars():
            return bars.side_by_side(entry.chart, entry, indicator, t, mode)
        case Stack():
            return bars.stacked(entry.chart, entry, indicator, t, mode)
        case Whole():
            return shares.whole(entry.chart, entry, indicator, t, mode)
        case Funnel():
            return shares.funnel(entry.chart, entry, indicator, t, mode)
        case None:
            raise ValueError(f"{entry.code} has no chart")
