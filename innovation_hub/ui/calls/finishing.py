"""Publication of a call, and amendment of a published one."""

import streamlit as st

from innovation_hub.domain.calls import TEXT_MAX, TITLE_MAX, unready
from innovation_hub.domain.clock import now
from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator
from innovation_hub.services import calls
from innovation_hub.services.calls import CallView
from innovation_hub.ui import chrome, decision, errors
from innovation_hub.ui.calls import public, seen


def publish(t: Translator, actor: Actor, call: CallView) -> None:
    """Draw what is missing, the button that publishes, and a preview of the public view."""
    lacking = unready(call.draft, now())
    if lacking:
        listed = "\n".join(f"- {t(key, **data)}" for key, data in lacking)
        st.warning(f"{t('calls.edit.not_ready')}\n\n{listed}", icon=":material/checklist:")
    else:
        st.info(t("calls.edit.ready"), icon=":material/info:")
    on = seen.seen(t, call, "publish")
    if decision.button(
        on,
        t("calls.edit.publish"),
        key="call.publish",
        type="primary",
        icon=":material/publish:",
        disabled=bool(lacking),
    ):
        with errors.shown():
            calls.publish(actor, call_id=call.card.id, version=on.version[0])
            seen.decided()
            chrome.flash(t("calls.edit.published"))
            st.rerun()
    st.markdown(f"## {t('calls.edit.as_public')}", anchors=False)
    with st.container(border=True):
        public.show(t, call)


def amend(t: Translator, actor: Actor, call: CallView) -> None:
    """Draw the form that amends the texts of a published call, in an expander."""
    key = f"amend.{call.card.id}"
    expander = st.expander(
        t("calls.edit.amend"), key=f"{key}.fold", icon=":material/edit:", on_change="rerun"
    )
    if expander.open:
        with expander:
            _amend(t, actor, call, key)


def _amend(t: Translator, actor: Actor, call: CallView, key: str) -> None:
    st.info(t("calls.edit.amend_intro"), icon=":material/lock:")
    on = seen.seen(t, call, "amend")
    with st.form(key):
        typed: dict[str, str] = {}
        for lang, title, text in (
            ("sw", call.card.title_sw, call.text_sw),
            ("en", call.card.title_en, call.text_en),
        ):
            typed[f"title_{lang}"] = (
                st.text_input(
                    t(f"calls.field.title_{lang}"), title, max_chars=TITLE_MAX, key=f"{key}.title_{lang}"
                )
                or ""
            )
            typed[f"text_{lang}"] = (
                st.text_area(
                    t(f"calls.field.text_{lang}"),
                    text,
                    max_chars=TEXT_MAX,
                    height=200,
                    key=f"{key}.text_{lang}",
                )
                or ""
            )
        sent = st.form_submit_button(
            t("calls.edit.save"), type="primary", icon=":material/save:", disabled=on.stale
        )
    if sent and not on.stale:
        with errors.shown():
            calls.amend(actor, call_id=call.card.id, version=on.version[0], **typed)
            seen.decided()
            chrome.flash(t("calls.edit.amended"))
            st.rerun()
