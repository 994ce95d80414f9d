"""Funding plans (``?call=3``): the form of budget and rules, and the computed portfolio with its chances."""

from collections.abc import Sequence
from functools import cache, partial
from string import ascii_uppercase

import streamlit as st

from innovation_hub.domain.calls import CallPhase
from innovation_hub.domain.funding import PlanDraft
from innovation_hub.domain.permissions import Actor
from innovation_hub.errors import Invalid, Several
from innovation_hub.i18n import Translator
from innovation_hub.services import funding, judging
from innovation_hub.services.funding import Blocked, Choice, Plan
from innovation_hub.services.judging import JudgedCall
from innovation_hub.ui import context, errors, lists
from innovation_hub.ui.funding import deciding, left_out, more, portfolio_list, rules
from innovation_hub.ui.funding import portfolio as parts
from innovation_hub.ui.judging import choice, overtaken
from innovation_hub.ui.nothing import nothing
from innovation_hub.ui.text import md

NEW = 0


def page(actor: Actor, t: Translator) -> None:
    st.title(t("pages.funding"), anchor=False)
    calls, before = judging.calls(actor), st.session_state.get(choice.LAST)
    overtaken.of_call(t, "funding.decide", calls, before)
    call = choice.chosen(t, calls)
    if call is None:
        return
    st.markdown(f"{choice.line(t, call)}\n\n{t('funding.intro')}")
    early = call.phase in (CallPhase.UPCOMING, CallPhase.OPEN)
    if early or not funding.reviewed(actor, call_id=call.id):
        nothing("bud", t("funding.not_yet"))
        st.stop()  # preserves selections and input made for another call
    plans = funding.plans(actor, call_id=call.id)
    plan = picked(t, call, plans)
    judged = call.phase is CallPhase.JUDGING
    left, right = st.columns([2, 3], gap="large") if judged else (None, st.container())
    if left is not None:
        with left:
            form(call, plan, free_name(t, plans))
    if plan:
        spec = portfolio_list.spec(t)
        chosen = lists.chosen(t, spec)
        chosen, shown = lists.found(chosen, partial(portfolio_list.read, actor, plan, chosen))
        with right:
            st.markdown(f"## {md(plan.name)}", anchors=False)
            parts.summary(t, plan)
            parts.chart(t, call, plan, shown.items)
        lists.controls(t, spec, chosen)
        parts.table(t, plan, shown)
        lists.pager(t, spec, chosen, shown.total)
        closer(call, plan, shown.items)
        deciding.keep_or_not(t, actor, plan)
    else:
        right.info(t("funding.nothing_yet"), icon=":material/lightbulb:")
    if len(plans) > 1:
        parts.compared(t, plans)
    to_decide = plan if judged and plan and plan.decided_how != "award" else None
    deciding.overtaken(t, plans, to_decide.id if to_decide else None, turned=before != call.id)
    if to_decide:
        deciding.decide(t, actor, to_decide)


def picked(t: Translator, call: JudgedCall, plans: Sequence[Plan]) -> Plan | None:
    """Draw the choice of a plan; returns None for a new one."""
    by_id = {plan.id: plan for plan in plans}
    key, wanted = f"funding.plan.{call.id}", st.session_state.pop(f"funding.open.{call.id}", None)
    if wanted in by_id or st.session_state.get(key, NEW) not in (NEW, *by_id):
        st.session_state[key] = wanted if wanted in by_id else NEW
    if not plans:
        return None
    chosen = st.selectbox(
        t("funding.plan"),
        [*by_id, NEW],
        key=key,
        format_func=lambda i: by_id[i].name if i else t("funding.new_plan"),
    )
    return by_id.get(int(chosen))


def free_name(t: Translator, plans: Sequence[Plan]) -> str:
    """The first unused name of Plan A, Plan B, ..."""
    taken = {plan.name for plan in plans}
    names = (t("funding.plan_name", letter=letter) for letter in ascii_uppercase)
    return next((name for name in names if name not in taken), "")


def setting_of(call: JudgedCall, plan: Plan | None) -> rules.Setting:
    """The form state of a plan, or of a new one."""
    first = plan.draft if plan else PlanDraft(budget=call.prize_pool)
    start = f"funding.{call.id}.{plan.id if plan else NEW}.{plan.version if plan else 0}"
    return rules.Setting(start, first, cache(lambda: funding.ground(context.actor(), call_id=call.id)))


@st.fragment
def form(call: JudgedCall, plan: Plan | None, unused: str) -> None:
    """Draw the form of budget and rules, whose input is preserved until a plan is computed.

    It is one fragment: with several, a click right after typing in another one would be lost. It runs without its page,
    so the actor is queried again when a plan is computed.
    """
    t, setting = context.t(), setting_of(call, plan)
    rules.budget(t, setting)
    rules.rules(t, setting)
    more.fields(t, setting)
    plan_form(t, call, setting, plan.name if plan and not plan.decided_at else unused)


def plan_form(t: Translator, call: JudgedCall, setting: rules.Setting, first: str) -> None:
    key = f"{setting.form}.name"
    name = st.text_input(
        t("funding.name"), first, key=key, max_chars=60, help=t("funding.name_help"), on_change="ignore"
    )
    if st.button(t("funding.compute"), key="funding.compute", type="primary", icon=":material/calculate:"):
        with errors.shown():
            compute(t, context.actor(), call, setting, name)


def compute(t: Translator, actor: Actor, call: JudgedCall, setting: rules.Setting, name: str) -> None:
    """Compute a plan from the input, or draw all errors."""
    try:
        draft = rules.read(setting, partial(more.read, t, setting))
        bar = st.empty()

        def progress(share: float) -> None:
            bar.progress(share, t("funding.computing"))

        progress(0)
        try:
            made = funding.plan(actor, call_id=call.id, name=name, draft=draft, progress=progress)
        finally:
            bar.empty()
    except Several as several:
        problems = "\n".join(f"- {error_text(t, problem)}" for problem in several.problems)
        st.error(problems, icon=":material/error:")
        return
    if isinstance(made, Blocked):
        st.error(parts.blocked(t, setting.ground(), made), icon=":material/block:")
        return
    st.session_state[f"funding.open.{call.id}"] = made
    deciding.done(t("funding.computed_done", name=md(name)))


def error_text(t: Translator, problem: Invalid) -> str:
    """The sentence of an error, with the number of its rule."""
    sentence, field = errors.sentence(t, problem), problem.field or ""
    number = field.removeprefix("rule.") if field.startswith("rule.") else ""
    return t("funding.in_rule", number=number, sentence=sentence) if number else sentence


@st.fragment
def closer(call: JudgedCall, plan: Plan, shown: Sequence[Choice]) -> None:
    """Draw the changes that would fund each proposal left out."""
    out = [row for row in shown if not row.level]
    if out and not plan.decided_at:
        left_out.show(context.t(), context.actor(), call, plan, out)
