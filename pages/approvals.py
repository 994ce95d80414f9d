"""What waits for a second pair of eyes: read a movement and its effect, then approve or reject it."""

import streamlit as st

from innovation_hub.domain.budgets import LedgerAccount, flow
from innovation_hub.domain.permissions import Permission
from innovation_hub.i18n import formats
from innovation_hub.services import budgets
from innovation_hub.ui import budget_forms, chrome, context, errors, forms, tables
from innovation_hub.ui.tables import Html
from innovation_hub.ui.text import READABLE, md, paragraphs

actor = context.require(Permission.BUDGET_APPROVE)
t = context.t()
LIST, CHOSEN = "approvals", f"{forms.PICK}approvals"


def queue(waiting: list[budgets.MovementRow]) -> None:
    headers = [
        t("budgets.field.movement"),
        t("budgets.table.line"),
        t("budgets.table.amount"),
        t("budgets.table.date"),
        t("budgets.table.recorder"),
    ]
    rows = [
        [
            budget_forms.kind_of(t, row),
            f"{row.line} ({row.financial_year})",
            Html(formats.money(t, row.amount)),
            formats.day(t, row.happened_on),
            row.recorder,
        ]
        for row in waiting
    ]
    tables.table(headers, rows, caption=t("budgets.queue"), align=["left", "left", "right"])


def read(seen: budgets.Review) -> None:
    row = seen.movement
    st.subheader(f"{md(budget_forms.kind_of(t, row))}: {formats.money(t, row.amount)}")
    facts = [
        f"**{md(row.line)}**, {row.financial_year}, {t(f'budgets.category.{row.category.value}')}",
        t("budgets.recorded_by", name=md(row.recorder), when=formats.instant(t, row.recorded_at)),
    ]
    if row.reference:
        facts.append(t("budgets.reference_is", reference=md(row.reference)))
    st.markdown("  \n".join(facts) + ("\n\n" + paragraphs(row.note) if row.note else ""))
    effect(seen)


def effect(seen: budgets.Review) -> None:
    after = seen.movement.after(seen.balances)
    shown = [account for account in LedgerAccount if account is not LedgerAccount.SOURCE]
    rows = [
        [
            t(f"budgets.account.{account.value}"),
            Html(formats.money(t, seen.balances.get(account, 0))),
            Html(
                _changed(
                    formats.money(t, after.get(account, 0)), after.get(account) != seen.balances.get(account)
                )
            ),
        ]
        for account in shown
        if seen.balances.get(account) or after.get(account)
    ]
    headers = [t("budgets.table.account"), t("budgets.table.before"), t("budgets.table.after")]
    if rows:
        tables.table(headers, rows, caption=t("budgets.effect"), align=["left", "right", "right"])


def _changed(amount: str, changed: bool) -> str:
    return f"<strong>{amount}</strong>" if changed else amount


def decide(seen: budgets.Review) -> None:
    row = seen.movement
    if row.mine:
        st.warning(t("budgets.error.own_movement"), icon=":material/person:")
        return
    source, _ = flow(row.kind, row.reverses)
    short = source is not LedgerAccount.SOURCE and seen.balances.get(source, 0) < row.amount
    if short:
        left = f"{seen.balances.get(source, 0):,}"
        st.warning(t(f"budgets.short.{source.value}", left=left), icon=":material/error:")
    reason = st.text_area(
        t("budgets.field.reason"), key=f"approvals.{row.id}.reason", max_chars=budgets.NOTE_LENGTH, height=80
    )
    with st.container(horizontal=True):
        approved = st.button(t("budgets.approve"), key="approvals.approve", type="primary", disabled=short)
        rejected = st.button(t("budgets.reject"), key="approvals.reject")
    with errors.shown():
        if approved:
            budgets.approve(actor, movement_id=row.id, version=row.version)
            done(t("budgets.approved"))
        elif rejected:
            budgets.reject(actor, movement_id=row.id, version=row.version, reason=reason)
            done(t("budgets.rejected"))


def done(sentence: str) -> None:
    chrome.flash(sentence)
    forms.accepted(CHOSEN)
    st.rerun()


st.title(t("pages.approvals"))
waiting = budgets.pending(actor, offset=tables.offset(LIST))
if not waiting.total:
    st.info(t("budgets.queue_empty"), icon=":material/task_alt:")
    st.page_link(chrome.context_page("budgets"), label=t("pages.budgets"), icon=":material/payments:")
    st.stop()
st.markdown(t("budgets.queue_intro"))
queue(list(waiting.items))
tables.pager(waiting.total, budgets.QUEUE, LIST)
by_id = {row.id: row for row in waiting.items}
chosen = st.selectbox(
    t("budgets.queue_choose"),
    list(by_id),
    index=None,
    key=forms.prefix(CHOSEN),
    placeholder=t("budgets.queue_placeholder"),
    format_func=lambda i: budget_forms.option(t, by_id[i]),
)
if chosen is not None:
    with errors.shown():
        seen = budgets.review(actor, movement_id=chosen)
        with st.container(border=True, width=READABLE):
            read(seen)
            decide(seen)
