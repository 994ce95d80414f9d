"""The receipt of a submission, on the page and as files."""

import streamlit as st

from innovation_hub.domain.calls import CallPhase
from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator, formats
from innovation_hub.services import proposals
from innovation_hub.services.proposals import ProposalView, Receipt
from innovation_hub.ui import context
from innovation_hub.ui.calls import public
from innovation_hub.ui.text import md


def shown(t: Translator, actor: Actor, view: ProposalView) -> None:
    """Draw the latest receipt with its downloads, and the list of earlier versions."""
    if not view.submissions:
        return
    latest = view.submissions[0]
    with st.container(border=True):
        at = formats.instant(t, latest.submitted_at, seconds=True)
        ends = formats.deadline(t, view.call.closes_at)
        st.markdown(
            f"**{t('proposals.receipt.title')}**\n\n"
            f"{t('proposals.receipt.code')}: **{md(view.code or '')}**  \n"
            f"{t('proposals.receipt.at')}: {at}  \n"
            f"{t('proposals.receipt.number')}: {latest.number}  \n"
            f"{t('proposals.receipt.deadline')}: {ends}  \n"
            f"{t('proposals.receipt.grace')}: {t('proposals.receipt.minutes', n=view.call.grace_minutes)}  \n"
            f"{t('proposals.receipt.hash')}: `{latest.content_hash}`"
        )
        if view.call.phase is CallPhase.CANCELLED:
            st.warning(md(public.cancelled(t, view.call.cancel_reason)), icon=":material/block:")
        with st.container(horizontal=True):
            st.download_button(
                t("proposals.receipt.text"),
                lambda: _text(t, proposals.receipt(context.still(actor), proposal_id=view.id)),
                file_name=f"{view.code}.txt",
                mime="text/plain",
                key=f"proposal.{view.id}.receipt.text",
                icon=":material/receipt_long:",
                on_click="ignore",
            )
            st.download_button(
                t("proposals.receipt.content"),
                lambda: proposals.receipt(context.still(actor), proposal_id=view.id).content,
                file_name=f"{view.code}-{latest.number}.json",
                mime="application/json",
                key=f"proposal.{view.id}.receipt.content",
                icon=":material/data_object:",
                on_click="ignore",
            )
        if len(view.submissions) > 1:
            earlier = "  \n".join(
                f"{s.number}: {formats.instant(t, s.submitted_at, seconds=True)} · `{s.content_hash[:16]}…`"
                for s in view.submissions
            )
            with st.expander(t("proposals.history")):
                st.markdown(earlier)


def _text(t: Translator, receipt: Receipt) -> str:
    """The receipt as a plain text file."""
    pdf = receipt.attachment
    lines = [
        (t("proposals.receipt.code"), receipt.code),
        (t("proposals.receipt.number"), str(receipt.number)),
        (t("proposals.receipt.at"), formats.instant(t, receipt.submitted_at, seconds=True)),
        (t("proposals.receipt.deadline"), formats.deadline(t, receipt.closes_at)),
        (t("proposals.receipt.grace"), t("proposals.receipt.minutes", n=receipt.grace_minutes)),
        (t("proposals.receipt.by"), receipt.submitted_by),
        (t("proposals.receipt.call"), t.pick(receipt.call_title_sw, receipt.call_title_en)),
        (t("proposals.field.title"), receipt.title),
        (
            t("proposals.receipt.pdf"),
            f"{pdf.name} (SHA-256 {pdf.sha256})" if pdf else t("proposals.receipt.no_pdf"),
        ),
        (t("proposals.receipt.hash"), receipt.content_hash),
    ]
    noted = f"{t('journal.noted', head=receipt.journal_head)}\n{t('journal.noted_why')}"
    head = f"{t('chrome.title')}\n{t('proposals.receipt.title')}\n"
    if receipt.cancelled:
        head += f"\n{public.cancelled(t, receipt.cancel_reason)}\n"
    body = "\n".join(f"{name}: {value}" for name, value in lines)
    return f"{head}\n{body}\n\n{t('proposals.receipt.hash_note')}\n\n{noted}\n"
