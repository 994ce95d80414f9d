"""Covering of passages that may identify the proposers: marks in the text, open questions, and decisions on them."""

from functools import partial
from html import escape
from typing import Any

import streamlit as st

from innovation_hub.domain.permissions import Actor
from innovation_hub.domain.proposal_fields import JUDGED
from innovation_hub.i18n import Translator
from innovation_hub.services import covering
from innovation_hub.services.covering import CoveredText, Doubt, Mark, Piece
from innovation_hub.ui import chrome, errors, forms
from innovation_hub.ui.html import html
from innovation_hub.ui.judging import proposal_text
from innovation_hub.ui.tables import Html
from innovation_hub.ui.text import md, small

SHOWN = 6
"""The most open questions drawn at the same time; the next ones follow as these are answered."""
_STYLE = """<style>
.hub-text mark{color:inherit;padding:0 .12em;border-radius:.2em}
.hub-text mark.c{background:color-mix(in srgb,currentColor 16%,transparent);text-decoration:line-through}
.hub-text mark.d{background:color-mix(in srgb,var(--sun) 42%,transparent)}
</style>"""


def text(t: Translator, proposal_id: int, found: CoveredText) -> None:
    """Draw the text with its marks, or as judges read it."""
    judged = st.toggle(t("covering.as_judged"), key=f"covering.{proposal_id}.judged")
    write = _judged if judged else partial(_marked, t)
    sections: dict[str, Any] = {"title": write(found.title)} if judged else {}
    sections |= {name: write(pieces) for name, pieces in found.sections.items()}
    seen = {field.name for field in JUDGED}
    sections |= {name: value for name, value in found.beside.items() if name in seen or not judged}
    html(f"{_STYLE}{proposal_text.text_html(t, sections)}")


def _judged(pieces: tuple[Piece, ...]) -> Html:
    return Html(escape("".join(piece.judged for piece in pieces)))


def _marked(t: Translator, pieces: tuple[Piece, ...]) -> Html:
    looks = {Mark.COVERED: ("c", t("covering.is_covered")), Mark.DOUBTFUL: ("d", t("covering.is_doubtful"))}
    parts = []
    for piece in pieces:
        css, title = looks[piece.mark] if piece.mark else ("", "")
        words = escape(piece.text)
        parts.append(f'<mark class="{css}" title="{escape(title)}">{words}</mark>' if css else words)
    return Html("".join(parts))


def asked(t: Translator, found: CoveredText) -> str:
    """The number of open questions as Markdown; empty for none."""
    n = len(found.doubts)
    return f":orange[:material/help: {t('covering.asked', n=n)}]" if n else ""


def tools(t: Translator, actor: Actor, proposal_id: int, found: CoveredText) -> None:
    """Draw the open questions, a field to cover any other passage, and earlier decisions, in an expander."""
    doubts = len(found.doubts)
    key = f"covering.{proposal_id}.tools"
    st.session_state.setdefault(key, bool(doubts))
    box = st.expander(
        t("covering.title"),  # without a number: with another label it would be another widget, and closed
        key=key,
        icon=":material/visibility_off:",
        on_change="rerun",
    )
    if not box.open:
        return
    with box:
        st.markdown(small(f"{t('covering.intro')} {t('covering.so_far', n=found.covered)}"))
        for i, doubt in enumerate(found.doubts[:SHOWN]):
            _asked(t, actor, proposal_id, doubt, i)
        if doubts > SHOWN:
            st.markdown(small(t("covering.more", n=doubts - SHOWN)))
        _any(t, actor, proposal_id)
        _decided(t, actor, proposal_id, found)


def _asked(t: Translator, actor: Actor, proposal_id: int, doubt: Doubt, i: int) -> None:
    words = f"…{escape(doubt.before)}<strong>{escape(doubt.words)}</strong>{escape(doubt.after)}…"
    times = f" · {escape(t('covering.times', n=doubt.times))}" if doubt.times > 1 else ""
    html(f'<p style="margin:0;overflow-wrap:anywhere">{words}{times}</p>')
    with st.container(horizontal=True):
        for covered, key, icon in (
            (True, "covering.cover", ":material/visibility_off:"),
            (False, "covering.leave", ":material/visibility:"),
        ):
            name = f"covering.{proposal_id}.{doubt.words}.{covered}"
            if st.button(t(key), key=name, icon=icon, help=t(f"{key}_help", words=md(doubt.words))):
                # keys: covering.cover_help, covering.leave_help
                _rule(t, actor, proposal_id, doubt.words, covered=covered)


def _any(t: Translator, actor: Actor, proposal_id: int) -> None:
    form = f"covering.{proposal_id}.any"
    key = forms.prefix(form)
    words = st.text_area(t("covering.words"), key=f"{key}.words", help=t("covering.words_help"), height=80)
    if st.button(t("covering.cover_words"), key=f"{key}.cover", icon=":material/visibility_off:"):
        _rule(t, actor, proposal_id, words, covered=True, form=form)


def _rule(
    t: Translator, actor: Actor, proposal_id: int, words: str, *, covered: bool, form: str = ""
) -> None:
    with errors.shown():
        covering.rule(actor, proposal_id=proposal_id, words=words, covered=covered)
        if form:
            forms.accepted(form)
        chrome.flash(t("covering.covered" if covered else "covering.left"))
        st.rerun()


def _decided(t: Translator, actor: Actor, proposal_id: int, found: CoveredText) -> None:
    """Draw a choice of earlier decisions, and the button that undoes the chosen one."""
    if not found.rulings:
        return
    by_id = {ruling.id: ruling for ruling in found.rulings}

    def label(id: int) -> str:
        return t("covering.was_covered" if by_id[id].covered else "covering.was_left", words=by_id[id].words)

    key = f"{forms.PICK}covering.{proposal_id}.{len(by_id)}"
    chosen = st.selectbox(t("covering.decided_before"), list(by_id), key=key, format_func=label)
    if st.button(t("covering.undo"), key=f"covering.{proposal_id}.undo", icon=":material/undo:"):
        with errors.shown():
            covering.undo(actor, proposal_id=proposal_id, ruling_id=chosen)
            chrome.flash(t("covering.undone"))
            st.rerun()
