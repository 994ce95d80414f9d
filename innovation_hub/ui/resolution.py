"""The page of a followed resolution: its text, its charts, definitions and records."""

from html import escape

import streamlit as st

from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator, formats
from innovation_hub.services import resolutions
from innovation_hub.services.resolutions import Definition, Progress, Text
from innovation_hub.ui import context, figure

DATA = {4: ("budgets", "indicators"), 10: ("proposals", "calls", "indicators"), 11: ("budgets", "indicators")}
"""The public records that the figures of each resolution rest on."""

_STYLE = """<style>
.hub-resolution{max-width:52rem}
.hub-resolution .no{color:#85500f;color:light-dark(#85500f,#efc07f);font-weight:600;margin:0}
.hub-resolution h1{margin:.1rem 0 .6rem;padding:0}
.hub-resolution blockquote{margin:.5rem 0;padding:.1rem 0 .1rem 1rem;border-left:4px solid #c2761b}
.hub-resolution .other{opacity:.82;font-size:.95rem}
.hub-resolution .as-of{font-size:.9rem;opacity:.85}
</style>"""


def page(actor: Actor, number: int) -> None:
    """Draw the whole page."""
    t = context.t()
    progress = resolutions.progress(actor).get(number)
    if progress is None:
        st.info(t("resolutions.empty"))
        return
    st.html(_opening(progress, t))
    _charts(progress, t)
    with st.expander(t("resolutions.definitions"), icon=":material/menu_book:"):
        computed = {one.code for one in progress.indicators}
        st.markdown("\n\n".join(_defined(d, t, d.code in computed) for d in progress.definitions))
    st.markdown(_records(number, t))


def _opening(progress: Progress, t: Translator) -> str:
    text = progress.text
    as_of = progress.as_of
    updated = (
        t("resolutions.updated", date=formats.day(t, as_of)) if as_of else t("resolutions.never_updated")
    )
    return (
        f'{_STYLE}<div class="hub-resolution">'
        f'<p class="no">{escape(t("resolutions.number", number=text.number))}</p>'
        f"<h1>{escape(t.pick(text.title_sw, text.title_en))}</h1>"
        f"{quoted(text, t)}"
        f'<p class="as-of">{escape(updated)}</p></div>'
    )


def quoted(text: Text, t: Translator) -> str:
    """The text of a resolution: the reader's language first, the other one below it."""
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
    """The text as HTML; the source marks one foreign word with asterisks."""
    parts = escape(text).split("*")
    return "".join(f"<em>{part}</em>" if i % 2 else part for i, part in enumerate(parts))


def _charts(progress: Progress, t: Translator) -> None:
    running = resolutions.current_year()
    for row in range(0, len(progress.indicators), 2):
        pair = progress.indicators[row : row + 2]
        for column, one in zip(st.columns(len(pair)), pair, strict=True):
            definition = progress.definition(one.code)
            with column:
                figure.show(one, t.pick(definition.name_sw, definition.name_en), running=running)


def _defined(definition: Definition, t: Translator, computed: bool) -> str:
    name = t.pick(definition.name_sw, definition.name_en)
    text = t.pick(definition.definition_sw, definition.definition_en)
    lines = [f"**{definition.code} · {name}**  \n{text}"]
    if not computed:
        lines.append(t("resolutions.not_computed"))
    return " ".join([*lines, t("resolutions.source", source=definition.source)])


def _records(number: int, t: Translator) -> str:
    links = " · ".join(
        f"{t(f'resolutions.data.{name}')} ([CSV](/data/{name}.csv), [JSON](/data/{name}.json))"
        for name in DATA[number]
    )
    return f"## {t('resolutions.records')}\n\n{t('resolutions.records_text')}\n\n{links}"
