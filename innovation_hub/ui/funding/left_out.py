"""The smallest changes that would fund each proposal that a plan leaves out."""

from collections.abc import Sequence
from math import ceil

import streamlit as st

from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator, formats
from innovation_hub.services import funding
from innovation_hub.services.funding import Choice, Ground, Needed, Plan
from innovation_hub.services.judging import JudgedCall
from innovation_hub.ui import errors, tables
from innovation_hub.ui.funding import portfolio


def show(t: Translator, actor: Actor, call: JudgedCall, plan: Plan, out: Sequence[Choice]) -> None:
    """Draw the button that computes the changes, which takes some time, and their table."""
    if not st.button(t("funding.left_out"), key=f"funding.out.{plan.id}", icon=":material/help:"):
        return
    with errors.shown():
        bar = st.empty()

        def progress(share: float) -> None:
            bar.progress(share, t("funding.computing"))

        ids = [row.proposal_id for row in out]
        found = funding.needed(actor, plan_id=plan.id, proposal_ids=ids, progress=progress)
        bar.empty()
        ground = funding.ground(actor, call_id=call.id)
        headers = [
            t("judging.proposal"),
            t("funding.needed_score"),
            t("funding.needed_budget"),
            t("funding.needed_request"),
            t("funding.needed_note"),
        ]
        rows = [
            [f"{row.code} · {row.title}", *change_cells(t, ground, row, change)]
            for row, change in zip(out, found, strict=True)
        ]
        align: list[tables.Align] = ["left", "right", "right", "right", "left"]
        tables.table(headers, rows, caption=t("funding.needed_caption", n=len(rows)), align=align)


def change_cells(
    t: Translator, ground: Ground, row: Choice, found: Needed | None
) -> tuple[str, str, str, str]:
    """Cells of a change: score, budget and request, each of which alone is enough; or the reason why there is none."""
    if found is None:
        return "–", "–", "–", t("funding.no_review" if row.score is None else "funding.needed_nothing")
    if found.tied:
        return "–", "–", "–", t("funding.needed_tied")
    rules = "; ".join(portfolio.obstacle(t, ground, one) for one in found.obstacles)
    return (
        # Rounded up, since a smaller number would not be enough.
        "–" if found.score is None else formats.number(t, ceil(100 * found.score - 1e-6) / 100, 2),
        "–" if found.budget is None else formats.money(t, found.budget),
        "–" if found.request is None else formats.money(t, found.request),
        t("funding.kept_out", rules=rules) if rules else "",
    )
