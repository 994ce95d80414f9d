"""A decision is made on what the browser showed: it carries the version that was drawn with its buttons.

A press of a button arrives after the page was run again, at times twice, so what a run reads is not what was
seen. The version that was drawn first stays bound to the buttons. When the record has another one, the buttons
are off, the page says what changed, and the reader goes on by a press that is bound to the new version.
"""

from collections.abc import Callable, Container, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from innovation_hub.ui import context, forms
from innovation_hub.ui.text import md, paragraphs

LISTED = 10
"""How many changes are written out; of a list of thousands the rest is counted."""
_SHOWN, _RUNS = "hub.decisions", "hub.decisions.runs"
FIELDS = ("reason", "note", "unable", "why")
"""What follows a record's name in the key of the field in which a reason is typed."""
_here: ContextVar[dict[str, "Seen"] | None] = ContextVar("hub_decisions", default=None)


@dataclass(slots=True)
class Seen:
    """A record as its reader saw it; ``facts`` are written out, by their names in the reader's language.

    ``turn`` counts what the reader accepted: fields that show the record take it into their keys.
    """

    name: str
    version: Any
    facts: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    runs: int = 0
    stale: bool = False
    turn: int = 0


def seen(
    name: str,
    version: Any,
    facts: Mapping[str, str] | None = None,
    *,
    reason: str = "",
    standing: bool = True,
) -> Seen:
    """What the reader decides on: the record ``name`` as it was drawn first, until they accept what changed.

    Says what changed since, where this is called. ``reason`` is what the reader has typed so far; when the field it
    was typed in is no longer ``standing``, it is shown with what changed.
    """
    kept, runs = _shown(), _runs()
    found = kept.get(name)
    if found is None or found.runs < runs - 1:  # nothing of it was on the page that was finished last
        found = kept[name] = Seen(name, version, dict(facts or {}))
    found.runs, found.reason = runs, reason if standing else reason or found.reason
    found.stale = found.version != version
    if found.stale:
        _changed(found, Seen(name, version, dict(facts or {})), "" if standing else found.reason)
    return found


def button(on: Seen, label: str, *, disabled: bool = False, **look: Any) -> bool:
    """A button that decides; False as long as what was seen is not what is so."""
    return st.button(label, disabled=disabled or on.stale, **look) and not on.stale


def settle(name: str) -> None:
    """The reader changed or decided the record: what they see next is what they decide on.

    Nothing of Streamlit is asked where something was drawn before, as in `forms.accepted`.
    """
    kept = _here.get()
    (_shown() if kept is None else kept).pop(name, None)


def settle_all(*beginnings: str) -> None:
    """The same for every record whose name begins so: the reader's own act has changed several at once."""
    kept = _here.get()
    kept = _shown() if kept is None else kept
    for name in [name for name in kept if name.startswith(beginnings)]:
        kept.pop(name)


def gone(scope: str, present: Container[int], sentence_of: Callable[[int, Any], str | None]) -> None:
    """Say what became of the records ``scope.id`` that the reader was about to decide and that are not there.

    ``sentence_of`` returns the sentence for the number and the version that was seen, or None when the record merely
    is not listed. The typed reason stays readable until the reader has read it.
    """
    kept, runs, t = _shown(), _runs(), context.t()
    for name, one in list(kept.items()):
        number = name.removeprefix(f"{scope}.")
        if number == name or not number.isdecimal() or int(number) in present or one.runs < runs - 1:
            continue
        sentence = sentence_of(int(number), one.version)
        if sentence is None:
            kept.pop(name)
            continue
        one.runs = runs
        keys = (f"{forms.prefix(name)}.reason", *(f"{name}.{field}" for field in FIELDS))
        typed = next((text for key in keys if (text := st.session_state.get(key))), one.reason)
        one.reason = typed
        st.warning(f"{sentence}{_reason(typed)}", icon=":material/person_alert:")
        st.button(t("decision.read"), key=f"decision.read.{name}", on_click=settle, args=(name,))


def finished() -> None:
    """The page was drawn to its end: what is not on it can no longer be decided on."""
    st.session_state[_RUNS] = _runs() + 1


def _reason(typed: str) -> str:
    return f"\n\n{context.t()('decision.your_reason')}\n\n{paragraphs(typed)}" if typed else ""


def _changed(was: Seen, now: Seen, typed: str) -> None:
    t = context.t()
    lines = [
        t("decision.was_now", what=md(what), was=md(was.facts[what] or "–"), now=md(value or "–"))
        for what, value in now.facts.items()
        if what in was.facts and was.facts[what] != value
    ]
    if len(lines) > LISTED:
        lines[LISTED:] = [t("decision.more", n=len(lines) - LISTED)]
    listed = "\n".join(f"- {line}" for line in lines)
    st.warning(f"{t('decision.changed')}\n\n{listed}{_reason(typed)}", icon=":material/sync_problem:")
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
    kept: dict[str, Seen] = st.session_state.setdefault(_SHOWN, {})
    _here.set(kept)
    return kept


def _runs() -> int:
    return int(st.session_state.get(_RUNS, 0))
