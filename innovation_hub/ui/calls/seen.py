"""The version of a call that its organiser has seen, for decisions on it, and messages on conflicting decisions."""

from collections.abc import Container, Mapping
from functools import partial
from typing import Any

from innovation_hub.domain.calls import CallPhase
from innovation_hub.i18n import Translator, formats
from innovation_hub.services.calls import CallView
from innovation_hub.ui import decision

SCOPE, ALL = "call", "call."
DECISIONS = ("publish", "amend", "extend", "extension", "cancel")


def record(
    t: Translator, call: CallView, what: str, *, more: Any = None, facts: Mapping[str, str] | None = None
) -> decision.Record:
    """The record for one of `DECISIONS`; its version is a pair of the call's version and ``more`` data of the decision.

    ``facts`` are further values to compare, besides title and deadline, by their labels.
    """
    shown = {
        t("calls.field.title_sw"): call.card.title_sw,
        t("calls.field.title_en"): call.card.title_en,
        t("calls.field.closes_at"): formats.deadline(t, call.card.closes_at),
    }
    return decision.Record(f"{SCOPE}.{what}.{call.card.id}", (call.version, more), shown | dict(facts or {}))


def seen(t: Translator, call: CallView, what: str) -> decision.Seen:
    """The seen version for one of `DECISIONS` that is not drawn by `decision.draw`."""
    one = record(t, call, what)
    return decision.seen(one.name, one.version, one.facts)


def gone(t: Translator, call: CallView, possible: Container[str]) -> None:
    """Draw why decisions that the reader was about to take are no longer possible."""
    for what in DECISIONS:
        if what not in possible:
            decision.gone(f"{SCOPE}.{what}", (), partial(_phase_sentence, t, call, what))


def decided() -> None:
    """Accept the changed call as seen, after an action of the reader."""
    decision.settle_all(ALL)


def _phase_sentence(t: Translator, call: CallView, what: str, _id: int, _seen: Any) -> str:
    phase = call.card.phase
    when = formats.deadline(t, call.card.closes_at)
    if phase in (CallPhase.UPCOMING, CallPhase.OPEN):
        return t("calls.gone.taken_back" if what == "extension" else "calls.gone.published", when=when)
    return t(f"calls.gone.{phase.value}", when=when)  # keys: calls.gone.*
