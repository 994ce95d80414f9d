"""Which function draws which indicator. Importing this loads Plotly: do so only where a chart is shown."""

from collections.abc import Callable

import plotly.graph_objects as go

from innovation_hub.charts import devices, money, students
from innovation_hub.charts.template import Mode
from innovation_hub.domain.indicators import Indicator
from innovation_hub.i18n import Translator

DRAW: dict[str, Callable[[Indicator, Translator, Mode], go.Figure]] = {
    "4.1": money.research_share,
    "4.2": money.execution,
    "4.3": money.setting_aside,
    "10.1": students.students,
    "10.2": students.universities,
    "10.3": students.women,
    "10.4": students.funnel,
    "11.1": devices.readiness,
    "11.3": money.devices,
}


def draw(indicator: Indicator, t: Translator, mode: Mode) -> go.Figure:
    """The chart of an indicator, in the reader's language and for a light or dark page."""
    return DRAW[indicator.code](indicator, t, mode)
