"""The one way to show an indicator: what it says, the chart, what it rests on, and its table with the data.

Everything but the elements themselves is made once for each indicator, language and theme.
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
"""How many of the last financial years a chart may show, beside all of them."""

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
class FigureText:
    """What stands around the chart of an indicator; whichever years are chosen."""

    heading: str
    alt: str
    proof: str


def show(indicator: Indicator, name: str, t: Translator, *, running: str) -> None:
    """Draw an indicator where it is called; ``running`` is the financial year that is not over yet."""
    said = words_of(indicator, name, t.lang, running)
    made = drawn(indicator, t.lang, chart.mode())
    key = f"chart.{indicator.code}"
    html(f"{said.heading}{chart.room(made, key)}")
    chart.show(t, made, alt=said.alt, key=key, choice=t("charts.years"))
    html(said.proof)


@lru_cache(maxsize=256)
def drawn(indicator: Indicator, lang: str, mode: "Mode") -> bytes:
    """The charts of all ranges of years that a reader may choose, as they are sent."""
    from innovation_hub.charts.draw import draw
    from innovation_hub.charts.sending import packed

    t = translator(lang)
    *shorter, every = spans_of(indicator)
    words = [*((t("charts.last_years", n=span), span) for span in shorter), (t("charts.all_years"), every)]
    return packed([(said, draw(indicator.last(span), t, mode)) for said, span in words])


def spans_of(indicator: Indicator) -> tuple[int, ...]:
    """The numbers of years to choose from, the last of them shows all that was reported; one leaves no choice."""
    years, first = indicator.years, indicator.first_reported
    reported = len(years) - years.index(first) if first else 0
    shorter = tuple(n for n in SPANS if n < reported)
    return (*shorter, max(reported, min(SPANS[0], len(years))))


@lru_cache(maxsize=64)
def words_of(indicator: Indicator, name: str, lang: str, running: str) -> FigureText:
    """The sentence, the description for those who do not see the chart, and the proof below it."""
    t = translator(lang)
    headline = words.headline(indicator, t, running=running)
    return FigureText(
        heading=f'{_STYLE}<h2 class="hub-say">{indicator.code} · {escape(name)}</h2><p>{escape(headline)}</p>',
        alt=t("charts.alt", name=name, headline=headline),
        proof=_proof(indicator, name, t, running),
    )


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
