"""Display of similar work: degree of similarity, owner if it may be shown, and shared passages side by side."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from innovation_hub.domain.similarity import READ_WHOLE, Source
from innovation_hub.i18n import Translator, formats
from innovation_hub.methods.similarity import Excerpt
from innovation_hub.services.similarity import Match, Pair
from innovation_hub.ui.html import html

# Colours are mixed from the text colour, so that they suit the light and the dark theme.
_STYLE = """<style>
.hub-alike article{border:1px solid color-mix(in srgb,currentColor 20%,transparent);border-radius:.6rem;
padding:.8rem 1rem;margin:0 0 .8rem;overflow-wrap:anywhere;line-height:1.55}
.hub-alike h4{font-size:var(--step-0);font-weight:650;margin:0 0 .15rem;padding:0}
.hub-alike p{margin:.15rem 0}
.hub-alike .facts{font-size:var(--step--1);opacity:.85}
.hub-alike meter{width:7rem;height:.8rem;vertical-align:-.05rem;margin-right:.4rem;background:none}
.hub-alike meter::-webkit-meter-bar{border:0;border-radius:.4rem;height:.55rem;
background:color-mix(in srgb,currentColor 14%,transparent)}
.hub-alike meter::-webkit-meter-optimum-value{border-radius:.4rem;background:var(--mark)}
.hub-alike meter::-moz-meter-bar{background:var(--mark)}
.hub-alike .pair{display:grid;grid-template-columns:1fr 1fr;gap:.4rem 1.2rem;padding:.5rem 0;font-size:var(--step--1);
border-top:1px solid color-mix(in srgb,currentColor 12%,transparent)}
.hub-alike .pair.one{grid-template-columns:1fr}
.hub-alike .pair b{display:block;font-size:var(--step--2);font-weight:600;opacity:.8}
.hub-alike mark{background:color-mix(in srgb,var(--sun) 42%,transparent);color:inherit;
padding:0 .1em;border-radius:.2em}
@media (max-width:640px){.hub-alike .pair{grid-template-columns:1fr}}
</style>"""


def listed(t: Translator, found: Sequence[Match], *, asked: str) -> None:
    """Draw the matches; ``asked`` is the heading of the text that they are compared with."""
    if not found:
        st.markdown(f":green[✓] {t('similarity.none')}")
        return
    articles = "".join(_article(t, match, asked) for match in found)
    count = escape(t("similarity.found", n=len(found)))
    html(f'{_STYLE}<div class="hub-alike"><p>{count}</p>{articles}</div>')


def _article(t: Translator, match: Match, asked: str) -> str:
    alike = formats.percent(t, match.likeness, 0)
    meter = (
        f'<meter min="0" max="1" value="{match.likeness:.2f}" aria-hidden="true"></meter>'
        f"{escape(t('similarity.alike', share=alike))}"
    )
    pairs = "".join(_pair(t, pair, asked) for pair in match.pairs)
    words = ""
    if match.shared:
        words = f"<p>{escape(t('similarity.shared', words=', '.join(match.shared)))}</p>"
    return (
        f"<article><h4>{_title(t, match)}</h4><p>{meter}</p>"
        f'<p class="facts">{_facts(t, match)}</p>{pairs}{words}</article>'
    )


def _title(t: Translator, match: Match) -> str:
    if match.source is Source.UNNAMED:
        return escape(t("similarity.unnamed", year=match.year))
    title = escape(t.pick(match.title_sw, match.title_en))
    return f"{escape(match.code)} · {title}" if match.code else title


def _facts(t: Translator, match: Match) -> str:
    if match.source is Source.UNNAMED:
        return escape(t("similarity.unnamed_text"))
    facts = [t(f"similarity.source.{match.source.value}"), match.owner]
    if match.status:
        facts.append(t(f"systems.status.{match.status.value}"))
    facts += [str(match.year)] if match.year else []
    line = " · ".join(escape(fact) for fact in facts if fact)
    if match.url:
        address = escape(match.url)
        line += f' · <a href="{address}" target="_blank" rel="noopener noreferrer">{address}</a>'
    if match.source not in READ_WHOLE:
        line += f"<br>{escape(t('similarity.funded_text'))}"
    return line


def _pair(t: Translator, pair: Pair, asked: str) -> str:
    sides = [f"<div><b>{escape(asked)}</b>{_marked(pair.mine)}</div>"]
    if pair.theirs is not None:
        sides.append(f"<div><b>{escape(t('similarity.theirs'))}</b>{_marked(pair.theirs)}</div>")
    return f'<div class="pair{" one" if len(sides) == 1 else ""}">{"".join(sides)}</div>'


def _marked(excerpt: Excerpt) -> str:
    return f"{escape(excerpt.before)}<mark>{escape(excerpt.passage)}</mark>{escape(excerpt.after)}"
