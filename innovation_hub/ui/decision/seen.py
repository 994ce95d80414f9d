"""Optimistic concurrency for decisions: a decision carries the version that was drawn with its buttons.

A click arrives after the page was rerun, at times twice, so the version that a run reads is not the one that was seen.
The version drawn first is bound to the buttons. When the record has another one, the buttons are disabled, the changes
are shown, and the reader accepts them by a click, which binds the new version.
"""

from collections.abc import Callable, Container, Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st

from innovation_hub.ui import context, forms
from innovation_hub.ui.text import md, paragraphs

LISTED = 10
"""The most changes that are listed; of the others only the number is given."""
_SHOWN, _RUNS = "hub.decisions", "hub.decisions.runs"
FIELDS = ("reason", "note", "unable", "why")
"""Suffixes to a record's name in the keys of fields for a reason."""
_here: ContextVar[dict[str, "Seen"] | None] = ContextVar("hub_decisions", default=None)


@dataclass(frozen=True, slots=True)
class SeenRecords:
    """Many records that a decision affects, by their names; ``say`` formats those that changed.

    ``by_name`` may be shared by sessions and must not be modified.
    """

    by_name: Mapping[str, Any]
    say: Callable[[Any], str]

    def changed(self, since: "SeenRecords") -> Iterator[tuple[str, str, str]]:
        """Yield name, old text and new text of each record whose text differs."""
        if self.by_name is since.by_name:
            return
        for name, record in self.by_name.items():
            if name in since.by_name and since.by_name[name] != record:
                before, now = self.say(since.by_name[name]), self.say(record)
                if before != now:
                    yield name, before, now


NOTHING = SeenRecords({}, str)


@dataclass(frozen=True, slots=True)
class TypedAmount:
    """The text of an amount, with the label and the key of its field."""

    label: str = ""
    key: str = ""
    text: str = ""

    def latest(self) -> "TypedAmount":
        """With the text that arrived with this run, also if the field is no longer drawn."""
        return replace(self, text=st.session_state.get(self.key) or self.text) if self.key else self


NO_AMOUNT = TypedAmount()


@dataclass(slots=True)
class Seen:
    """A record as its reader saw it; ``facts`` are the values shown when they change, by their labels.

    ``records`` are the parts of a record with many parts. ``amount`` is what was typed beside the reason.
    ``turn`` counts accepted changes: fields that show the record have it in their keys, to get new values.
    """

    name: str
    version: Any
    facts: Mapping[str, str] = field(default_factory=dict)
    records: SeenRecords = NOTHING
    reason: str = ""
    amount: TypedAmount = NO_AMOUNT
    runs: int = 0
    stale: bool = False
    turn: int = 0


def seen(
    name: str,
    version: Any,
    facts: Mapping[str, str] | None = None,
    *,
    records: SeenRecords = NOTHING,
    reason: str = "",
    standing: bool = True,
    amount: TypedAmount | None = None,
) -> Seen:
    """The version of the record ``name`` that was drawn first, until the reader accepts changes.

    Draws the changes since, at this position. ``reason`` is the reader's input so far; when its field is no longer
    drawn (``standing`` is False), it is shown with the changes. So is an ``amount`` that is no longer passed.
    """
    shown, runs = _shown(), _runs()
    found = shown.get(name)
    if found is None or found.runs < runs - 1:  # it was not on the page that was completed last
        found = shown[name] = Seen(name, version, dict(facts or {}), records)
    found.runs, found.reason = runs, reason if standing else reason or found.reason
    lost = found.amount.latest() if amount is None else NO_AMOUNT
    found.amount = lost if amount is None else amount
    found.stale = found.version != version
    if found.stale:
        now = Seen(name, version, dict(facts or {}), records)
        _changed(found, now, _input("" if standing else found.reason, lost))
    return found


def button(on: Seen, label: str, *, disabled: bool = False, **look: Any) -> bool:
    """Draw a button for a decision; disabled, and False, while the version seen is stale."""
    return st.button(label, disabled=disabled or on.stale, **look) and not on.stale


def settle(name: str) -> None:
    """Forget the version seen, after the reader's own change: the next one drawn will be bound.

    This does not call Streamlit if something was drawn before, as in `forms.accepted`.
    """
    shown = _here.get()
    (_shown() if shown is None else shown).pop(name, None)


def settle_all(*beginnings: str) -> None:
    """`settle` for all records whose names have one of these prefixes."""
    shown = _here.get()
    shown = _shown() if shown is None else shown
    for name in [name for name in shown if name.startswith(beginnings)]:
        shown.pop(name)


def gone(scope: str, present: Container[int], sentence_of: Callable[[int, Any], str | None]) -> None:
    """Draw what happened to records ``scope.id`` that the reader was about to decide on and that are not ``present``.

    ``sentence_of`` returns the sentence for the id and the version seen, or None when the record is just not listed.
    The typed reason is shown until the reader dismisses it.
    """
    shown, runs, t = _shown(), _runs(), context.t()
    for name, one in list(shown.items()):
        number = name.removeprefix(f"{scope}.")
        if number == name or not number.isdecimal() or int(number) in present or one.runs < runs - 1:
            continue
        sentence = sentence_of(int(number), one.version)
        if sentence is None:
            shown.pop(name)
            continue
        one.runs = runs
        keys = (f"{forms.prefix(name)}.reason", *(f"{name}.{field}" for field in FIELDS))
        typed = next((text for key in keys if (text := st.session_state.get(key))), one.reason)
        one.reason, one.amount = typed, one.amount.latest()
        st.warning(f"{sentence}{_input(typed, one.amount)}", icon=":material/person_alert:")
        st.button(t("decision.read"), key=f"decision.read.{name}", on_click=settle, args=(name,))


def finished() -> None:
    """Count a completed run of the page: records that were not drawn in it are no longer bound."""
    st.session_state[_RUNS] = _runs() + 1


def _input(reason: str, amount: TypedAmount) -> str:
    """The reader's input as markdown to follow a sentence."""
    t, said = context.t(), ""
    if amount.text:
        said += f"\n\n{t('decision.your_amount', label=md(amount.label), text=md(amount.text))}"
    if reason:
        said += f"\n\n{t('decision.your_reason')}\n\n{paragraphs(reason)}"
    return said


def _changed(was: Seen, now: Seen, typed: str) -> None:
    t = context.t()
    facts = SeenRecords(now.facts, str).changed(SeenRecords(was.facts, str))
    lines = [
        t("decision.was_now", what=md(what), was=md(before or "–"), now=md(value or "–"))
        for what, before, value in (*facts, *now.records.changed(was.records))
    ]
    if len(lines) > LISTED:
        lines[LISTED:] = [t("decision.more", n=len(lines) - LISTED)]
    listed = "\n".join(f"- {line}" for line in lines)
    st.warning(f"{t('decision.changed')}\n\n{listed}{typed}", icon=":material/sync_problem:")
    st.button(
        t("decision.go_on"),
        key=f"decision.go_on.{now.name}.{now.version}",
        on_click=_accept,
        args=(now,),
    )


def _accept(now: Seen) -> None:
    before = _shown().get(now.name)
    now.runs, now.turn = _runs(), before.turn + 1 if before else 0
    _shown()[now.name] = now


def _shown() -> dict[str, Seen]:
    shown: dict[str, Seen] = st.session_state.setdefault(_SHOWN, {})
    _here.set(shown)
    return shown


def _runs() -> int:
    return int(st.session_state.get(_RUNS, 0))
