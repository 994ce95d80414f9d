"""Movements that wait for approval (``?movement=17``): the list, a movement with its effect, and the decision on it.

Several can be ticked in the list and approved in one step.
"""

from functools import partial
from urllib.parse import urlencode

import streamlit as st

from innovation_hub.domain.budgets import LedgerAccount, MovementState, flow
from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator, formats
from innovation_hub.services import budgets
from innovation_hub.services.paging import Page
from innovation_hub.ui import budget_forms, chrome, context, decision, errors, lists, things
from innovation_hub.ui.budgets import effect, movement_list, several
from innovation_hub.ui.budgets.movement_list import MOVEMENT, NAME
from innovation_hub.ui.lists import Chosen, ListSpec
from innovation_hub.ui.nothing import nothing
from innovation_hub.ui.text import READABLE, md


def page(actor: Actor, t: Translator) -> None:
    st.title(t("pages.approvals"))
    spec = movement_list.spec(t, actor)
    chosen = lists.chosen(t, spec)
    wanted = movement_list.wanted(chosen)
    chosen, waiting = lists.found(
        chosen, lambda offset: budgets.pending(actor, wanted=wanted, offset=offset, size=chosen.size)
    )
    decision.gone(NAME, {row.id for row in waiting.items}, partial(sentence_of, t, actor))
    if not waiting.total and not chosen.narrows and not lists.any_ticked(spec):
        nothing("bloom", t("budgets.queue_empty"))
        st.page_link(chrome.context_page("budgets"), label=t("pages.budgets"), icon=":material/payments:")
        return
    st.markdown(t("budgets.queue_intro"))
    opened(t, actor, wanted, chosen)
    lists.controls(t, spec, chosen)
    listing(t, actor, spec, chosen, waiting)
    lists.pager(t, spec, chosen, waiting.total)


def listing(
    t: Translator, actor: Actor, spec: ListSpec, chosen: Chosen, waiting: Page[budgets.MovementRow]
) -> None:
    """Draw the rows: with boxes and the decision on what is ticked, or in a table.

    Ticked movements are still reported on when nothing waits any more.
    """
    query = lists.link_parameters(spec)
    if (waiting.total or lists.any_ticked(spec)) and lists.mode(t, spec):
        place = urlencode({**query, "page": chosen.page})
        on = lists.ticks(t, spec, place, [movement_list.tickable(t, query, row) for row in waiting.items])
        several.draw(t, actor, spec, on)
    elif waiting.total:
        movement_list.table(t, query, waiting)
    else:
        nothing("lost", t("budgets.nothing_matches"))


def opened(t: Translator, actor: Actor, wanted: budgets.WantedMovements, chosen: Chosen) -> None:
    """Draw the movement in the address, with its decision."""
    movement_id = context.page_id(MOVEMENT)
    if movement_id is None:
        return
    with errors.shown():
        seen = budgets.review(actor, movement_id=movement_id)
        near = budgets.near_movement(actor, wanted=wanted, movement_id=movement_id)
        things.steps(t, MOVEMENT, movement_id, near, size=chosen.size)
        with st.container(border=True, width=READABLE):
            decide(t, actor, seen)
            st.page_link(
                chrome.context_page("budget_line"),
                label=seen.movement.line,
                icon=":material/payments:",
                query_params={"line": str(seen.movement.line_id)},
            )


def about(t: Translator, seen: budgets.MovementReview) -> str:
    """Return the movement and its line with its codes, as markdown."""
    row = seen.movement
    # keys: budgets.nature.*, budgets.fund.*
    known = {
        t("budgets.table.line"): f"{row.line}, {row.financial_year}",
        t("budgets.field.category"): t(f"budgets.category.{row.category.value}"),
        t("budgets.field.nature"): t(f"budgets.nature.{seen.nature.value}"),
        t("budgets.field.fund"): t(f"budgets.fund.{seen.fund.value}"),
        t("budgets.code.gfs_code"): seen.gfs_code or "–",
    } | {what: value or "–" for what, value in facts(t, row).items()}
    lines = [f"{md(what)}: **{md(value)}**" for what, value in known.items()]
    lines.append(t("budgets.recorded_by", name=md(row.recorder), when=formats.instant(t, row.recorded_at)))
    head = f"### {md(budget_forms.kind_of(t, row))}: {formats.money(t, row.amount)}"
    return head + "\n\n" + "  \n".join(lines)


def facts(t: Translator, row: budgets.MovementRow) -> dict[str, str]:
    """The values that the recorder can still change, by their labels."""
    return {
        t("budgets.table.amount"): formats.money(t, row.amount),
        t("budgets.table.date"): formats.day(t, row.happened_on),
        t("budgets.field.reference"): row.reference,
        t("budgets.field.note"): row.note,
    }


def sentence_of(t: Translator, actor: Actor, movement_id: int, _version: int) -> str | None:
    """A sentence on who decided or withdrew a movement; None while it is pending."""
    found = budgets.outcome(actor, movement_id=movement_id)
    if found is None:
        return t("budgets.error.no_longer_waiting")
    if found.state is MovementState.PENDING:
        return None
    what = f"{md(found.line)}: {formats.money(t, found.amount)}"
    # keys: decision.movement.approved, decision.movement.rejected, decision.movement.withdrawn
    who = found.decider or found.recorder
    return t(f"decision.movement.{found.state.value}", what=what, name=md(who))


def short(t: Translator, seen: budgets.MovementReview) -> str:
    """Return the sentence that too little is left for approval; empty if enough is left."""
    source, _ = flow(seen.movement.kind, seen.movement.reverses)
    left = seen.balances.get(source, 0)
    if source is LedgerAccount.SOURCE or left >= seen.movement.amount:
        return ""
    return t(f"budgets.short.{source.value}", left=f"{left:,}")


def decide(t: Translator, actor: Actor, seen: budgets.MovementReview) -> None:
    row, close = seen.movement, partial(things.show, MOVEMENT, None)
    approve = decision.Option(
        t("budgets.approve"),
        lambda on, _: budgets.approve(actor, movement_id=row.id, version=on.version),
        t("budgets.approved"),
        key="approvals.approve",
        main=True,
        obstacle=short(t, seen),
        then=close,
    )
    reject = decision.Option(
        t("budgets.reject"),
        lambda on, reason: budgets.reject(actor, movement_id=row.id, version=on.version, reason=reason),
        t("budgets.rejected"),
        key="approvals.reject",
        then=close,
    )
    decision.draw(
        decision.Record(f"{NAME}.{row.id}", row.version, facts(t, row)),
        () if row.mine else (approve, reject),
        shown=about(t, seen),
        follows=effect.table(t, t("budgets.effect"), seen.balances, row.after(seen.balances)),
        reason=None if row.mine else decision.Reason(t("budgets.field.reason"), budgets.NOTE_LENGTH),
    )
    if row.mine:
        st.warning(t("budgets.error.own_movement"), icon=":material/person:")
