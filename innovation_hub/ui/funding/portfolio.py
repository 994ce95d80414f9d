"""Display of a funding plan: summary, chart and table, and the comparison of plans."""

from collections.abc import Sequence
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from innovation_hub.domain.funding import FundingUnit, RuleDraft
from innovation_hub.domain.proposals import ProposalState
from innovation_hub.i18n import Translator, formats, translator
from innovation_hub.methods.terms.ranking import Direction
from innovation_hub.services.funding import Blocked, Choice, FundingObstacle, Ground, Plan
from innovation_hub.services.judging import JudgedCall
from innovation_hub.services.paging import Page
from innovation_hub.ui import state, tables
from innovation_hub.ui.funding import targets
from innovation_hub.ui.html import html
from innovation_hub.ui.nothing import nothing
from innovation_hub.ui.pictures import chart as ui_chart
from innovation_hub.ui.tables import Html
from innovation_hub.ui.text import md

if TYPE_CHECKING:
    from innovation_hub.charts.template import Mode


def summary(t: Translator, plan: Plan) -> None:
    """Draw the summary: the plan against the walk down the ranking, and the proven gap."""
    lines = [
        t(
            "funding.plan_says",
            n=plan.funded,
            cost=formats.money(t, plan.cost),
            budget=formats.money(t, plan.budget),
            value=formats.number(t, plan.value, 1),
        ),
        t(
            "funding.walk_says",
            n=plan.walk_funded,
            cost=formats.money(t, plan.walk_cost),
            value=formats.number(t, plan.walk_value, 1),
        ),
    ]
    if plan.walk_broken:
        lines.append(t("funding.walk_breaks", n=plan.walk_broken))
    if plan.gap < 1e-6:
        lines.append(t("funding.best_proven"))
    else:
        lines.append(t("funding.gap_proven", gap=formats.percent(t, plan.gap, 3)))
    if plan.women_led is not None:
        lines.append(t("funding.women_lead", n=plan.women_led, funded=plan.funded))
    st.markdown("  \n".join(lines))
    if plan.decided_at:
        when = formats.instant(t, plan.decided_at)
        # keys: funding.decided.*
        st.success(
            f"{t(f'funding.decided.{plan.decided_how}', when=when)}  \n{md(plan.reason)}",
            icon=":material/task_alt:",
        )
    elif plan.changed:
        st.warning(t("funding.changed"), icon=":material/sync_problem:")


def chart(t: Translator, call: JudgedCall, plan: Plan, shown: Sequence[Choice]) -> None:
    """Draw the bars of the rows that are shown; nothing without rows."""
    if not shown:
        return
    bars = tuple((c.code, c.score, c.chance, c.level > 0, c.in_walk) for c in shown)
    ends = (call.score_min, call.score_max)
    worst, best = ends if call.score_best is Direction.HIGHEST else ends[::-1]
    made = drawn(bars, worst, best, t.lang, ui_chart.mode())
    alt = t("funding.chart_alt", n=plan.funded, draws=plan.draws)
    ui_chart.show(t, made, alt=alt, key=f"funding.chart.{plan.id}")


@lru_cache(maxsize=64)
def drawn(
    bars: tuple[tuple[str, float | None, float, bool, bool], ...],
    worst: float,
    best: float,
    lang: str,
    mode: "Mode",
) -> bytes:
    """The serialised chart, cached."""
    from innovation_hub.charts.funding import Bar, portfolio
    from innovation_hub.charts.sending import packed

    return packed([("", portfolio([Bar(*bar) for bar in bars], worst, best, translator(lang), mode))])


def table(t: Translator, plan: Plan, shown: Page[Choice]) -> None:
    """Draw the rows of one page of the plan, each a link to its proposal."""
    if not shown.total:
        nothing("lost", t("ranking.nothing_listed"))
        return
    headers = [
        t("ranking.rank"),
        t("judging.proposal"),
        t("funding.score"),
        t("funding.chance"),
        t("funding.requested"),
        t("funding.planned"),
        t("funding.walked"),
    ]
    align: list[tables.Align] = ["right", "left", "right", "right", "right", "right", "right"]
    caption = t("funding.caption", n=shown.total, draws=plan.draws)
    rows = [_row(t, choice) for choice in shown.items]
    html(tables.markup(headers, rows, caption=caption, align=align, cards=True, heading=1))


def _row(t: Translator, choice: Choice) -> tuple[str, ...]:
    planned = "–"
    if choice.level:
        planned = Html(f"<strong>{escape(formats.money(t, choice.amount))}</strong>")
        if choice.level < 100:
            part = t("funding.part", share=formats.percent(t, choice.level / 100, 0))
            planned = Html(f"<span>{planned}<br><small>{escape(part)}</small></span>")
    return (
        "–" if choice.score is None else str(choice.place),
        _who(t, choice),
        t("funding.no_review") if choice.score is None else formats.number(t, choice.score, 2),
        formats.percent(t, choice.chance, 0),
        formats.money(t, choice.requested),
        planned,
        formats.money(t, choice.walked) if choice.in_walk else "–",
    )


def _who(t: Translator, choice: Choice) -> Html:
    address = f"/received-proposal?proposal={choice.proposal_id}"
    name = tables.link(f"{choice.code} · {choice.title}", address)
    if choice.state is ProposalState.ELIGIBLE:
        return name
    return Html(f"<span>{name} {state.chip(t, 'proposal', choice.state.value)}</span>")


def compared(t: Translator, plans: Sequence[Plan]) -> None:
    """Draw the plans of a call as a table for comparison."""
    headers = [
        t("funding.plan"),
        t("funding.budget_short"),
        t("funding.cost"),
        t("funding.funded"),
        t("funding.value"),
        t("funding.computed"),
    ]
    rows = [
        (
            plan.name,
            formats.money(t, plan.budget),
            formats.money(t, plan.cost),
            str(plan.funded),
            formats.number(t, plan.value, 2),
            formats.instant(t, plan.created_at),
        )
        for plan in plans
    ]
    align: list[tables.Align] = ["left", "right", "right", "right", "right"]
    tables.table(headers, rows, caption=t("funding.compared", n=len(plans)), align=align)


def blocked(t: Translator, ground: Ground, found: Blocked) -> str:
    """A text on the rules that contradict each other, and the budget that would be enough."""
    lines = [t("funding.blocked", n=len(found.obstacles))]
    lines += [f"- {md(obstacle(t, ground, one))}" for one in found.obstacles]
    if found.budget is not None:
        lines += ["", t("funding.blocked_budget", budget=formats.money(t, found.budget))]
    else:
        lines += ["", t("funding.blocked_always")]
    return "\n".join(lines)


def obstacle(t: Translator, ground: Ground, found: FundingObstacle) -> str:
    """The text of a contradicting rule."""
    if found.rule is None:
        # keys: funding.obstacle.*
        return t(f"funding.obstacle.{found.kind}", code=found.code)
    return f"{targets.named(t, ground, found.rule, found.value)}: {_ends(t, found.rule)}"


def _ends(t: Translator, rule: RuleDraft) -> str:
    said = []
    for end, amount in (("at_least", rule.at_least), ("at_most", rule.at_most)):
        if amount is not None:
            shillings = rule.unit is FundingUnit.SHILLINGS
            written = formats.money(t, amount) if shillings else t("funding.proposals", n=amount)
            said.append(
                t(f"funding.{end}_says", amount=written)
            )  # keys: funding.at_least_says, funding.at_most_says
    return ", ".join(said)
