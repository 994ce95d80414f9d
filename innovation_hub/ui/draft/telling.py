"""What the reader is told of a draft: whether it is saved, what was refused, what somebody else wrote."""

from collections.abc import Mapping

import streamlit as st

from innovation_hub.domain.clock import DAR
from innovation_hub.ui import context
from innovation_hub.ui.draft.record import Draft
from innovation_hub.ui.errors import sentence
from innovation_hub.ui.text import paragraphs


def status(draft: Draft, labels: Mapping[str, str]) -> None:
    """Say whether everything is saved; show a refusal, and what somebody else wrote in the same fields."""
    t = context.t()
    if draft.refusal is not None:
        st.error(sentence(t, draft.refusal), icon=":material/error:")
        draft.refusal = None  # said once; the next attempt to save says it again
    if not draft.theirs:
        return
    st.warning(t("drafts.both_wrote"), icon=":material/difference:")
    for name in list(draft.theirs):
        with st.container(border=True):
            theirs = draft.theirs[name]
            shown = paragraphs(theirs) if isinstance(theirs, str) and theirs.strip() else f"{theirs or '–'}"
            st.markdown(f"**{labels.get(name, name)}** · {t('drafts.theirs')}\n\n{shown}")
            with st.container(horizontal=True):
                for take in (False, True):
                    st.button(
                        t("drafts.take_theirs" if take else "drafts.keep_mine"),
                        key=f"{draft.name}.settle.{name}.{take}",
                        on_click=draft.settle,
                        args=(name,),
                        kwargs={"take_theirs": take},
                    )


def _saved(draft: Draft) -> tuple[str, str]:
    """Whether and since when everything is saved: the colour it is told in, and one short sentence."""
    t = context.t()
    if draft.changed:
        return "orange", t("drafts.unsaved")
    if draft.saved_at is None:
        return "gray", t("drafts.saved")
    return "green", t("drafts.saved_at", when=f"{draft.saved_at.astimezone(DAR):%H:%M:%S}")


def saved_line(draft: Draft) -> str:
    """The same as a badge in markdown."""
    colour, sentence = _saved(draft)
    return f":{colour}-badge[{sentence}]"
