"""The data of the form sheet: the fields of a record with labels and values, and which of them to draw."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from dataclasses import field as dataclass_field
from datetime import datetime
from functools import cache, partial
from typing import Any

import streamlit as st

from innovation_hub.domain.clock import DAR, now
from innovation_hub.domain.fields import Field, typed, version
from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator
from innovation_hub.ui.html import html
from innovation_hub.ui.streamlit_insides import class_of, recording
from innovation_hub.ui.writing import plain
from innovation_hub.ui.writing.mounting import mount

NAME = "innovation-hub.form_sheet"
"""The name declared in `pyproject.toml`, by which Streamlit finds the folder of the scripts."""
_WORDS = (
    "at_most",
    "both_wrote",
    "discard",
    "disputed",
    "gone",
    "keep_mine",
    "offline",
    "saving",
    "sign_in",
    "take_theirs",
    "unkept",
)
_BLANKS = {
    "again": ("why",),
    "at_most": ("length", "most"),
    "length": ("length", "least", "most"),
    "over": ("over", "most"),
    "refused": ("why",),
    "saved": ("when",),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A field with label, value, help, and labels of its options."""

    field: Field
    label: str
    value: Any
    help: str = ""
    options: Mapping[str | int, str] = dataclass_field(default_factory=dict)


@cache
def _component() -> Callable[..., Any]:
    return st.components.v2.component(NAME, js="form_sheet.js", css="form_sheet.css")


def draw(
    t: Translator,
    who: Actor,
    kind: str,
    record_id: int,
    fields: Sequence[Shown],
    *,
    saved: tuple[int, datetime | None],
    shown: Sequence[str],
    hold: Sequence[str] = (),
    fresh: bool = False,
    submission: Mapping[str, Any] | None = None,
) -> None:
    """Draw the fields named in ``shown``; input in the others of ``fields``, as of other steps, is saved too.

    ``saved`` is the record's version and the instant at which it was saved, if known. Clicks on buttons with a key in
    ``hold`` are delayed until everything typed is saved. With ``fresh`` the page is rerun after each saved field.
    ``submission`` describes the submission of the record, see `innovation_hub.ui.writing.submitting`.
    """
    selector = ", ".join(f".{class_of(key)} :is(button, a)" for key in hold)
    data = described(t, who, kind, record_id, fields, saved)
    _mount(
        t,
        data
        | {"shown": list(shown), "holds": selector, "fresh": fresh, "closed": "", "submission": submission},
    )


def late(
    t: Translator,
    who: Actor,
    kind: str,
    record_id: int,
    fields: Sequence[Shown],
    *,
    saved: tuple[int, datetime | None],
    why: str,
) -> None:
    """Draw input stored in this browser that the record no longer accepts, if any, with the reason ``why``."""
    data = _described_record(t, who, kind, record_id, saved) | {"fields": [_named(one) for one in fields]}
    _mount(t, data | {"shown": [], "holds": "", "fresh": False, "closed": why})


def _mount(t: Translator, data: dict[str, Any]) -> None:
    if recording():
        html(plain.place(t, data))
        return
    key = f"writing.{data['kind']}.{data['id']}"
    calls = {"on_redraw_change": _redraw, "on_step_change": partial(_go, key)}
    mount(_component(), key, data["account"], data, **calls)


def _redraw() -> None:
    """Do nothing: the callback's existence makes Streamlit rerun the page."""


def _go(key: str) -> None:
    """Show the step of a field that prevents submission."""
    if step := st.session_state[key].get("step"):
        st.query_params["step"] = str(step)


def described(
    t: Translator,
    who: Actor,
    kind: str,
    record_id: int,
    fields: Sequence[Shown],
    saved: tuple[int, datetime | None],
) -> dict[str, Any]:
    """The data of a record for the script; ``saved`` is the record's version and the instant it was saved."""
    unset = t("writing.unset")
    return _described_record(t, who, kind, record_id, saved) | {
        "fields": [_described(unset, one) for one in fields]
    }


def _described_record(
    t: Translator, who: Actor, kind: str, record_id: int, saved: tuple[int, datetime | None]
) -> dict[str, Any]:
    number, since = saved
    return {
        "account": who.id,
        "kind": kind,
        "id": record_id,
        "lang": t.lang,
        "version": number,
        "saved_at": _clock(since),
        "words": _words(t),
    }


def _words(t: Translator) -> dict[str, str]:
    # keys: writing.*
    words = {name: t(f"writing.{name}") for name in _WORDS if name not in _BLANKS}
    places: dict[str, dict[str, Any]] = {
        name: {blank: f"{{{blank}}}" for blank in blanks} for name, blanks in _BLANKS.items()
    }
    return words | {name: t(f"writing.{name}", **blanks) for name, blanks in places.items()}


def _described(unset: str, shown: Shown) -> dict[str, Any]:
    field = shown.field
    value = typed(field, shown.value)
    return {
        "name": field.name,
        "kind": field.kind.value,
        "label": shown.label,
        "help": shown.help,
        "minimum": field.minimum,
        "maximum": field.maximum,
        "required": field.required,
        "only_if": asdict(field.only_if) if field.only_if else None,
        "options": [{"value": one, "words": shown.options.get(one, str(one))} for one in field.options],
        "unset": unset,
        "value": value,
        "version": version(value),
    }


def _named(shown: Shown) -> dict[str, Any]:
    """The data of a field for a closed sheet, which draws none."""
    value = typed(shown.field, shown.value)
    return {"name": shown.field.name, "label": shown.label, "value": value, "version": version(value)}


def _clock(since: datetime | None) -> str:
    """The time of day in Dar es Salaam, with the date if it is not today; empty for None."""
    if since is None:
        return ""
    here, today = since.astimezone(DAR), now().astimezone(DAR)
    return f"{here:%H:%M:%S}" if here.date() == today.date() else f"{here:%d.%m.%Y %H:%M:%S}"
