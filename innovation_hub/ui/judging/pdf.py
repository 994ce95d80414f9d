"""The PDF of a proposal: the organiser covers areas and clears pages; judges see cleared pages only."""

from functools import partial

import streamlit as st

from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator
from innovation_hub.services import covering, reviews, screening
from innovation_hub.services.covering import WHOLE, File, Place
from innovation_hub.services.screening import ReceivedProposal
from innovation_hub.ui import chrome, errors
from innovation_hub.ui.text import small

STEP = 5  # of the sliders, in per cent of the page


def availability(t: Translator, pages: tuple[int, ...] | None) -> str:
    """A sentence for judges on which pages of the PDF are shown; empty when there is no PDF."""
    if pages is None:
        return ""
    return t("clearing.judge.some", n=len(pages)) if pages else t("clearing.judge.none")


def cleared(t: Translator, actor: Actor, assignment_id: int, pages: tuple[int, ...] | None) -> None:
    """Draw the cleared pages, one at a time, in an expander."""
    if not pages:
        return
    key = f"review.{assignment_id}.pdf"
    box = st.expander(
        t("clearing.judge.open", n=len(pages)), key=key, icon=":material/picture_as_pdf:", on_change="rerun"
    )
    if box.open:
        with box, errors.shown():
            number = _page(t, pages, f"{key}.page")
            picture = reviews.page(actor, assignment_id=assignment_id, number=number)
            st.image(picture, caption=t("clearing.page", number=number), width="stretch")


def clearing(t: Translator, actor: Actor, entry: ReceivedProposal) -> None:
    """Draw the organiser's preview of a page with its covers, and the buttons, in an expander."""
    key = f"clearing.{entry.id}"
    box = st.expander(t("clearing.title"), key=key, icon=":material/picture_as_pdf:", on_change="rerun")
    if not box.open:
        return
    with box, errors.shown():
        file = covering.file(actor, proposal_id=entry.id)
        so_far = t("clearing.so_far", n=len(file.cleared), of=file.pages)
        st.markdown(small(f"{t('clearing.intro')} {so_far}"))
        _download(t, actor, entry)
        number = _page(t, tuple(range(1, file.pages + 1)), f"{key}.page")
        _one(t, actor, entry, file, number)


def _download(t: Translator, actor: Actor, entry: ReceivedProposal) -> None:
    st.download_button(
        t("screening.pdf"),
        partial(screening.pdf, actor, proposal_id=entry.id),
        file_name=f"{entry.code}.pdf",
        mime="application/pdf",
        key=f"screening.{entry.id}.pdf",
        icon=":material/download:",
        on_click="ignore",
    )


def _page(t: Translator, pages: tuple[int, ...], key: str) -> int:
    if len(pages) == 1:
        return pages[0]
    return st.selectbox(
        t("clearing.which"), pages, key=key, format_func=lambda n: t("clearing.page", number=n)
    )


def _one(t: Translator, actor: Actor, entry: ReceivedProposal, file: File, number: int) -> None:
    """Draw a page with the areas covered so far, which are saved when the page is cleared."""
    key = f"clearing.{entry.id}.{file.id}.{number}"
    shown = number in file.cleared
    covers: tuple[Place, ...] = st.session_state.setdefault(f"{key}.covers", file.cleared.get(number, ()))
    if not shown or covers != file.cleared[number]:
        covers = _covers(t, key, covers)
    picture = covering.preview(actor, proposal_id=entry.id, number=number, covers=covers)
    st.image(picture, caption=t("clearing.page", number=number), width="stretch")
    use = {"proposal_id": entry.id, "attachment_id": file.id, "number": number}
    if shown:
        st.success(t("clearing.is_cleared", n=len(file.cleared[number])), icon=":material/visibility:")
        if st.button(t("clearing.withhold"), key=f"{key}.withhold", icon=":material/undo:"):
            covering.withhold(actor, **use)
            _flash_and_rerun(t("clearing.withheld", number=number))
    elif st.button(t("clearing.clear"), key=f"{key}.clear", type="primary", icon=":material/visibility:"):
        covering.clear(actor, covers=covers, **use)
        _flash_and_rerun(t("clearing.cleared", number=number))


def _covers(t: Translator, key: str, covers: tuple[Place, ...]) -> tuple[Place, ...]:
    """Draw the controls that add an area, chosen by two ranges in per cent of the page, or remove the last one."""
    across = st.slider(t("clearing.across"), 0, 100, (0, 100), STEP, key=f"{key}.across", format="%d%%")
    down = st.slider(t("clearing.down"), 0, 100, (0, 15), STEP, key=f"{key}.down", format="%d%%")
    area = tuple(WHOLE // 100 * edge for edge in (across[0], down[0], across[1], down[1]))
    with st.container(horizontal=True):
        if st.button(t("clearing.cover"), key=f"{key}.cover", icon=":material/visibility_off:"):
            covers = _store(key, (*covers, area))  # type: ignore[arg-type]
        if covers and st.button(t("clearing.uncover"), key=f"{key}.uncover", icon=":material/undo:"):
            covers = _store(key, covers[:-1])
    return covers


def _store(key: str, covers: tuple[Place, ...]) -> tuple[Place, ...]:
    st.session_state[f"{key}.covers"] = covers
    return covers


def _flash_and_rerun(sentence: str) -> None:
    chrome.flash(sentence)
    st.rerun()
