"""One field of a proposal: kind, audience, readers, texts, and conversion of its value.

The table of them is `innovation_hub.domain.proposal_fields`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as attribute
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from innovation_hub.domain.calls import Audience
from innovation_hub.domain.fields import TEXTS, Field, FieldKind


class SnapshotPart(StrEnum):
    """The part of a submission that holds a field, which decides who reads it."""

    BLIND = "blind"
    """Judges read it, and the organiser."""
    IDENTITY = "identity"
    """It may tell who the proposers are: judges never read it."""
    ASIDE = "aside"
    """It is for the organiser at screening, on the top level of the snapshot: judges do not read it."""


@dataclass(frozen=True, slots=True)
class ProposalField(Field):
    """A row of the table. ``required``: a draft must have it; ``needed``: a submission must have it.

    ``default`` is the value in a new draft. ``original``: it was in the first snapshots and is stored even when empty;
    any other is left out when empty, so that hashes of earlier submissions stay valid.
    """

    step: str = ""
    default: Any = None
    needed: bool = False
    audience: Audience = Audience.EVERYONE
    part: SnapshotPart = SnapshotPart.BLIND
    compared: bool = False
    """It is part of the text that is compared with other works."""
    placed: bool = False
    """Pages for judges and organisers show it in a place of its own; any other field is shown under its heading."""
    original: bool = False
    one_of: type[StrEnum] | None = None
    """The Python type of the chosen option, where it is an enumeration."""
    helped: bool = True
    question: str = ""
    """Key of the form's label where it differs from the heading; its help is the same key with ``_help``."""
    words: str = ""
    """Replaces the name in the keys of the options."""
    refusal: str = "writing.refused.choice"
    """Key of the error for an unknown option."""

    @property
    def heading(self) -> str:
        """The key of its heading above the content."""
        return f"proposals.field.{self.name}"

    @property
    def label(self) -> str:
        """The key of its label in the form."""
        return self.question or self.heading

    @property
    def help(self) -> str:
        """The key of its help text; empty when there is none."""
        own = f"{self.question}_help" if self.question else f"proposals.help.{self.name}"
        return own if self.helped else ""

    def option(self, value: str | int) -> str:
        """The key of an option's text."""
        return ".".join(("proposals", self.words or self.name, str(value)))

    def stored(self, value: Any) -> Any:
        """The column's value for a typed value or a draft's."""
        if self.kind is FieldKind.CHOICES:
            return list(value)
        return self.one_of(value) if self.one_of else value

    def plain(self, value: Any) -> Any:
        """A stored value, or a draft's, as JSON for a snapshot."""
        if isinstance(value, StrEnum):
            return value.value
        if isinstance(value, datetime):  # in one time zone, as it is hashed
            return value.astimezone(UTC).isoformat()
        if isinstance(value, date):
            return value.isoformat()
        return list(value) if self.kind is FieldKind.CHOICES else value

    def drafted(self, value: Any) -> Any:
        """The draft's value for a stored value or one of a snapshot."""
        if self.kind is FieldKind.CHOICES:
            return tuple(value)
        if isinstance(value, str) and self.kind in (FieldKind.DATE, FieldKind.DATETIME):
            return (date if self.kind is FieldKind.DATE else datetime).fromisoformat(value)
        return self.one_of(value) if self.one_of else value


_EMPTY: Mapping[FieldKind, Any] = {
    **dict.fromkeys(TEXTS, ""),
    FieldKind.CHOICES: (),
    FieldKind.MONEY: 0,
    FieldKind.TICK: False,
}
_NEVER_NONE = frozenset({*TEXTS, FieldKind.CHOICES})
"""Kinds of which a draft holds an empty text or list while nothing was typed."""


def asked(
    kind: FieldKind, step: str, minimum: int | None = None, maximum: int | None = None, **more: Any
) -> Any:
    """A row of the table: a field asked for in a step of the form; ``more`` as `ProposalField` has it."""
    one_of: type[StrEnum] | None = more.get("one_of")
    more.setdefault("default", _EMPTY.get(kind))
    if one_of:
        more.setdefault("options", tuple(option.value for option in one_of))
    must = (bool(more.get("needed")) and kind in _NEVER_NONE) or one_of is not None
    row = ProposalField("", kind, minimum, maximum, required=must, step=step, **more)
    return attribute(default=row.default, metadata={"row": row})


def original(kind: FieldKind, step: str, *limits: int | None, **more: Any) -> Any:
    """A row as `asked`, of a field that stood in the first snapshots."""
    return asked(kind, step, *limits, original=True, **more)
