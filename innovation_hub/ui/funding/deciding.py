"""Decisions on a funding plan: apply it with a reason, compute it again, export and delete it."""

from collections.abc import Sequence

import streamlit as st

from innovation_hub.domain.funding import How
from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator, formats
from innovation_hub.services import funding
from innovation_hub.services.funding import Plan
from innovation_hub.ui import chrome, decision, downloads, errors, forms
from innovation_hub.ui.text import md


def done(sentence: str) -> None:
    """Show a message after the rerun, and accept all changes of plans as seen."""
    decision.settle_all("funding.")
    chrome.flash(sentence)
    st.rerun()


def _seen(t: Translator, plan: Plan, what: str) -> decision.Seen:
    """The version of the plan that the organiser has seen."""
    about = t(f"funding.how.{How.AWARD}", n=plan.funded, cost=formats.money(t, plan.cost))
    # keys: funding.decided.*
    carried = plan.decided_at and t(
        f"funding.decided.{plan.decided_how}", when=formats.instant(t, plan.decided_at)
    )
    facts = {
        t("funding.decide_title"): about,
        t("funding.computed"): formats.instant(t, plan.created_at),
        t("decision.fact.state"): carried or "",
    }
    return decision.seen(f"funding.{what}.{plan.id}", plan.version, facts)


def overtaken(t: Translator, plans: Sequence[Plan], drawn: int | None, *, turned: bool) -> None:
    """Draw what happened to a plan about to be applied that is no longer the one ``drawn``.

    ``turned``: whether the reader has switched to another call.
    """
    by_id = {plan.id: plan for plan in plans}

    def change_sentence(plan_id: int, version: object) -> str | None:
        plan = by_id.get(plan_id)
        if plan is None:
            return None if turned else t("funding.gone.deleted")
        return None if plan.version == version else t("funding.gone.decided", name=md(plan.name))

    decision.gone("funding.decide", {drawn or 0}, change_sentence)


def decide(t: Translator, actor: Actor, plan: Plan) -> None:
    """Draw the form that applies the plan: kind of decision, reason, confirmation."""
    form = forms.prefix(f"funding.decide.{plan.id}")
    st.markdown(f"## {t('funding.decide_title')}\n\n{t('funding.decide_help')}", anchors=False)
    how = st.radio(
        t("funding.how"),
        list(How),
        key=f"{form}.how",
        # keys: funding.how.*
        format_func=lambda name: t(f"funding.how.{name}", n=plan.funded, cost=formats.money(t, plan.cost)),
    )
    reason = st.text_area(
        t("ranking.reason"), key=f"{form}.reason", help=t("ranking.reason_help"), max_chars=2_000, height=110
    )
    on = _seen(t, plan, "decide")
    # The key contains the version, so that a tick for an earlier version does not count.
    sure = st.checkbox(t("funding.sure"), key=f"{form}.{plan.version}.sure", disabled=on.stale)
    if decision.button(
        on,
        t("funding.decide"),
        key=f"{form}.decide",
        type="primary",
        icon=":material/gavel:",
        disabled=not sure,
    ):
        with errors.shown():
            number = funding.decide(
                actor, plan_id=plan.id, version=on.version, how=How(str(how)), reason=reason
            )
            forms.accepted(f"funding.decide.{plan.id}")
            done(t(f"funding.moved.{how}", n=number))  # keys: funding.moved.*


def keep_or_not(t: Translator, actor: Actor, plan: Plan) -> None:
    """Draw the buttons that export the plan, compute it again for comparison, and delete it."""
    on = None if plan.decided_at else _seen(t, plan, "forget")
    with st.container(horizontal=True), errors.shown():
        downloads.csv_button(
            t("funding.csv"),
            lambda: funding.as_csv(actor, plan_id=plan.id),
            file_name=f"plan-{plan.id}.csv",
            key="funding.csv",
        )
        again = st.button(t("funding.again"), key="funding.again", icon=":material/autorenew:")
        forget = on and decision.button(
            on, t("funding.forget"), key="funding.forget", icon=":material/delete:"
        )
        if on and forget:
            funding.forget(actor, plan_id=plan.id, version=on.version)
            done(t("funding.forgotten", name=plan.name))
    if again:
        with errors.shown():
            with st.spinner(t("funding.computing")):
                found = funding.compare(actor, plan_id=plan.id)
            if not found.same_input:
                st.warning(t("funding.again_changed"), icon=":material/sync_problem:")
            elif found.same_result:
                st.success(t("funding.again_same"), icon=":material/verified:")
            else:
                st.error(t("funding.again_other"), icon=":material/error:")
