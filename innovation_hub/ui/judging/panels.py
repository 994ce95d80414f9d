"""Parts of the organiser's page about panels: invitations, fields of expertise, conflicts."""

import streamlit as st

from innovation_hub.domain.panels import Expertise
from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator
from innovation_hub.services import panels
from innovation_hub.services.judging import JudgedCall
from innovation_hub.ui import chrome, errors, forms, tables
from innovation_hub.ui.nothing import nothing

CONFLICTS, SIZE = "panels.conflicts", 20


def institution_name(t: Translator, sw: str | None, en: str | None) -> str:
    """An institution's name in the reader's language, «–» without one."""
    return t.pick(sw or "", en or "") or "–"


def invite(t: Translator, actor: Actor, call: JudgedCall) -> None:
    """Draw the form that invites judges, in an expander."""
    form = forms.prefix(f"panels.invite.{call.id}")
    with st.expander(t("panels.invite_title"), key="panels.inviting", on_change="rerun") as box:
        if not box.open:
            return
        found = {c.id: c for c in panels.candidates(actor, call_id=call.id)}
        if not found:
            st.markdown(t("panels.no_candidates"))
            return
        chosen = st.multiselect(
            t("panels.invite_who"),
            list(found),
            key=f"{form}.who",
            format_func=lambda i: (
                f"{found[i].name} · {institution_name(t, found[i].institution_sw, found[i].institution_en)}"
            ),
        )
        capacity = st.number_input(
            t("panels.capacity"),
            1,
            500,
            panels.CAPACITY,
            key=f"{form}.capacity",
            help=t("panels.capacity_help"),
        )
        if st.button(t("panels.invite"), key=f"{form}.send", type="primary", icon=":material/person_add:"):
            with errors.shown():
                panels.invite(actor, call_id=call.id, account_ids=chosen, capacity=int(capacity))
                forms.accepted(f"panels.invite.{call.id}")
                chrome.flash(t("panels.invited", n=len(chosen)))
                st.rerun()


def choose_fields(t: Translator, known: frozenset[Expertise], key: str) -> list[Expertise]:
    """Draw the choice of a judge's fields of expertise, initially ``known``; returns the chosen ones."""
    # keys: panels.field.*
    return st.multiselect(
        t("panels.fields"),
        list(Expertise),
        sorted(known, key=list(Expertise).index),
        key=key,
        format_func=lambda field: t(f"panels.field.{field.value}"),
        help=t("panels.fields_help"),
    )


def conflicts(t: Translator, actor: Actor, call: JudgedCall) -> None:
    """Draw the table of conflicts of interest with their sources."""
    key = f"{CONFLICTS}.{call.id}"
    page = panels.conflicts(actor, call_id=call.id, offset=tables.offset(key), size=SIZE)
    if not page.total:
        nothing("bloom", t("panels.no_conflicts"))
        return
    rows = [
        (
            found.judge,
            found.code,
            t(f"judging.conflict.{found.kind.value}"),
            t("panels.found_by_hub" if found.by_hub else "panels.declared"),
        )
        for found in page.items
    ]
    headers = [t("panels.judge"), t("judging.code"), t("panels.kind"), t("panels.source")]
    tables.table(headers, rows, caption=t("panels.conflicts_caption", n=page.total))
    tables.pager(page.total, SIZE, key)
