"""The page of a followed resolution: its text, its charts, definitions and records."""

from html import escape

import streamlit as st

from innovation_hub.charts import words
from innovation_hub.domain.indicators import registry
from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator, formats
from innovation_hub.services import resolutions
from innovation_hub.services.resolutions import Definition, Progress, ResolutionText
from innovation_hub.ui import context
from innovation_hub.ui.html import html
from innovation_hub.ui.kanga import kanga
from innovation_hub.ui.nothing import nothing
from innovation_hub.ui.pictures import figure

_STYLE = """<style>
.hub-resolution{max-width:52rem}
.hub-resolution blockquote{margin:.5rem 0;padding:.1rem 0 .1rem 1rem;border-left:4px solid var(--amber)}
.hub-resolution .other{opacity:.82;font-size:var(--step--1)}
.hub-defined summary{cursor:pointer;font-weight:600;padding:.4rem 0}
.hub-defined dl{margin:.4rem 0;max-width:60rem}
.hub-defined dt{font-weight:600}
.hub-defined dd{margin:0 0 .8rem}
.hub-records h2{font-size:var(--step-1);margin:.6rem 0 .2rem;padding:0}
.hub-records a{color:inherit}
.hub-resolution .as-of{margin:0;font-size:var(--step--1);opacity:.85}
</style>"""


def page(actor: Actor, number: int) -> None:
    """Draw the page of resolution ``number``."""
    t = context.t()
    progress = resolutions.progress(actor).get(number)
    if progress is None:
        nothing("bud", t("resolutions.empty"))
        return
    html(_opening(progress, t))
    _charts(progress, t)
    html(_definitions(progress, t) + _records(number, t))


def _opening(progress: Progress, t: Translator) -> str:
    text = progress.text
    as_of = progress.as_of
    updated = (
        t("resolutions.updated", date=formats.day(t, as_of)) if as_of else t("resolutions.never_updated")
    )
    number = text.number
    first = next(iter(progress.key_figures), None)
    head = kanga(
        t.pick(text.title_sw, text.title_en),
        over=t("resolutions.number", number=number),
        saying=words.headline(first, t, running=resolutions.current_year()) if first else "",
        lit=[number],
    )
    return f'{_STYLE}{head}<div class="hub-resolution">{quoted(text, t)}<p class="as-of">{escape(updated)}</p></div>'


def quoted(text: ResolutionText, t: Translator) -> str:
    """HTML of a resolution's text in the reader's language, and in the other one, collapsed, below."""
    both = [
        ("sw", t("resolutions.original"), text.text_sw),
        ("en", t("resolutions.translation"), text.text_en),
    ]
    first, other = both if t.lang == "sw" else reversed(both)
    return (
        f'<blockquote lang="{first[0]}">{_emphasised(first[2])}</blockquote>'
        f'<details class="other"><summary>{escape(other[1])}</summary>'
        f'<p lang="{other[0]}">{_emphasised(other[2])}</p></details>'
    )


def _emphasised(text: str) -> str:
    """The text as HTML, with text between asterisks emphasised."""
    parts = escape(text).split("*")
    return "".join(f"<em>{part}</em>" if i % 2 else part for i, part in enumerate(parts))


def _charts(progress: Progress, t: Translator) -> None:
    running = resolutions.current_year()
    for one in progress.indicators:
        definition = progress.definition(one.code)
        with st.container(border=True, key=f"figure.{one.code}"):
            figure.show(one, t.pick(definition.name_sw, definition.name_en), t, running=running)


def _definitions(progress: Progress, t: Translator) -> str:
    computed = {one.code for one in progress.indicators}
    definitions = "".join(_defined(one, t, one.code in computed) for one in progress.definitions)
    summary = escape(t("resolutions.definitions"))
    return f'<details class="hub-defined"><summary>{summary}</summary><dl>{definitions}</dl></details>'


def _defined(definition: Definition, t: Translator, computed: bool) -> str:
    sentences = [t.pick(definition.definition_sw, definition.definition_en)]
    if not computed:
        sentences.append(t("resolutions.not_computed"))
    sentences.append(t("resolutions.source", source=_source(definition.source, t)))
    name = f"{definition.code} · {t.pick(definition.name_sw, definition.name_en)}"
    return f"<dt>{escape(name)}</dt><dd>{escape(' '.join(sentences))}</dd>"


def _source(source: str, t: Translator) -> str:
    """The sources of a definition; those with a name in each language in the reader's."""
    named = {
        "Innovation Hub": t("indicators.source.hub"),
        "TCU (register of universities)": t("indicators.source.tcu"),
    }
    return "; ".join(named.get(one, one) for one in source.split("; "))


def _records(number: int, t: Translator) -> str:
    links = "".join(
        f"<li>{escape(t(f'resolutions.data.{name}'))}: "  # keys: resolutions.data.*
        f'<a href="/data/{name}.csv" download>CSV</a>, <a href="/data/{name}.json" download>JSON</a></li>'
        for name in registry.records(number)
    )
    return (
        f'<div class="hub-records"><h2>{escape(t("resolutions.records"))}</h2>'
        f"<p>{escape(t('resolutions.records_text'))}</p><ul>{links}</ul></div>"
    )
