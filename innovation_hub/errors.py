"""Errors of the hub: classes with data, a catalogue key and an HTTP status.

Services raise these; ``ui`` and ``web`` turn them into a sentence in the reader's language.
"""

from collections.abc import Sequence
from typing import Any, ClassVar


class HubError(Exception):
    """An error with a sentence: its catalogue ``key``, and ``data`` for the placeholders."""

    status: ClassVar[int] = 400

    def __init__(self, key: str, **data: Any) -> None:
        super().__init__(key)
        self.key = key
        self.data = data


class Invalid(HubError):
    """Input is not valid; ``field`` is the name of its field."""

    status = 422

    def __init__(self, key: str, *, field: str | None = None, **data: Any) -> None:
        super().__init__(key, **data)
        self.field = field


class Several(Invalid):
    """Several inputs are not valid; ``problems`` are shown together, each at its field."""

    def __init__(self, problems: Sequence[Invalid]) -> None:
        first = problems[0]
        super().__init__(first.key, field=first.field, **first.data)
        self.problems = tuple(problems)


class SignInRequired(HubError):
    """The visitor must sign in first."""

    status = 401

    def __init__(self) -> None:
        super().__init__("errors.sign_in_required")


class Forbidden(HubError):
    """The actor's roles or relation to the record do not allow it."""

    status = 403

    def __init__(self, key: str = "errors.forbidden", **data: Any) -> None:
        super().__init__(key, **data)


class NotFound(HubError):
    """There is no such record, or none that the actor may know of."""

    status = 404

    def __init__(self, key: str = "errors.not_found", **data: Any) -> None:
        super().__init__(key, **data)


class Conflict(HubError):
    """Somebody else changed the record since it was read."""

    status = 409

    def __init__(self, key: str = "errors.conflict", **data: Any) -> None:
        super().__init__(key, **data)


class NotNow(HubError):
    """The workflow does not allow this event in the present state or at this time."""

    status = 409


class DeadlinePassed(NotNow):
    """The deadline has passed, by the server's clock."""

    def __init__(self, **data: Any) -> None:
        super().__init__("errors.deadline_passed", **data)


class InsufficientFunds(HubError):
    """A movement would take an account of a budget line below zero."""

    status = 409


class TooLarge(HubError):
    """A file exceeds the size limit."""

    status = 413


class Incomplete(HubError):
    """A request was not received completely because the connection was cut or too slow; a retry may succeed."""

    status = 408

    def __init__(self) -> None:
        super().__init__("errors.incomplete")


class TooManyTries(HubError):
    """Too many failed attempts; ``seconds`` is the time to wait."""

    status = 429

    def __init__(self, *, seconds: int) -> None:
        super().__init__("errors.too_many_tries", seconds=seconds)


class TooBusy(HubError):
    """The hub is overloaded at present; a retry may succeed."""

    status = 503


class DatabaseTrouble(HubError):
    """The database cannot be used: not reached, read-only, newer than this release, or not migrated."""

    status = 503


class Stopping(HubError):
    """This process is stopping; another one, or this one after its restart, will serve requests."""

    status = 503

    def __init__(self) -> None:
        super().__init__("errors.stopping")
