"""The chart component: Plotly's script renders figures that were built in Python (docs/adr/0018)."""

from collections.abc import Callable
from functools import cache, lru_cache
from html import escape
from typing import TYPE_CHECKING, Any

import orjson
import streamlit as st

from innovation_hub.charts import library
from innovation_hub.i18n import Translator
from innovation_hub.ui import streamlit_insides
from innovation_hub.ui.html import html

if TYPE_CHECKING:
    from innovation_hub.charts.template import Mode

NAME = "innovation-hub.chart"
"""The name declared in `pyproject.toml`, by which Streamlit finds the folder of the script."""


@cache
def _component() -> Callable[..., Any]:
    # Plotly adds its styles to the page, where they do not reach into an isolated component.
    return st.components.v2.component(NAME, js="chart.js", css="chart.css", isolate_styles=False)


def show(t: Translator, drawn: bytes, *, alt: str, key: str, choice: str = "") -> None:
    """Draw a chart: the last of the figures in ``drawn``, which is the result of `charts.sending.packed`.

    If there are several, the reader chooses among them in a control labelled ``choice``, without a request to the
    server. ``alt`` is the text alternative of the chart.
    """
    if streamlit_insides.recording():
        place = f"light-chart {streamlit_insides.class_of(key)}"
        html(f'<div class="{place}"><span>{escape(alt)}</span></div>')  # until its script has come
        return
    data = {
        "name": key,
        "alt": alt,
        "choice": choice,
        "library": f"/{library.NAME}",
        "failed": t("charts.failed"),
        "again": t("charts.again"),
        "drawn": orjson.Fragment(drawn),
    }
    # Streamlit passes bytes unchanged, but searches a mapping for tables.
    _component()(key=key, data=orjson.dumps(data))


@lru_cache(maxsize=256)
def room(drawn: bytes, key: str) -> str:
    """A style that reserves the height of a chart until it is drawn, so that the content below does not move."""
    heights = [chart["layout"].get("height", 450) for chart in orjson.loads(drawn)["charts"]]
    return f"<style>.{streamlit_insides.class_of(key)}{{min-block-size:{min(heights)}px}}</style>"


def mode() -> "Mode":
    """The mode of the reader's theme."""
    return "dark" if st.context.theme.type == "dark" else "light"
