"""The one way to show an indicator: what it says, the chart, what it rests on, and its table with the data.

Everything but the elements themselves is made once for each indicator, range of years, language and theme.
"""

from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from innovation_hub.charts import words
from innovation_hub.domain.indicators import Indicator
from innovation_hub.i18n import Translator, translator
from innovation_hub.ui import context, tables

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from innovation_hub.charts.template import Mode

SPANS = (3, 5, 0)
"""How many of the last financial years a chart shows; 0 stands for all."""
CONFIG = {"displayModeBar": False, "responsive": True, "scrollZoom": False}

_STYLE = """<style>
.hub-say{font-size:1.1rem;margin:0 0 .4rem;padding:0}
.hub-say+p{margin:0}
.hub-proof{font-size:.875rem}
.hub-proof p{margin:.15rem 0;opacity:.85}
.hub-proof details{margin-top:.5rem;border-top:1px solid color-mix(in srgb,currentColor 18%,transparent)}
.hub-proof summary{cursor:pointer;padding:.6rem 0;font-weight:600}
.hub-proof a{display:inline-block;padding:.6rem 0;color:inherit}
.hub-proof .hub-table th:first-child,.hub-proof .hub-table td:first-child{white-space:normal;min-width:7rem}
.hub-proof .hub-table th,.hub-proof .hub-table td{padding:.35rem .45rem;font-size:.875rem}
</style>"""


@dataclass(frozen=True, slots=True)
class Shown:
    """An indicator ready for the page."""

    heading: str
    figure: "go.Figure"
    alt: str
    proof: str


def show(indicator: Indicator, name: str, *, running: str) -> None:
    """Draw an indicator in a card with its own filter of years, which draws nothing but the card's inside anew.

    ``running`` is the financial year that is not over yet.
    """
    with st.container(border=True, height="stretch"):
        _inside(indicator, name, running)


@st.fragment
def _inside(indicator: Indicator, name: str, running: str) -> None:
    t = context.t()
    key = f"chart.{indicator.code}.years"
    span = st.session_state.setdefault(key, _first_span(indicator))
    shown = prepared(indicator, span, name, t.lang, _mode(), running)
    st.html(shown.heading)
    st.segmented_control(
        t("charts.years"),
        SPANS,
        key=key,
        required=True,
        format_func=lambda n: t("charts.last_years", n=n) if n else t("charts.all_years"),
        label_visibility="collapsed",
    )
    st.plotly_chart(shown.figure, theme=None, config=CONFIG, alt=shown.alt, key=f"chart.{indicator.code}")
    st.html(shown.proof)


def _first_span(indicator: Indicator) -> int:
    """The shortest span that shows everything reported."""
    first = indicator.first_reported
    return next((n for n in SPANS if n and (not first or first in indicator.years[-n:])), 0)


def _mode() -> "Mode":
    return "dark" if st.context.theme.type == "dark" else "light"


@lru_cache(maxsize=256)
def prepared(indicator: Indicator, span: int, name: str, lang: str, mode: "Mode", running: str) -> Shown:
    """The parts of the card; a kept figure is read-only."""
    from innovation_hub.charts.draw import draw

    t, indicator = translator(lang), indicator.last(span)
    headline = words.headline(indicator, t, running=running)
    return Shown(
        heading=f'{_STYLE}<h2 class="hub-say">{indicator.code} · {escape(name)}</h2><p>{escape(headline)}</p>',
        figure=draw(indicator, t, mode),
        alt=t("charts.alt", name=name, headline=headline),
        proof=_proof(indicator, name, t, running),
    )


def _proof(indicator: Indicator, name: str, t: Translator, running: str) -> str:
    lines = [words.evidence(indicator, t, running=running), *words.context(indicator, t)]
    told = "".join(f"<p>{escape(line)}</p>" for line in lines if line)
    heads, rows = words.table(indicator, t)
    sides: list[tables.Align] = ["left", *["right"] * (len(heads) - 1)]  # type: ignore[list-item]
    markup = tables.markup(heads, rows, caption=name, align=sides)
    first, last = indicator.years[0], indicator.years[-1]
    query = urlencode({"lang": t.lang, "from": first, "to": last})
    link = f'<a href="/data/indicators/{indicator.code}.csv?{query}" download>{escape(t("charts.csv"))}</a>'
    summary = f"<summary>{escape(t('charts.table'))}</summary>"
    return f'<div class="hub-proof">{told}<details>{summary}{markup}{link}</details></div>'
