"""A chart on a page: a component of our own, in which Plotly's script draws what Python has made (docs/adr/0018)."""

from collections.abc import Callable
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import orjson
import streamlit as st

from innovation_hub.charts import library
from innovation_hub.i18n import Translator
from innovation_hub.ui.streamlit_insides import class_of

if TYPE_CHECKING:
    from innovation_hub.charts.template import Mode

NAME = "innovation-hub.chart"
"""As `pyproject.toml` declares it, where Streamlit finds the folder of the script."""


@cache
def _component() -> Callable[..., Any]:
    # Plotly's own styles are the page's; they would not reach into a part that keeps its styles to itself.
    return st.components.v2.component(NAME, js="chart.js", css="chart.css", isolate_styles=False)


def show(t: Translator, drawn: bytes, *, alt: str, key: str, choice: str = "") -> None:
    """Draw a chart where it is called, the last of those that `charts.sending.packed` made of it.

    Where it made several, the reader chooses among them under the name ``choice``; the server is not asked.
    ``alt`` describes the chart for those who do not see it.
    """
    data = {
        "name": key,
        "alt": alt,
        "choice": choice,
        "library": f"/{library.NAME}",
        "failed": t("charts.failed"),
        "again": t("charts.again"),
        "drawn": orjson.Fragment(drawn),
    }
    # Bytes pass as they are; a mapping is searched for tables.
    _component()(key=key, data=orjson.dumps(data))


@lru_cache(maxsize=256)
def room(drawn: bytes, key: str) -> str:
    """A style that keeps a chart's place free until it is drawn, so that what stands below does not jump."""
    heights = [chart["layout"].get("height", 450) for chart in orjson.loads(drawn)["charts"]]
    return f"<style>.{class_of(key)}{{min-block-size:{min(heights)}px}}</style>"


def mode() -> "Mode":
    """Whether the reader sees the light or the dark theme."""
    return "dark" if st.context.theme.type == "dark" else "light"
