"""Formatting of journal entries in the reader's language; names without a text are shown as stored."""

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from innovation_hub.i18n import Translator, formats
from innovation_hub.services.journal import Entry
from innovation_hub.ui.text import shortened

VALUES = {
    "category": ("budgets.category",),
    "kind": (
        "budgets.kind",
        "judging.conflict",
        "accounts.kind",
        "institutions.kind",
        "funding.how",
        "ranking.bulk.kind",
    ),
    "role": ("accounts.role",),
    "roles": ("accounts.role",),
    "model": ("ranking.model",),
    "fields": ("panels.field",),
    "changed": ("calls.field",),
    "from": ("proposals.state",),
    "to": ("proposals.state",),
}
"""Families of catalogue keys in which a value is looked up, by the name of the data."""
# keys: budgets.category.*, budgets.kind.*, judging.conflict.*, accounts.kind.*, institutions.kind.*, funding.how.*
# keys: ranking.bulk.kind.*, accounts.role.*, ranking.model.*, panels.field.*, calls.field.*, proposals.state.*
ALIASES = {("call.amended", "fields"): "changed", ("panel.take_off", "handed_in"): "submitted"}
"""Names of data to look up instead, by event and stored name: ambiguous ones, and those of earlier releases."""
INSTANTS = ("from", "to", "opens_at", "closes_at")
HASH = re.compile("[0-9a-f]{64}")
LONGEST = 120


def named(t: Translator, family: str, name: str) -> str:
    """The text for the name of a subject, an event or a piece of data."""
    return (
        _found(t, f"journal.{family}", name) or name
    )  # keys: journal.subject.*, journal.event.*, journal.data.*


def who(t: Translator, entry: Entry) -> str:
    """The name of the entry's actor, or the text for the system or for a closed account."""
    return t("journal.system") if entry.actor is None else entry.actor or t("journal.closed")


def subject(t: Translator, entry: Entry) -> str:
    """The kind of record that an entry is about, with its id."""
    kind = named(t, "subject", entry.subject_type)
    return t("journal.subject_number", subject=kind, id=entry.subject_id)


def details(t: Translator, entry: Entry) -> str:
    """The data of an entry in one line."""
    data: Mapping[str, Any] = {
        ALIASES.get((entry.event, name), name): value for name, value in entry.data.items()
    }
    parts = (f"{named(t, 'data', name)}: {written(t, name, value)}" for name, value in data.items())
    return ", ".join(parts) or "–"


def written(t: Translator, name: str, value: Any) -> str:
    """A value as text, truncated to `LONGEST` characters."""
    if isinstance(value, list):
        joined = "; ".join(
            "–".join(map(str, one)) if isinstance(one, list) else written(t, name, one) for one in value
        )
        return shortened(joined, LONGEST)
    if value is None:
        return "–"
    if isinstance(value, bool):
        return t("journal.yes" if value else "journal.no")
    if name == "amount" and isinstance(value, int):
        return formats.money(t, value)
    for family in VALUES.get(name, ()):
        if words := _found(t, family, str(value)):
            return words
    return _plain(name, str(value))


def _plain(name: str, text: str) -> str:
    if name in INSTANTS:
        with suppress(ValueError):  # not an instant: shown as stored
            return formats.stamp(datetime.fromisoformat(text))
    return f"{text[:12]}…" if HASH.fullmatch(text) else shortened(text, LONGEST)


def _found(t: Translator, family: str, name: str) -> str | None:
    key = f"{family}.{name}"
    return words if (words := t(key)) != key else None
