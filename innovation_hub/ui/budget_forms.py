"""Forms of a budget: a new line, a movement, an edit of one, a reversal. Input is preserved until it is accepted."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from enum import StrEnum
from typing import TypeVar

import streamlit as st

from innovation_hub.domain.budgets import REASONED, Category, Fund, MovementKind, Nature, flow
from innovation_hub.domain.clock import today
from innovation_hub.domain.form6 import LENGTHS, Form6, gfs_digits
from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator, formats
from innovation_hub.services import budgets
from innovation_hub.ui import chrome, context, decision, errors, forms
from innovation_hub.ui.text import md

DATE_FORMAT = "DD/MM/YYYY"
E = TypeVar("E", bound=StrEnum)


def new_line(actor: Actor, year: str) -> bool:
    """Draw the form of a new line of a year; True once it is saved or cancelled."""
    t, key = context.t(), forms.prefix("line")
    st.subheader(t("budgets.add_title", year=year))
    category = _choice(t, Category, "category", key)
    nature = _choice(t, Nature, "nature", key)
    fund = _choice(t, Fund, "fund", key)
    with st.form(f"{key}.form", enter_to_submit=False):
        description = st.text_input(t("budgets.field.description"), key=f"{key}.description", max_chars=300)
        amount = st.text_input(
            t("budgets.field.allocated"),
            key=f"{key}.amount",
            help=t("budgets.field.allocated_help"),
            autocomplete=forms.AMOUNT,
        )
        happened_on, reference = _date_and_reference(t, key, _first_day(year))
        fund_source = st.text_input(
            t("budgets.field.fund_source"),
            key=f"{key}.fund_source",
            max_chars=80,
            help=t("budgets.field.fund_source_help"),
        )
        codes = _codes(t, key, year)
        with st.container(horizontal=True):
            saved = st.form_submit_button(t("budgets.save_line"), key=f"{key}.save", type="primary")
            cancelled = st.form_submit_button(t("budgets.cancel"), key=f"{key}.cancel")
    if saved:
        with errors.shown():
            budgets.create_line(
                actor,
                financial_year=year,
                category=category,
                nature=nature,
                fund=fund,
                description=description,
                amount=amount,
                happened_on=happened_on,
                fund_source=fund_source,
                codes=codes,
                reference=reference,
            )
            forms.accepted("line")
            chrome.flash(t("budgets.line_saved"))
            return True
    return cancelled


def movement(actor: Actor, seen: budgets.LineDetail) -> bool:
    """Draw the form of a movement of a line, of the kinds possible now; True once it is recorded."""
    t, key = context.t(), forms.prefix(f"movement.{seen.id}")
    kind = st.selectbox(
        t("budgets.field.kind"),
        seen.kinds,
        key=f"{key}.kind",
        format_func=lambda k: t(f"budgets.kind.{k.value}"),
    )
    help_text = t(f"budgets.kind_help.{kind.value}")  # keys: budgets.kind_help.*
    left = seen.balances.get(flow(kind)[0], 0)
    if kind not in (MovementKind.ALLOCATION, MovementKind.SUPPLEMENTARY, MovementKind.OVERRUN):
        help_text += " " + t("budgets.left_for", amount=formats.money(t, left))
    st.markdown(help_text)
    with st.form(f"{key}.form", enter_to_submit=False):
        amount = st.text_input(
            t("budgets.field.amount"),
            key=f"{key}.amount",
            help=t("budgets.field.amount_help"),
            autocomplete=forms.AMOUNT,
        )
        happened_on, reference = _date_and_reference(t, key, _first_day(seen.financial_year, today()))
        note = _note(t, key, reason=kind in REASONED)
        saved = st.form_submit_button(t("budgets.record"), key=f"{key}.save", type="primary")
    if saved:
        with errors.shown():
            budgets.record(
                actor,
                line_id=seen.id,
                kind=kind,
                amount=amount,
                happened_on=happened_on,
                reference=reference,
                note=note,
            )
            forms.accepted(f"movement.{seen.id}")
            chrome.flash(t("budgets.recorded"))
            return True
    return False


def correct(actor: Actor, rows: Sequence[budgets.MovementRow]) -> bool:
    """Draw the form that edits or withdraws one of the reader's pending movements; True once that is done."""
    t = context.t()
    row = _chosen(t, rows, f"{forms.PICK}correct")
    facts = {
        t("budgets.field.amount"): formats.money(t, row.amount),
        t("budgets.field.happened_on"): formats.day(t, row.happened_on),
        t("budgets.field.reference"): row.reference,
        t("budgets.field.note"): row.note,
    }
    on = decision.seen(f"correct.{row.id}", row.version, facts)
    key = f"{on.name}.{on.version}"
    with st.form(f"{key}.form", enter_to_submit=False):
        amount = st.text_input(
            t("budgets.field.amount"),
            f"{row.amount:,}",
            key=f"{key}.amount",
            autocomplete=forms.AMOUNT,
            disabled=row.kind is MovementKind.REVERSAL,
        )
        happened_on, reference = _date_and_reference(t, key, row.happened_on, row.reference)
        note = _note(t, key, reason=row.kind in REASONED, value=row.note)
        with st.container(horizontal=True):
            saved = st.form_submit_button(
                t("budgets.save"), key=f"{key}.save", type="primary", disabled=on.stale
            )
            withdrawn = st.form_submit_button(t("budgets.withdraw"), key=f"{key}.withdraw", disabled=on.stale)
    with errors.shown():
        if saved and not on.stale:
            budgets.edit(
                actor,
                movement_id=row.id,
                version=on.version,
                amount=amount,
                happened_on=happened_on,
                reference=reference,
                note=note,
            )
            decision.settle(on.name)
            chrome.flash(t("budgets.saved"))
            return True
        if withdrawn and not on.stale:
            budgets.withdraw(actor, movement_id=row.id, version=on.version)
            decision.settle(on.name)
            chrome.flash(t("budgets.withdrawn"))
            return True
    return False


def reversal(actor: Actor, year: str, rows: Sequence[budgets.MovementRow]) -> bool:
    """Draw the form of a reversal of an approved movement; True once it is recorded."""
    t = context.t()
    row = _chosen(t, rows, f"{forms.PICK}reversal")
    key = f"reversal.{row.id}"
    facts = {t("budgets.field.movement"): option(t, row)}
    on = decision.seen(key, row.version, facts)
    with st.form(f"{key}.form", enter_to_submit=False):
        happened_on = _date(t, key, _first_day(year, today()))
        note = _note(t, key, reason=True)
        saved = st.form_submit_button(
            t("budgets.reverse"), key=f"{key}.save", type="primary", disabled=on.stale
        )
    if saved and not on.stale:
        with errors.shown():
            budgets.reverse(actor, movement_id=row.id, happened_on=happened_on, note=note)
            decision.settle(on.name)
            chrome.flash(t("budgets.recorded"))
            return True
    return False


def no_longer(
    t: Translator, rows: Sequence[budgets.MovementRow], to_correct: set[int], to_reverse: set[int]
) -> None:
    """Draw what happened to a movement that the officer was about to edit or reverse."""
    by_id = {row.id: row for row in rows}

    def decided(movement_id: int, _version: int) -> str | None:
        row = by_id.get(movement_id)
        if row is None:
            return None  # on another page of the list
        what = f"{md(row.line)}: {formats.money(t, row.amount)}"
        # keys: decision.movement.approved, decision.movement.rejected, decision.movement.withdrawn
        return t(f"decision.movement.{row.state.value}", what=what, name=md(row.decider or row.recorder))

    def undone(movement_id: int, _version: int) -> str | None:
        row = by_id.get(movement_id)
        return None if row is None else t("decision.movement.reversed", what=md(option(t, row)))

    decision.gone("correct", to_correct, decided)
    decision.gone("reversal", to_reverse, undone)


def kind_of(t: Translator, row: budgets.MovementRow) -> str:
    """The kind of a movement with its number; for a reversal those of the movement it reverses."""
    if row.reverses is None:
        return t("budgets.numbered", id=row.id, kind=t(f"budgets.kind.{row.kind.value}"))
    return t("budgets.reversal_of", id=row.reverses_id, kind=t(f"budgets.kind.{row.reverses.value}"))


def name_of(t: Translator, row: budgets.MovementRow) -> str:
    """The kind of a movement with its number, its amount and its line."""
    return f"{kind_of(t, row)}, {formats.money(t, row.amount)} ({row.line})"


def option(t: Translator, row: budgets.MovementRow) -> str:
    """The label of a movement in a select box."""
    return t(
        "budgets.option",
        id=row.id,
        kind=t(f"budgets.kind.{row.kind.value}"),
        amount=formats.money(t, row.amount),
        date=formats.day(t, row.happened_on),
    )


def _chosen(t: Translator, rows: Sequence[budgets.MovementRow], key: str) -> budgets.MovementRow:
    by_id = {row.id: row for row in rows}
    chosen = st.selectbox(
        t("budgets.field.movement"), list(by_id), key=key, format_func=lambda i: option(t, by_id[i])
    )
    return by_id[chosen]


def _choice(t: Translator, enum: type[E], name: str, key: str) -> E:
    chosen: E | None = st.radio(
        t(f"budgets.field.{name}"),  # keys: budgets.field.*
        list(enum),
        key=f"{key}.{name}",
        horizontal=True,
        format_func=lambda each: t(
            f"budgets.{name}.{each.value}"
        ),  # keys: budgets.category.*, budgets.nature.*, budgets.fund.*
    )
    assert chosen is not None  # a radio without an empty choice
    return chosen


def _codes(t: Translator, key: str, year: str) -> Form6:
    with st.expander(t("budgets.codes"), key=f"{key}.codes"):
        st.markdown(t("budgets.gfs_hint", year=year, digits=gfs_digits(year)))
        with st.container(horizontal=True):
            typed = {
                field.name: st.text_input(
                    t(f"budgets.code.{field.name}"),  # keys: budgets.code.*
                    key=f"{key}.{field.name}",
                    max_chars=LENGTHS[field.name] + 4,
                    width=150,
                )
                for field in fields(Form6)
            }
    return Form6(**typed)


def _date_and_reference(t: Translator, key: str, day: date, reference: str = "") -> tuple[date, str]:
    happened_on = _date(t, key, day)
    typed = st.text_input(
        t("budgets.field.reference"),
        reference,
        key=f"{key}.reference",
        max_chars=80,
        help=t("budgets.field.reference_help"),
    )
    return happened_on, typed


def _date(t: Translator, key: str, day: date) -> date:
    return st.date_input(
        t("budgets.field.happened_on"),
        day,
        key=f"{key}.date",
        min_value=date(2000, 1, 1),
        max_value=max(today(), day),
        format=DATE_FORMAT,
        width=220,
    )


def _note(t: Translator, key: str, *, reason: bool, value: str = "") -> str:
    return st.text_area(
        t("budgets.field.why" if reason else "budgets.field.note"),
        value,
        key=f"{key}.note",
        max_chars=budgets.NOTE_LENGTH,
        height=90,
    )


def _first_day(year: str, wanted: date | None = None) -> date:
    """The default date of a form: the one wanted, limited to the financial year and to today."""
    start = int(year[:4])
    first, last = date(start, 7, 1), date(start + 1, 6, 30)
    return min(max(first, min(wanted or first, last)), today())
