"""The PDF step of the form: upload, which checks the file, download and removal."""

import streamlit as st

from innovation_hub.config import settings
from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator, formats
from innovation_hub.services import proposals
from innovation_hub.services.proposals import AttachmentView, ProposalView
from innovation_hub.ui import context, forms
from innovation_hub.ui.proposals import working
from innovation_hub.ui.proposals.working import Working
from innovation_hub.ui.text import md


def step(t: Translator, who: Actor, view: ProposalView, typed: Working) -> None:
    """Draw the attached file and the upload of another one."""
    st.markdown(t("proposals.file.intro", most=settings().attachment_mb))
    if view.attachment is not None:
        with st.container(border=True):
            shown(t, who, view.id, view.attachment)
            st.button(
                t("proposals.file.remove"),
                key=f"{typed.name}.file.remove",
                icon=":material/delete:",
                on_click=_detach,
                args=(typed, view.id),
            )
    form = f"{typed.name}.file"
    uploaded = st.file_uploader(
        t("proposals.file.replace" if view.attachment else "proposals.file.choose"),
        type="pdf",
        key=forms.prefix(form),
    )
    if uploaded is not None:  # not in a callback, which may be interrupted before the file is saved
        _attach(typed, view.id, uploaded.name, uploaded.getvalue())
        forms.accepted(form)  # empties the widget; an accepted file is shown above it
        st.rerun()


def shown(t: Translator, who: Actor, proposal_id: int, file: AttachmentView) -> None:
    """Draw name, pages and size of the file, and a button that downloads it."""
    size = formats.number(t, max(1, file.size / 1000))
    st.markdown(t("proposals.file.facts", name=f"**{md(file.name)}**", pages=file.pages, size=size))
    st.download_button(
        t("proposals.file.download"),
        lambda: proposals.download(context.still(who), proposal_id=proposal_id, attachment_id=file.id),
        file_name=file.name,
        mime="application/pdf",
        key=f"proposal.{proposal_id}.file.download",
        icon=":material/download:",
        on_click="ignore",
    )


def _attach(typed: Working, proposal_id: int, name: str, content: bytes) -> None:
    def act(version: int) -> proposals.Saved:
        return proposals.attach(
            context.actor(),
            proposal_id=proposal_id,
            version=version,
            name=name,
            content=content,
        )

    working.change(typed, act, context.t()("proposals.file.kept"))


def _detach(typed: Working, proposal_id: int) -> None:
    def act(version: int) -> proposals.Saved:
        return proposals.detach(context.actor(), proposal_id=proposal_id, version=version)

    working.change(typed, act, context.t()("proposals.file.removed"))
