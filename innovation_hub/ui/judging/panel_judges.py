"""The judges of a call: their list, and one of them (``judge=5``) with the forms for capacity, fields and removal."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

import streamlit as st

from innovation_hub.domain.folding import key
from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator, translator
from innovation_hub.services import panels
from innovation_hub.services.judging import JudgedCall
from innovation_hub.services.paging import Page
from innovation_hub.services.panels import PanelJudge
from innovation_hub.ui import chrome, decision, errors, lists, tables, things
from innovation_hub.ui.html import html
from innovation_hub.ui.judging import leaving
from innovation_hub.ui.judging.panels import choose_fields
from innovation_hub.ui.lists import Chosen, ListFilter, ListSpec
from innovation_hub.ui.nothing import nothing
from innovation_hub.ui.text import md

JUDGE = "judge"
STATES: dict[str, Callable[[PanelJudge], bool]] = {
    "unsigned": lambda judge: not judge.signed and not judge.gone,
    "behind": lambda judge: judge.submitted < judge.load,
    "free": lambda judge: judge.load < judge.capacity and not judge.gone,
    "gone": lambda judge: judge.gone,
}
ORDERS: dict[str, Callable[[PanelJudge], int]] = {
    "name": lambda judge: 0,
    "behind": lambda judge: judge.submitted - judge.load,
    "load": lambda judge: -judge.load,
}


def spec(t: Translator) -> ListSpec:
    """Return the definition of the list of judges of a call."""
    # keys: panels.judge_state.*, panels.judge_order.*
    states = {name: t(f"panels.judge_state.{name}") for name in STATES}
    orders = {name: t(f"panels.judge_order.{name}") for name in ORDERS}
    filters = (ListFilter("state", "judging.state", lambda: states),)
    return ListSpec("panels.judges", "panels.judge_search", filters, orders, keeps=("call", things.TAB))


def found(chosen: Chosen, judges: Sequence[PanelJudge]) -> list[PanelJudge]:
    """Filter and sort the judges, which the page has read already for its progress."""
    text, state = key(chosen.text), STATES.get(chosen.values.get("state", ""))
    listed = [
        judge for judge in judges if (state is None or state(judge)) and (not text or text in _key(judge))
    ]
    return sorted(listed, key=ORDERS[chosen.order])


def _key(judge: PanelJudge) -> str:
    return key(" ".join((judge.name, judge.institution_sw or "", judge.institution_en or "")))


def table(t: Translator, query: Mapping[str, str], page: Page[PanelJudge]) -> None:
    """Draw a page of the table of judges with their loads and progress; each row is a link."""
    html(_table(t.lang, tuple(query.items()), tuple(page.items), page.total))


@lru_cache(maxsize=64)
def _table(lang: str, query: tuple[tuple[str, str], ...], judges: tuple[PanelJudge, ...], total: int) -> str:
    """The table as HTML, cached."""
    t = translator(lang)
    rows = [
        (
            things.link(_who(t, judge), JUDGE, judge.id, **dict(query)),
            t("panels.yes" if judge.signed else "panels.no"),
            f"{judge.load} / {judge.capacity}",
            f"{judge.submitted} / {judge.load}",
        )
        for judge in judges
    ]
    # keys: panels.judge, panels.signed, panels.load, panels.submitted
    headers = [t(f"panels.{name}") for name in ("judge", "signed", "load", "submitted")]
    align: list[tables.Align] = ["left", "left", "right", "right"]
    return tables.markup(headers, rows, caption=t("panels.judges_listed", n=total), align=align, cards=True)


def _who(t: Translator, judge: PanelJudge) -> str:
    home = t.pick(judge.institution_sw or "", judge.institution_en or "")
    name = f"{judge.name}, {home}" if home else judge.name
    if judge.gone:
        return f"{name} ({t('panels.gone', n=judge.load - judge.submitted)})"
    return f"{name} ({t('panels.declined', n=judge.declined)})" if judge.declined else name


def left(t: Translator, call: JudgedCall, judges: Sequence[PanelJudge]) -> None:
    """Draw that a judge on whom the organiser was about to decide is no longer one of the call."""
    present = {judge.id for judge in judges}
    decision.gone(
        f"panels.judge.{call.id}", present, lambda _id, seen: t("panels.judge_left", judge=md(seen[0]))
    )


def one(t: Translator, actor: Actor, call: JudgedCall, judge: PanelJudge, *, may_change: bool) -> None:
    """Draw a judge with their progress and, until the call ends, the forms that change or remove them."""
    lines = [
        f"{t('panels.signed')}: {t('panels.yes' if judge.signed else 'panels.no')}",
        f"{t('panels.load')}: {judge.load} / {judge.capacity}",
        f"{t('panels.submitted')}: {judge.submitted} / {judge.load}",
    ]
    st.markdown(f"## {md(_who(t, judge))}\n\n{' · '.join(lines)}", anchors=False)
    if may_change:
        with things.actions(t):
            _terms(t, actor, call, judge)
            leaving.show(t, actor, call, judge)


def _terms(t: Translator, actor: Actor, call: JudgedCall, judge: PanelJudge) -> None:
    """Draw the form of a judge's capacity and fields, bound to the values seen."""
    stands = panels.terms(actor, call_id=call.id, account_id=judge.id)
    known = stands.fields
    # keys: panels.field.*
    names = ", ".join(t(f"panels.field.{one.value}") for one in sorted(known))
    facts = {t("panels.capacity"): str(stands.capacity), t("panels.fields"): names}
    on = decision.seen(f"panels.judge.{call.id}.{judge.id}", (judge.name, stands), facts)
    key = f"{on.name}.{on.turn}" if on.turn else on.name
    capacity = st.number_input(t("panels.capacity"), 1, 500, stands.capacity, key=f"{key}.capacity")
    fields = choose_fields(t, known, f"{key}.fields")
    if decision.button(on, t("panels.save"), key=f"{on.name}.save"):
        with errors.shown():
            wanted = panels.JudgeTerms(int(capacity), frozenset(fields))
            panels.set_terms(actor, call_id=call.id, account_id=judge.id, seen=on.version[1], wanted=wanted)
            decision.settle(on.name)
            chrome.flash(t("panels.saved"))
            st.rerun()


def listing(t: Translator, own: ListSpec, chosen: Chosen, listed: Sequence[PanelJudge]) -> None:
    """Draw a page of the judges listed, with the controls of the list."""

    def read(offset: int) -> Page[PanelJudge]:
        return Page(listed[offset : offset + chosen.size], len(listed))

    at, page = lists.found(chosen, read)
    lists.controls(t, own, at)
    if page.total:
        table(t, lists.link_parameters(own), page)
    else:
        nothing("lost", t("panels.nobody_found"))
    lists.pager(t, own, at, page.total)
