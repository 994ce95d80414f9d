"""Display of states: a coloured badge with a text, so that meaning does not depend on colour."""

from html import escape
from typing import Literal

from innovation_hub.i18n import Translator
from innovation_hub.ui.tables import Html

Noun = Literal["call", "proposal", "assignment", "movement", "account"]

_KEYS: dict[Noun, str] = {
    "call": "calls.phase",
    "proposal": "proposals.state",
    "assignment": "judging.state",
    "movement": "budgets.movement_state",
    "account": "accounts.state",
}
_COLOURS: dict[str, tuple[str, ...]] = {
    "green": ("open", "submitted", "eligible", "awarded", "approved", "active"),
    "orange": ("draft", "upcoming", "assigned", "pending", "unconfirmed"),
    "blue": ("judging", "being_judged", "accepted", "shortlisted"),
    "red": ("cancelled", "call_cancelled", "ineligible", "rejected", "disabled"),
}
_COLOUR_OF = {value: colour for colour, values in _COLOURS.items() for value in values}


def label(t: Translator, noun: Noun, value: str) -> str:
    """The text of a state, in agreement with the noun: ``limewasilishwa`` of an *andiko*."""
    # keys: calls.phase.*, proposals.state.*, judging.state.*, budgets.movement_state.*, accounts.state.*
    return t(f"{_KEYS[noun]}.{value}")


def badge(t: Translator, noun: Noun, value: str) -> str:
    """The state as a Markdown badge, for ``st.markdown`` or a label."""
    return f":{_COLOUR_OF.get(value, 'gray')}-badge[{label(t, noun, value)}]"


def chip(t: Translator, noun: Noun, value: str) -> Html:
    """The state as an HTML badge, for a cell of `innovation_hub.ui.tables.table`."""
    colour = _COLOUR_OF.get(value, "gray")
    style = f"background:var(--{colour});color:var(--{colour}-ink);padding:.1rem .5rem;border-radius:.5rem"
    return Html(f'<span class="chip" style="{style}">{escape(label(t, noun, value))}</span>')
