"""Detection of active content in a PDF. Every object of the file is inspected, also those that no page refers to.

The names are those of ISO 32000-2: actions in 12.6, annotations in 12.5, file specifications in 7.11.
"""

from collections.abc import Iterator
from typing import Any

_ACTIONS = {
    "/JavaScript": "script",
    "/Launch": "launch",
    "/GoToR": "elsewhere",
    "/GoToE": "elsewhere",
    "/Thread": "elsewhere",
    "/ImportData": "sends",
    "/SubmitForm": "sends",
    "/Rendition": "media",
    "/Movie": "media",
    "/Sound": "media",
    "/RichMediaExecute": "media",
    "/GoTo3DView": "media",
}
_ANNOTATIONS = {
    "/RichMedia": "media",
    "/Movie": "media",
    "/Sound": "media",
    "/Screen": "media",
    "/3D": "media",
    "/FileAttachment": "embedded",
}
_TYPES = {"/EmbeddedFile": "embedded", "/Collection": "embedded", "/Rendition": "media"}
_KEYS = {
    "/JavaScript": "script",
    "/EmbeddedFiles": "embedded",
    "/EF": "embedded",
    "/XFA": "form",
}
_MOST_NESTED = 200


class Refused(Exception):
    """The file may not be stored; ``reason`` is the last part of the key ``proposals.file.<reason>``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def inspect(reader: Any) -> None:
    """Raise `Refused` for the first script, launch, submission, media, attachment or link that opens by itself.

    ``reader`` is a `pypdf.PdfReader`.
    """
    for part in _dictionaries(reader):
        reason = _reason(part)
        if reason:
            raise Refused(reason)
        for action in _automatic(part):
            if action.get("/S") == "/URI":
                raise Refused("opens")


def _reason(part: dict[str, Any]) -> str | None:
    for key, reason in _KEYS.items():
        if _is_present(part.get(key)):
            return reason
    if isinstance(_plain(part.get("/JS")), str) or _is_stream(_plain(part.get("/JS"))):
        return "script"
    if _is_stream(part) and "/F" in part:  # the stream's data is in another file
        return "elsewhere"
    action, kind, sub = (_plain(part.get(key)) for key in ("/S", "/Type", "/Subtype"))
    if isinstance(action, str) and action in _ACTIONS:
        return _ACTIONS[action]
    if isinstance(kind, str) and kind in _TYPES:
        return _TYPES[kind]
    if isinstance(sub, str) and sub in _ANNOTATIONS and ("/Rect" in part or kind == "/Annot"):
        return _ANNOTATIONS[sub]
    return None


def _automatic(part: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The actions that run without a click on a link: on opening, on a page change, on moving over a field."""
    triggers = _plain(part.get("/AA"))
    waiting = [part.get("/OpenAction"), *(triggers.values() if isinstance(triggers, dict) else ())]
    seen = set()
    while waiting:
        action = _plain(waiting.pop())
        if isinstance(action, list):
            waiting += action
        elif isinstance(action, dict) and id(action) not in seen:
            seen.add(id(action))
            yield action
            waiting.append(action.get("/Next"))


def _dictionaries(reader: Any) -> Iterator[dict[str, Any]]:
    """Every dictionary of the file, nested ones included.

    References are not followed: the object that one points to is listed itself.
    """
    from pypdf.generic import IndirectObject

    numbers = {(number, generation) for generation, table in reader.xref.items() for number in table}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    waiting: list[tuple[Any, int]] = [(reader.trailer, 0)]
    for number, generation in sorted(numbers):
        if number:
            waiting.append((IndirectObject(number, generation, reader).get_object(), 0))
        while waiting:
            value, depth = waiting.pop()
            if depth > _MOST_NESTED:
                raise Refused("damaged")
            if isinstance(value, dict):
                yield value
                waiting += [(inner, depth + 1) for inner in value.values()]
            elif isinstance(value, list):
                waiting += [(inner, depth + 1) for inner in value]


def _is_present(value: Any) -> bool:
    """Whether a key has a value. Resources are not counted: a font or picture may have any of these names."""
    value = _plain(value)
    return value is not None and not (isinstance(value, dict) and value.get("/Type") in ("/Font", "/XObject"))


def _is_stream(value: Any) -> bool:
    return isinstance(value, dict) and hasattr(value, "get_data")


def _plain(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else value
