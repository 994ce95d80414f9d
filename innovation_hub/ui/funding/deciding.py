"""Decisions on a funding plan: apply it with a reason, compute it again, export and delete it."""

from collections.abc import Sequence

import streamlit as st

from innovation_hub.domain.funding import How
from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator, formats
from innovation_hub.services import funding, ranking
from innovation_hub.services.funding import Plan
from innovation_hub.ui import chrome, decision, downloads, errors, forms
from innovation_hub.ui.text import md

SETTLED = ("funding.",)
"""Prefixes of the names of what a decision on a plan changes."""


def done(sentence: str) -> None:
    """Show a message after the rerun, and accept all changes of plans as seen."""
    decision.settle_all(*SETTLED)
    chrome.flash(sentence)
    st.rerun()


def _record(t: Translator, plan: Plan, what: str) -> decision.Record:
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
    return decision.Record(f"funding.{what}.{plan.id}", plan.version, facts)


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
    """Draw the decision that applies the plan: what becomes of its proposals, reason, confirmation."""
    record = _record(t, plan, "decide")
    form = forms.prefix(record.name)
    st.markdown(f"## {t('funding.decide_title')}", anchors=False)
    how = st.radio(
        t("funding.how"),
        list(How),
        key=f"{form}.how",
        # keys: funding.how.*
        format_func=lambda name: t(f"funding.how.{name}", n=plan.funded, cost=formats.money(t, plan.cost)),
    )
    apply = decision.Option(
        t("funding.decide"),
        lambda on, why: funding.decide(
            actor, plan_id=plan.id, version=on.version, how=How(str(how)), reason=why
        ),
        lambda n: t(f"funding.moved.{how}", n=n),  # keys: funding.moved.*
        key=f"{form}.decide",
        icon=":material/gavel:",
        main=True,
    )
    decision.draw(
        record,
        [apply],
        follows=t("funding.decide_help"),
        reason=decision.Reason(t("ranking.reason"), ranking.REASON_MAX, t("ranking.reason_help")),
        sure=t("funding.sure"),
        settles=SETTLED,
    )


def keep_or_not(t: Translator, actor: Actor, plan: Plan) -> None:
    """Draw the buttons that export the plan, compute it again for comparison, and delete it."""
    with st.container(horizontal=True):
        downloads.csv_button(
            t("funding.csv"),
            lambda: funding.as_csv(actor, plan_id=plan.id),
            file_name=f"plan-{plan.id}.csv",
            key="funding.csv",
        )
        again = st.button(t("funding.again"), key="funding.again", icon=":material/autorenew:")
        if not plan.decided_at:
            _forget(t, actor, plan)
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


def _forget(t: Translator, actor: Actor, plan: Plan) -> None:
    forget = decision.Option(
        t("funding.forget"),
        lambda on, _: funding.forget(actor, plan_id=plan.id, version=on.version),
        t("funding.forgotten", name=plan.name),
        key="funding.forget",
        icon=":material/delete:",
    )
    decision.draw(_record(t, plan, "forget"), [forget], settles=SETTLED)
