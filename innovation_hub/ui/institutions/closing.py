"""Deactivation of an institution, with its pending movements, and reactivation."""

import streamlit as st

from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator
from innovation_hub.services import institutions
from innovation_hub.services.institutions import Holdings, Listed
from innovation_hub.ui import chrome, decision, errors, forms
from innovation_hub.ui.institutions.editing import facts

HAS = ("people", "lines", "movements", "devices", "proposals", "open_proposals")
WAITING = "waiting"


def holdings_facts(t: Translator, has: Holdings) -> dict[str, str]:
    """Counts of an institution's records by their names; ``WAITING`` are the pending movements."""
    # keys: institutions.has.*
    counts = {t(f"institutions.has.{name}"): str(getattr(has, name)) for name in HAS}
    return counts | {t(f"institutions.has.{WAITING}"): str(len(has.waiting))}


def listed(counts: dict[str, str]) -> str:
    """The counts of `holdings_facts` as a Markdown list."""
    return "\n".join(f"- {what}: **{number}**" for what, number in counts.items())


def in_use(t: Translator, actor: Actor, one: Listed) -> None:
    """Draw deactivation or reactivation; pending movements are rejected with a reason or left to their approver."""
    has = institutions.holdings(actor, institution_id=one.id)
    counts, name = holdings_facts(t, has), f"institution.use.{one.id}"
    st.subheader(t("institutions.use"))
    on = decision.seen(name, (one.version, has), facts(t, one) | counts)
    form = forms.prefix(name)
    if one.active:
        st.markdown(f"{t('institutions.deactivate_lead')}\n\n{listed(counts)}")
    else:
        st.markdown(t("institutions.activate_lead"))
    reason, reject = "", False
    if has.waiting:
        st.warning(t("institutions.waiting", n=len(has.waiting)), icon=":material/pending_actions:")
        if one.active:
            reject = st.radio(
                t("institutions.what_of_waiting"),
                [False, True],
                format_func=lambda yes: t("institutions.reject" if yes else "institutions.leave"),
                key=f"{form}.reject",
            )
        if reject or not one.active:
            reason = st.text_area(t("institutions.reason"), key=f"{form}.reason", max_chars=500, height=90)
    with errors.shown(), st.container(horizontal=True):
        _buttons(t, actor, one, on, reason if reject or not one.active else None)


def _buttons(t: Translator, actor: Actor, one: Listed, on: decision.Seen, reason: str | None) -> None:
    """``reason`` is None to leave pending movements to their approver."""
    has: Holdings = on.version[1]
    if (
        not one.active
        and has.waiting
        and decision.button(on, t("institutions.reject_now"), key=f"institution.reject.{one.id}")
    ):
        n = institutions.reject_waiting(actor, institution_id=one.id, seen=on.version[1], reason=reason or "")
        _done(on, t("institutions.rejected", n=n))
    label = t("institutions.deactivate" if one.active else "institutions.activate")
    if decision.button(on, label, key=f"institution.active.{one.id}"):
        institutions.set_active(
            actor,
            institution_id=one.id,
            active=not one.active,
            seen=on.version[1],
            reason=reason if one.active else None,
        )
        _done(on, t("institutions.deactivated" if one.active else "institutions.activated"))


def _done(on: decision.Seen, sentence: str) -> None:
    decision.settle(on.name)
    forms.accepted(on.name)
    chrome.flash(sentence)
    st.rerun()
