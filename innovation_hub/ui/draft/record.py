"""The values of one record in the reader's session, and how they are joined with what others saved."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from innovation_hub.domain.clock import now
from innovation_hub.errors import Conflict, HubError

Values = dict[str, Any]
Write = Callable[["Draft"], int]
"""Saves what is typed; gives back the new version, raises `Conflict` when the draft's version is not the latest."""
Read = Callable[[], tuple[Values, int]]
"""What is saved now, and its version."""

_ROUNDS = 3


@dataclass(slots=True)
class Draft:
    """The values of one record: as last saved, as typed here, as the widgets show them, as somebody else wrote them."""

    name: str
    version: int
    saved: Values
    typed: Values
    write: Write
    read: Read
    fields: dict[str, "Field"] = field(default_factory=dict)
    replaced: int = 0  # how often a widget gave way to a new one, which bears the number in its key
    theirs: Values = field(default_factory=dict)
    refusal: HubError | None = None
    saved_at: datetime | None = None

    @property
    def changed(self) -> bool:
        """Whether something typed is not saved."""
        return bool(self.typed != self.saved or self.theirs)

    def rebase(self, values: Mapping[str, Any], version: int) -> None:
        """Take what is saved in place of what is typed."""
        for name, value in values.items():
            self._replace(name, value)
        self.saved, self.typed, self.version = dict(values), dict(values), version
        self.theirs = {}
        self.refusal = None

    def merge(self, values: Mapping[str, Any], version: int) -> None:
        """Take in another's changes; fields that both changed stay as typed and are noted in ``theirs``."""
        for name, other in values.items():
            base, mine = self.saved.get(name), self.typed.get(name)
            if _same(mine, base):
                self._replace(name, other)
            elif not _same(other, base) and not _same(other, mine):
                self.theirs[name] = other
        self.saved, self.version = dict(values), version

    def settle(self, name: str, *, take_theirs: bool) -> None:
        """Decide a field that both wrote."""
        other = self.theirs.pop(name)
        if take_theirs:
            self._replace(name, other)

    def _replace(self, name: str, value: Any) -> None:
        """Take another value than the widget shows; white space alone is no reason to draw it anew."""
        if not _same(self.typed.get(name), value) and name in self.fields:
            del self.fields[name]
            self.replaced += 1
        self.typed[name] = value

    def keep(self) -> bool:
        """Save; give back whether everything typed is now saved. A refusal is kept for the screen."""
        self.refusal = None
        for _ in range(_ROUNDS):
            if self.theirs or not self.changed:
                break
            try:
                self.version = self.write(self)
            except Conflict:
                self.merge(*self.read())
                continue
            except HubError as error:
                self.refusal = error
                break
            self.saved, self.saved_at = dict(self.typed), now()
        return not self.changed


@dataclass(slots=True)
class Field:
    """A widget that shows a field: its key, what it showed first, and what it is known to hold."""

    ending: str
    key: str
    first: Any
    held: Any


def _same(one: Any, other: Any) -> bool:
    """Equal, leaving aside white space around a text, which saving trims."""
    if isinstance(one, str) and isinstance(other, str):
        return one.strip() == other.strip()
    return bool(one == other)
