"""A decision as data: the record, the effects, the reason and the options. Texts are in the reader's language."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from innovation_hub.ui.decision.seen import NOTHING, Seen, SeenRecords


@dataclass(frozen=True, slots=True)
class Record:
    """The record in its current version; ``facts`` are compared with those that were seen, by their labels.

    So are the ``records`` that it consists of, if it has many.
    """

    name: str
    version: Any
    facts: Mapping[str, str] = field(default_factory=dict)
    records: SeenRecords = NOTHING


@dataclass(frozen=True, slots=True)
class EffectTable:
    """The effects as a table: each row is a name, the value before and the value after, as text or `Html`."""

    caption: str
    headers: tuple[str, str, str]
    rows: Sequence[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Expander:
    """Label and widget key of an expander."""

    label: str
    key: str


@dataclass(frozen=True, slots=True)
class Reason:
    """The text area of a reason of at most ``most`` characters. Services raise `Invalid` if the reason is too short.

    In an ``expander`` it is drawn with the ``reasoned`` options; the others are drawn above.
    """

    label: str
    most: int
    help: str | None = None
    expander: Expander | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """The text field of an amount, after the reason; options parse its text, ``on.amount.text``."""

    label: str
    help: str | None = None
    placeholder: str | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """A button: ``act`` gets the seen version and the reason, and calls one service.

    ``said`` is the message about the result, or returns it for the result of ``act``. ``then`` opens the next record or
    page before the rerun. ``main`` is the usual option, ``reasoned`` one that needs a reason. ``obstacle`` is the
    sentence why it is not possible now; its button is disabled. With ``keeps_input`` the fields keep their input,
    for the next decision on the record.
    """

    label: str
    act: Callable[[Seen, str], Any]
    said: str | Callable[[Any], str]
    key: str
    icon: str | None = None
    main: bool = False
    reasoned: bool = False
    keeps_input: bool = False
    obstacle: str = ""
    then: Callable[[], object] | None = None
