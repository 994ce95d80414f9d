"""Deactivation of an institution, with its pending movements, and reactivation."""

import streamlit as st

from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator
from innovation_hub.services import institutions
from innovation_hub.services.institutions import Holdings, Listed
from innovation_hub.ui import decision, forms
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
    lead = f"{t('institutions.deactivate_lead')}\n\n{listed(counts)}"
    st.subheader(t("institutions.use"))
    st.markdown(lead if one.active else t("institutions.activate_lead"))
    reject = not one.active
    if has.waiting:
        st.warning(t("institutions.waiting", n=len(has.waiting)), icon=":material/pending_actions:")
        if one.active:
            reject = st.radio(
                t("institutions.what_of_waiting"),
                [False, True],
                format_func=lambda yes: t("institutions.reject" if yes else "institutions.leave"),
                key=f"{forms.prefix(name)}.reject",
            )
    asks = bool(has.waiting) and reject
    reject_now = decision.Option(
        t("institutions.reject_now"),
        lambda on, reason: institutions.reject_waiting(
            actor, institution_id=one.id, seen=on.version[1], reason=reason
        ),
        lambda n: t("institutions.rejected", n=n),
        key=f"institution.reject.{one.id}",
    )
    set_active = decision.Option(
        t("institutions.deactivate" if one.active else "institutions.activate"),
        lambda on, reason: institutions.set_active(
            actor,
            institution_id=one.id,
            active=not one.active,
            seen=on.version[1],
            reason=reason if asks and one.active else None,  # without one, it is left to its approver
        ),
        t("institutions.deactivated" if one.active else "institutions.activated"),
        key=f"institution.active.{one.id}",
    )
    decision.draw(
        decision.Record(name, (one.version, has), facts(t, one) | counts),
        [reject_now, set_active] if asks and not one.active else [set_active],
        reason=decision.Reason(t("institutions.reason"), 500) if asks else None,
    )
