"""Every refusal the hub can give: a small class, data, a catalogue key and an HTTP status.

Services raise these; ``ui`` and ``web`` turn them into a sentence in the reader's language.
"""

from collections.abc import Sequence
from typing import Any, ClassVar


class HubError(Exception):
    """A refusal with a sentence: ``key`` names it in the catalogue, ``data`` fills it in."""

    status: ClassVar[int] = 400

    def __init__(self, key: str, **data: Any) -> None:
        super().__init__(key)
        self.key = key
        self.data = data


class Invalid(HubError):
    """What was typed cannot be accepted; ``field`` says where it was typed."""

    status = 422

    def __init__(self, key: str, *, field: str | None = None, **data: Any) -> None:
        super().__init__(key, **data)
        self.field = field


class Several(Invalid):
    """More than one thing typed cannot be accepted; ``problems`` are told together, each at its field."""

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
    """The closing instant lies in the past, by the server's clock."""

    def __init__(self, **data: Any) -> None:
        super().__init__("errors.deadline_passed", **data)


class InsufficientFunds(HubError):
    """A movement would take an account of a budget line below zero."""

    status = 409


class TooLarge(HubError):
    """A file is larger than the hub takes."""

    status = 413


class Incomplete(HubError):
    """The line was cut, or too slow, before all of a request had come; sent again it may succeed."""

    status = 408

    def __init__(self) -> None:
        super().__init__("errors.incomplete")


class TooManyTries(HubError):
    """Too many failed tries; ``seconds`` says how long to wait."""

    status = 429

    def __init__(self, *, seconds: int) -> None:
        super().__init__("errors.too_many_tries", seconds=seconds)


class TooBusy(HubError):
    """The hub has its hands full at this moment; the same request may succeed a little later."""

    status = 503


class DatabaseTrouble(HubError):
    """The database cannot be used as it is: read-only, newer than this release, or not migrated."""

    status = 503


class Stopping(HubError):
    """This process is ending; another one, or this one after its restart, takes requests shortly."""

    status = 503

    def __init__(self) -> None:
        super().__init__("errors.stopping")
