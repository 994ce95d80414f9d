"""One field of a proposal: what is asked, of whom, who reads it, its texts, and how its value travels.

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
    """Where a field stands in what is submitted, and so who reads it."""

    BLIND = "blind"
    """Judges read it, and the organiser."""
    IDENTITY = "identity"
    """It may tell who the proposers are: judges never read it."""
    ASIDE = "aside"
    """It is for the organiser at screening, on the top level of the snapshot: judges do not read it."""


@dataclass(frozen=True, slots=True)
class ProposalField(Field):
    """A row of the table. ``required`` is about a draft, ``needed`` about a submission, which cannot do without it.

    ``default`` is what a draft holds at first. ``original``: it stood in the first snapshots, where it is kept even
    when empty; any other is left out when empty, so that the hash of what was submitted before it came stays right.
    """

    step: str = ""
    default: Any = None
    needed: bool = False
    audience: Audience = Audience.EVERYONE
    part: SnapshotPart = SnapshotPart.BLIND
    compared: bool = False
    """It is part of the text that is compared with other works."""
    placed: bool = False
    """Pages for judges and organisers say it in a place of its own; any other stands there under its heading."""
    original: bool = False
    one_of: type[StrEnum] | None = None
    """What the one option is in Python, where that is more than a text."""
    helped: bool = True
    question: str = ""
    """Key of what the form asks where that is not the heading; its help is the same key with ``_help``."""
    words: str = ""
    """What stands for the name in the keys of the options."""
    refusal: str = "writing.refused.choice"
    """Key of what is said of an option that is not on offer."""

    @property
    def heading(self) -> str:
        """The key of its name over what was written."""
        return f"proposals.field.{self.name}"

    @property
    def label(self) -> str:
        """The key of what the form asks."""
        return self.question or self.heading

    @property
    def help(self) -> str:
        """The key of what helps to answer; empty when nothing does."""
        own = f"{self.question}_help" if self.question else f"proposals.help.{self.name}"
        return own if self.helped else ""

    def option(self, value: str | int) -> str:
        """The key of an option in words."""
        return ".".join(("proposals", self.words or self.name, str(value)))

    def stored(self, value: Any) -> Any:
        """What the column keeps of a typed value or a draft's."""
        if self.kind is FieldKind.CHOICES:
            return list(value)
        return self.one_of(value) if self.one_of else value

    def plain(self, value: Any) -> Any:
        """A stored value, or a draft's, as JSON: what a snapshot holds."""
        if isinstance(value, StrEnum):
            return value.value
        if isinstance(value, datetime):  # in one zone, as its hash is taken of it
            return value.astimezone(UTC).isoformat()
        if isinstance(value, date):
            return value.isoformat()
        return list(value) if self.kind is FieldKind.CHOICES else value

    def drafted(self, value: Any) -> Any:
        """A stored value, or one of a snapshot, as the draft holds it."""
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
_NEVER_NONE = frozenset(
    {*TEXTS, FieldKind.CHOICES}
)  # a draft holds an empty text or list of what is required


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
