"""The organiser's list of calls, with a button to create one."""

import streamlit as st

from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator
from innovation_hub.services import calls
from innovation_hub.ui import chrome, errors, forms, tables
from innovation_hub.ui.calls import public
from innovation_hub.ui.nothing import nothing
from innovation_hub.ui.text import md

SIZE, NEW = 6, "calls.new"


def page(actor: Actor, t: Translator) -> None:
    st.markdown(f"# {t('calls.manage.title')}\n\n{t('calls.manage.intro')}", anchors=False)
    if st.button(
        t("calls.manage.new"), key=f"{forms.prefix(NEW)}.button", type="primary", icon=":material/add:"
    ):
        with errors.shown():
            created = calls.create(actor)
            forms.accepted(NEW)
            st.switch_page(chrome.context_page("call_editor"), query_params={"call": str(created.card.id)})
    managed = calls.managed(actor, offset=tables.offset("calls.managed"), size=SIZE)
    if not managed.total:
        nothing("seed", t("calls.manage.empty"))
    for call in managed.items:
        with st.container(border=True):
            received = t("calls.manage.received", n=call.received)
            name = md(public.title(t, call.card))
            st.markdown(f"### {name}\n\n{public.facts(t, call.card)}  \n{received}", anchors=False)
            st.page_link(
                chrome.context_page("call_editor"),
                label=t("calls.manage.edit" if call.card.phase.value == "draft" else "calls.manage.view"),
                icon=":material/edit_document:",
                query_params={"call": str(call.card.id)},
            )
    tables.pager(managed.total, SIZE, "calls.managed")
