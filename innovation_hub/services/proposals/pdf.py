"""Whether bytes are a PDF that the hub may keep: whole, readable by everyone, and without anything that runs."""

import hashlib
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from innovation_hub.config import settings
from innovation_hub.domain.proposals import FILE_NAME_MAX
from innovation_hub.domain.text import clean_line
from innovation_hub.errors import Invalid, TooLarge

_ACTIVE = {
    "/JavaScript",
    "/Launch",
    "/ImportData",
    "/SubmitForm",
    "/Rendition",
    "/RichMedia",
    "/Movie",
    "/Sound",
}
_ACTIVE_ANNOTATIONS = {"/RichMedia", "/Movie", "/Sound", "/Screen", "/FileAttachment", "/3D"}
_MOST_PAGES = 500
_MOST_STEPS = 20_000
_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Pdf:
    """A PDF that may be kept."""

    name: str
    content: bytes
    pages: int
    sha256: str


def examine(name: str, content: bytes) -> Pdf:
    """Check an uploaded file; raises `TooLarge` or `Invalid` with the sentence for what is wrong."""
    most = settings().attachment_mb
    if not content:
        raise Invalid("proposals.file.empty", field="attachment")
    if len(content) > most * _MB:
        raise TooLarge("proposals.file.too_large", size=round(len(content) / _MB), most=most)
    if not content.startswith(b"%PDF-"):
        raise Invalid("proposals.file.not_pdf", field="attachment")
    return Pdf(_file_name(name), content, _pages(content), hashlib.sha256(content).hexdigest())


def _pages(content: bytes) -> int:
    """The number of pages, once the file is known to be readable and inert."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted:
            raise Invalid("proposals.file.encrypted", field="attachment")
        pages = len(reader.pages)
        if pages == 0:
            raise Invalid("proposals.file.no_pages", field="attachment")
        if pages > _MOST_PAGES:
            raise Invalid("proposals.file.too_many_pages", field="attachment", most=_MOST_PAGES)
        if _runs(reader):
            raise Invalid("proposals.file.active", field="attachment")
    except Invalid:
        raise
    # A hostile file can make the parser fail in any way; whatever it is, the file is not readable.
    except (
        PyPdfError,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        IndexError,
        RecursionError,
        OSError,
    ) as error:
        raise Invalid("proposals.file.damaged", field="attachment") from error
    return pages


def _runs(reader: Any) -> bool:
    """Whether the document holds scripts, programs, media or files inside it."""
    root = reader.root_object
    names = _plain(root.get("/Names")) or {}
    if "/JavaScript" in names or "/EmbeddedFiles" in names:
        return True
    form = _plain(root.get("/AcroForm")) or {}
    if "/XFA" in form:
        return True
    for steps, action in enumerate(_actions(reader, root)):
        if steps > _MOST_STEPS or action.get("/S") in _ACTIVE or "/JS" in action:
            return True
    return False


def _actions(reader: Any, root: Any) -> Iterator[Any]:
    """Every action of the document, its pages and their annotations; an active annotation as one."""
    yield from _chain(root.get("/OpenAction"))
    yield from _triggers(root)
    for page in reader.pages:
        yield from _triggers(page)
        for entry in _plain(page.get("/Annots")) or ():
            note = _plain(entry)
            if not isinstance(note, dict):
                continue
            if note.get("/Subtype") in _ACTIVE_ANNOTATIONS:
                yield {"/S": "/RichMedia"}
            yield from _chain(note.get("/A"))
            yield from _triggers(note)


def _triggers(thing: Any) -> Iterator[Any]:
    for action in (_plain(thing.get("/AA")) or {}).values():
        yield from _chain(action)


def _chain(action: Any) -> Iterator[Any]:
    """An action and those that follow it; a destination (an array) is none."""
    waiting, steps = [action], 0
    while waiting and steps < _MOST_STEPS:
        steps += 1
        current = _plain(waiting.pop())
        if isinstance(current, list):
            waiting += [item for item in current if isinstance(_plain(item), dict)]
        elif isinstance(current, dict):
            yield current
            waiting.append(current.get("/Next"))


def _plain(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else value


def _file_name(name: str) -> str:
    """The last part of the name, shortened, always ending in ``.pdf``."""
    base = clean_line(name).replace("\\", "/").rsplit("/", 1)[-1].strip(" .") or "andiko"
    stem = base[:-4] if base.lower().endswith(".pdf") else base
    return f"{stem[: FILE_NAME_MAX - 4]}.pdf"
