"""The institution's budget of a year: totals allocated, released, spent and left, and its lines."""

import streamlit as st

from innovation_hub.domain.permissions import Actor, Permission
from innovation_hub.i18n import Translator
from innovation_hub.services import budgets
from innovation_hub.services.paging import Page
from innovation_hub.ui import budget_forms, chrome, lists
from innovation_hub.ui.budgets import line_list
from innovation_hub.ui.forms import PICK
from innovation_hub.ui.html import html
from innovation_hub.ui.lists import Chosen, ListSpec
from innovation_hub.ui.nothing import nothing
from innovation_hub.ui.pictures import money_bars
from innovation_hub.ui.text import READABLE, md

YEAR, ADDING = f"{PICK}budgets.year", "budgets.adding"


def page(actor: Actor, t: Translator) -> None:
    st.title(t("pages.budgets"))
    spec = line_list.spec(t)
    chosen = lists.chosen(t, spec)
    chosen, seen = look(actor, chosen)
    st.markdown(f"**{md(t.pick(seen.institution_sw, seen.institution_en))}**")
    if not seen.years:
        st.info(t("budgets.no_years"), icon=":material/info:")
        return
    years(t, seen)
    may_write = actor.may(Permission.BUDGET_WRITE)
    if seen.lines.total or chosen.narrows:
        summary(t, actor, seen)
        listing(t, spec, chosen, seen)
    else:
        key = "budgets.empty" if may_write else "budgets.empty_reader"
        st.info(t(key, year=seen.financial_year), icon=":material/info:")
    if may_write:
        add_line(t, actor, seen.financial_year)


def look(actor: Actor, chosen: Chosen) -> tuple[Chosen, budgets.Overview]:
    """Read the year in the address with the requested page of its lines, or the last page if there are fewer."""
    looks: list[budgets.Overview] = []
    wanted, year = line_list.wanted(chosen), st.query_params.get("year")

    def read(offset: int) -> Page[budgets.LineRow]:
        looks.append(
            budgets.overview(actor, financial_year=year, wanted=wanted, offset=offset, size=chosen.size)
        )
        return looks[-1].lines

    chosen, _ = lists.found(chosen, read)
    return chosen, looks[-1]


def years(t: Translator, seen: budgets.Overview) -> None:
    if st.session_state.get(YEAR) != seen.financial_year:
        st.session_state[YEAR] = seen.financial_year
    st.selectbox(t("budgets.year"), seen.years, key=YEAR, width=220, on_change=turn_to_year)


def turn_to_year() -> None:
    lists.set_parameter("year", st.session_state[YEAR])


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


def listing(t: Translator, spec: ListSpec, chosen: Chosen, seen: budgets.Overview) -> None:
    """Draw the lines by category, or in one table if they are filtered or sorted otherwise."""
    lists.controls(t, spec, chosen)
    query = lists.link_parameters(spec)
    if not seen.lines.total:
        nothing("lost", t("budgets.nothing_matches"))
    elif chosen.narrows or chosen.order != budgets.LineOrder.CATEGORY:
        line_list.table(t, query, seen)
    else:
        line_list.by_category(t, query, seen)
    lists.pager(t, spec, chosen, seen.lines.total)


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
