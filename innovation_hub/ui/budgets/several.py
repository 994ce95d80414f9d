"""Approval of the ticked movements: how many, how much of each kind, the effect, the button, and the result."""

from collections import defaultdict
from collections.abc import Sequence
from functools import partial

import streamlit as st

from innovation_hub.domain.budgets import MovementKind, MovementState
from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator, formats
from innovation_hub.services import budgets
from innovation_hub.services.budgets import Approved, MovementRow, NotApproved, SeveralReview
from innovation_hub.ui import budget_forms, chrome, decision, errors, lists, things
from innovation_hub.ui.budgets import effect
from innovation_hub.ui.budgets.movement_list import MOVEMENT
from innovation_hub.ui.lists import ListSpec
from innovation_hub.ui.text import READABLE, md


def draw(t: Translator, actor: Actor, spec: ListSpec, on: decision.Seen) -> None:
    """Draw the decision on the ticked movements ``on``, or how to tick some."""
    if not on.version:
        decision.draw(on, (), shown=t("budgets.several.none"))
        return
    seen = budgets.review_several(actor, seen=on.version)
    approve = decision.Option(
        t("budgets.several.approve", n=len(seen.movements) or len(on.version)),
        lambda on, _: budgets.approve_several(actor, seen=on.version),
        partial(_result, t),
        key="approvals.approve_several",
        icon=":material/check:",
        main=True,
        then=partial(_close, spec),
    )
    caption = t("budgets.several.effect", n=seen.lines)
    follows = effect.table(t, caption, seen.before, seen.after) if seen.movements else ""
    with st.container(width=READABLE):
        decision.draw(on, (approve,), shown=_summary(t, seen), follows=follows)


def _close(spec: ListSpec) -> None:
    lists.unticked(spec)
    things.show(MOVEMENT, None)


def _summary(t: Translator, seen: SeveralReview) -> str:
    """Markdown of the number and the sum of each kind that would be approved, and of those that would not."""
    said = []
    if seen.movements:
        said.append(t("budgets.several.chosen", n=len(seen.movements)))
        said.append(_kinds(t, seen.movements))
        said.append(t("budgets.several.then", n=len(seen.movements)))
    if seen.short:
        said.append(t("budgets.several.will_not", n=len(seen.short)))
        said.append(_left_out(t, seen.short))
    return "\n\n".join(said)


def _kinds(t: Translator, rows: Sequence[MovementRow]) -> str:
    """A line for each kind: a sum over kinds would add what was set aside to what was spent."""
    amounts: defaultdict[tuple[MovementKind, MovementKind | None], list[int]] = defaultdict(list)
    for row in rows:
        amounts[row.kind, row.reverses].append(row.amount)
    lines = []
    for (kind, reverses), each in amounts.items():
        name = t(f"budgets.kind.{kind.value}") + (
            f" ({t(f'budgets.kind.{reverses.value}')})" if reverses else ""
        )
        lines.append(
            t("budgets.several.of_kind", n=len(each), kind=md(name), amount=md(formats.money(t, sum(each))))
        )
    return "\n".join(f"- {line}" for line in lines)


def _result(t: Translator, done: Approved) -> str:
    """Markdown of the number approved, and of those left out with reasons."""
    said = [
        t("budgets.several.approved", n=done.approved)
        if done.approved
        else t("budgets.several.approved_none")
    ]
    if not done.left_out:
        return said[0]
    said += [t("budgets.several.left_out", n=len(done.left_out)), _left_out(t, done.left_out)]
    return chrome.PartlyDone("\n\n".join(said))


def _left_out(t: Translator, left_out: Sequence[NotApproved]) -> str:
    return "\n".join(f"- {md(budget_forms.name_of(t, one.movement))}: {_why(t, one)}" for one in left_out)


def _why(t: Translator, one: NotApproved) -> str:
    """Who decided on a movement that is no longer pending; else the sentence of the error."""
    row = one.movement
    if row.mine or row.state is MovementState.PENDING:
        return md(errors.sentence(t, one.why))
    # keys: budgets.several.because.approved, budgets.several.because.rejected, budgets.several.because.withdrawn
    return t(f"budgets.several.because.{row.state.value}", name=md(row.decider or row.recorder))
