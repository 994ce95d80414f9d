"""Every call, for those who run them: make a new one, edit, publish or cancel."""

import streamlit as st

from innovation_hub.domain.permissions import Permission
from innovation_hub.services import calls
from innovation_hub.ui import chrome, context, errors, forms, guard, tables
from innovation_hub.ui.calls import public
from innovation_hub.ui.text import md

SIZE, NEW = 6, "calls.new"
actor = guard.require(Permission.CALL_MANAGE)
t = context.t()

st.markdown(f"# {t('calls.manage.title')}\n\n{t('calls.manage.intro')}", anchors=False)
if st.button(t("calls.manage.new"), key=f"{forms.prefix(NEW)}.button", type="primary", icon=":material/add:"):
    with errors.shown():
        made = calls.create(actor)
        forms.accepted(NEW)
        st.switch_page(chrome.context_page("call_editor"), query_params={"call": str(made.card.id)})

page = calls.managed(actor, offset=tables.offset("calls.managed"), size=SIZE)
if not page.total:
    st.info(t("calls.manage.empty"), icon=":material/lightbulb:")
for call in page.items:
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
tables.pager(page.total, SIZE, "calls.managed")
