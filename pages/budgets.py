"""The institution's budget of a year: totals allocated, released, spent and left, and its lines."""

from html import escape

import streamlit as st

from innovation_hub.domain.budgets import Category
from innovation_hub.domain.permissions import Actor, Permission
from innovation_hub.i18n import Translator, formats
from innovation_hub.services import budgets
from innovation_hub.ui import budget_forms, chrome, tables
from innovation_hub.ui.html import html
from innovation_hub.ui.pictures import money_bars
from innovation_hub.ui.tables import Html
from innovation_hub.ui.text import READABLE, md

YEAR, LIST, ADDING = "budgets.year", "budgets.lines", "budgets.adding"

# The tables of all categories share their columns; on a phone a line's name stands above its amounts.
STYLE = """<style>
.hub-lines .hub-table caption{font-weight:600;opacity:1;padding-top:1.25rem}
.hub-lines small{display:block;opacity:.8}
@media (min-width:641px){.hub-lines table{table-layout:fixed}.hub-lines th:first-child{width:36%}}
@media (max-width:640px){.hub-lines .hub-table td:first-child{display:block;text-align:left}
.hub-lines .hub-table td:first-child::before{display:none}.hub-lines small{font-weight:400}}
</style>"""


def page(actor: Actor, t: Translator) -> None:
    st.title(t("pages.budgets"))
    chosen = st.session_state.get(YEAR) or st.query_params.get("year")
    seen = budgets.overview(actor, financial_year=chosen, offset=tables.offset(LIST))
    st.markdown(f"**{md(t.pick(seen.institution_sw, seen.institution_en))}**")
    if not seen.years:
        st.info(t("budgets.no_years"), icon=":material/info:")
        return
    st.session_state[YEAR] = seen.financial_year
    st.selectbox(t("budgets.year"), seen.years, key=YEAR, width=220, on_change=tables.restart, args=(LIST,))
    may_write = actor.may(Permission.BUDGET_WRITE)
    if seen.lines.total:
        summary(t, actor, seen)
        line_list(t, seen)
    else:
        key = "budgets.empty" if may_write else "budgets.empty_reader"
        st.info(t(key, year=seen.financial_year), icon=":material/info:")
    if may_write:
        add_line(t, actor, seen.financial_year)


def summary(t: Translator, actor: Actor, seen: budgets.Overview) -> None:
    total = seen.total
    if total.allocated or total.spent:
        html(money_bars.year(t, total))
    else:
        key = "budgets.declared_nil" if total.lines else "budgets.nothing_approved"
        st.info(t(key, year=seen.financial_year), icon=":material/info:")
    if seen.pending:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(t("budgets.waiting", n=seen.pending))
            if actor.may(Permission.BUDGET_APPROVE):
                st.page_link(
                    chrome.context_page("approvals"),
                    label=t("budgets.to_approvals"),
                    icon=":material/task_alt:",
                )


def line_list(t: Translator, seen: budgets.Overview) -> None:
    pieces = []
    for category in Category:
        rows = [row for row in seen.lines.items if row.category is category]
        if rows:
            pieces.append(category_table(t, category, seen.sums.get(category), rows))
    html(f'{STYLE}<div class="hub-lines">{"".join(pieces)}</div>')
    tables.pager(seen.lines.total, budgets.LINES, LIST)


def category_table(
    t: Translator, category: Category, sums: budgets.Sums | None, rows: list[budgets.LineRow]
) -> str:
    name = t(f"budgets.category.{category.value}")  # keys: budgets.category.*
    caption = (
        t("budgets.category_caption", category=name, amount=formats.money(t, sums.allocated))
        if sums and sums.lines
        else t("budgets.category_none", category=name)
    )
    headers = [
        t("budgets.table.line"),
        t("budgets.sum.allocated"),
        t("budgets.sum.spent"),
        t("budgets.sum.left"),
        t("budgets.table.waiting"),
    ]
    align: list[tables.Align] = ["left", "right", "right", "right"]
    return tables.markup(headers, [cells(t, row) for row in rows], caption=caption, align=align)


def cells(t: Translator, row: budgets.LineRow) -> list[str]:
    link = tables.link(row.description, f"/budget-line?line={row.id}")
    kinds = [t(f"budgets.nature.{row.nature.value}"), t(f"budgets.fund.{row.fund.value}"), row.gfs_code]
    what = Html(f"<span>{link}<small>{escape(' · '.join(kind for kind in kinds if kind))}</small></span>")
    if not row.reported:
        return [what, "–", "–", "–", t("budgets.row.not_reported")]
    waiting = t("budgets.row.waiting", n=row.pending) if row.pending else t("budgets.row.clear")
    amounts = (row.allocated, row.spent, row.left)
    return [what, *(Html(formats.money(t, amount)) for amount in amounts), waiting]


def add_line(t: Translator, actor: Actor, year: str) -> None:
    if not st.session_state.get(ADDING):
        if st.button(t("budgets.add"), key="budgets.add", type="primary", icon=":material/add:"):
            st.session_state[ADDING] = True
            st.rerun()
        return
    with st.container(width=READABLE):
        done = budget_forms.new_line(actor, year)
    if done:
        st.session_state[ADDING] = False
        st.rerun()
