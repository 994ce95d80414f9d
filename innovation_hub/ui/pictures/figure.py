"""Display of an indicator: sentence, chart, evidence, and table with a download.

All parts are cached by indicator, language and theme.
"""

from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from innovation_hub.charts import words
from innovation_hub.domain.indicators import Indicator
from innovation_hub.i18n import Translator, translator
from innovation_hub.ui import tables
from innovation_hub.ui.html import html
from innovation_hub.ui.pictures import chart

if TYPE_CHECKING:
    from innovation_hub.charts.template import Mode

SPANS = (3, 5)
"""Numbers of latest financial years that a reader can choose, besides all of them."""

_STYLE = """<style>
.hub-say{font-size:var(--step-1)!important;line-height:1.3!important;margin:0 0 .4rem;padding:0!important}
.hub-say~p{margin:0}
.hub-proof{font-size:var(--step--1)}
.hub-proof p{margin:.15rem 0;opacity:.85}
.hub-proof details{margin-top:.5rem;border-top:1px solid color-mix(in srgb,currentColor 18%,transparent)}
.hub-proof summary{cursor:pointer;padding:.6rem 0;font-weight:600}
.hub-proof a{display:inline-block;padding:.6rem 0;color:inherit}
.hub-proof .hub-table th:first-child,.hub-proof .hub-table td:first-child{white-space:normal;min-width:7rem}
.hub-proof .hub-table th,.hub-proof .hub-table td{padding:.35rem .45rem;font-size:var(--step--1)}
</style>"""


@dataclass(frozen=True, slots=True)
class FigureText:
    """HTML above and below the chart of an indicator, and its text alternative; the same for all choices of years."""

    heading: str
    alt: str
    proof: str


def show(indicator: Indicator, name: str, t: Translator, *, running: str) -> None:
    """Draw an indicator under its ``name``; ``running`` is the current financial year."""
    texts = words_of(indicator, name, t.lang, running)
    figures = drawn(indicator, t.lang, chart.mode())
    key = f"chart.{indicator.code}"
    html(f"{texts.heading}{chart.room(figures, key)}")
    chart.show(t, figures, alt=texts.alt, key=key, choice=t("charts.years"))
    html(texts.proof)


@lru_cache(maxsize=256)
def drawn(indicator: Indicator, lang: str, mode: "Mode") -> bytes:
    """The serialised figures of all ranges of years that a reader can choose, the longest last."""
    from innovation_hub.charts.draw import draw
    from innovation_hub.charts.sending import packed

    t = translator(lang)
    *shorter, every = spans_of(indicator)
    choices = [*((t("charts.last_years", n=span), span) for span in shorter), (t("charts.all_years"), every)]
    return packed([(label, draw(indicator.last(span), t, mode)) for label, span in choices])


def spans_of(indicator: Indicator) -> tuple[int, ...]:
    """The numbers of years to choose from in ascending order; the last one covers all reported years."""
    years, first = indicator.years, indicator.first_reported
    reported = len(years) - years.index(first) if first else 0
    shorter = tuple(n for n in SPANS if n < reported)
    return (*shorter, max(reported, min(SPANS[0], len(years))))


@lru_cache(maxsize=64)
def words_of(indicator: Indicator, name: str, lang: str, running: str) -> FigureText:
    """The texts of an indicator: heading with its sentence, text alternative, and evidence with the table."""
    t = translator(lang)
    headline = words.headline(indicator, t, running=running)
    return FigureText(
        heading=f'{_STYLE}<h2 class="hub-say">{indicator.code} · {escape(name)}</h2>'
        f"{_large(indicator, t)}<p>{escape(headline)}</p>",
        alt=t("charts.alt", name=name, headline=headline),
        proof=_proof(indicator, name, t, running),
    )


def _large(indicator: Indicator, t: Translator) -> str:
    """The latest value as a large number; empty without one."""
    latest = indicator.main.latest()
    if latest is None or latest.value is None:
        return ""
    value = words.figure(t, indicator.main.unit, latest.value)
    return f'<p class="hub-number"><b>{escape(value)}</b></p>'


def _proof(indicator: Indicator, name: str, t: Translator, running: str) -> str:
    lines = [words.evidence(indicator, t, running=running), *words.context(indicator, t)]
    lead = "".join(f"<p>{escape(line)}</p>" for line in lines if line)
    reported = indicator.last(spans_of(indicator)[-1])
    heads, rows = words.table(reported, t)
    sides: list[tables.Align] = ["left", *["right"] * (len(heads) - 1)]  # type: ignore[list-item]
    markup = tables.markup(heads, rows, caption=name, align=sides)
    link = f'<a href="/data/indicators/{indicator.code}.csv?lang={t.lang}" download>{escape(t("charts.csv"))}</a>'
    summary = f"<summary>{escape(t('charts.table'))}</summary>"
    return f'<div class="hub-proof">{lead}<details>{summary}{markup}{link}</details></div>'
