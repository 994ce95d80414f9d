"""Check of uploaded PDFs: complete, not encrypted, without active content."""

import hashlib
import json
from dataclasses import dataclass

from innovation_hub.config import settings
from innovation_hub.domain.proposals import FILE_NAME_MAX
from innovation_hub.domain.text import clean_line
from innovation_hub.errors import Invalid, TooBusy, TooLarge
from innovation_hub.files import sandbox
from innovation_hub.files.pdf import MOST_PAGES

_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Pdf:
    """A checked PDF."""

    name: str
    content: bytes
    pages: int
    sha256: str


def examine(name: str, content: bytes) -> Pdf:
    """Check an uploaded file; raises `TooLarge` or `Invalid` with what is wrong."""
    most = settings().attachment_mb
    if not content:
        raise Invalid("proposals.file.empty", field="attachment")
    if len(content) > most * _MB:
        raise TooLarge("proposals.file.too_large", size=round(len(content) / _MB), most=most)
    if not content.startswith(b"%PDF-"):
        raise Invalid("proposals.file.not_pdf", field="attachment")
    return Pdf(_file_name(name), content, _pages(content), hashlib.sha256(content).hexdigest())


def _pages(content: bytes) -> int:
    """The number of pages; raises `Invalid` for a file that is unreadable or has active content."""
    try:
        found = json.loads(sandbox.run("innovation_hub.files.pdf", content))
    except sandbox.Busy as error:
        raise TooBusy("proposals.file.busy") from error
    except sandbox.TooCostly as error:
        raise Invalid("proposals.file.too_hard", field="attachment") from error
    except sandbox.Crashed as error:
        raise Invalid("proposals.file.damaged", field="attachment") from error
    if "refused" in found:
        # keys: proposals.file.damaged, proposals.file.encrypted, proposals.file.no_pages
        # keys: proposals.file.too_many_pages, proposals.file.script, proposals.file.launch
        # keys: proposals.file.elsewhere, proposals.file.opens, proposals.file.sends, proposals.file.media
        # keys: proposals.file.embedded, proposals.file.form, proposals.file.polyglot
        raise Invalid(f"proposals.file.{found['refused']}", field="attachment", most=MOST_PAGES)
    return int(found["pages"])


def _file_name(name: str) -> str:
    """The last part of the name, shortened, always ending in ``.pdf``."""
    base = clean_line(name).replace("\\", "/").rsplit("/", 1)[-1].strip(" .") or "andiko"
    stem = base[:-4] if base.lower().endswith(".pdf") else base
    return f"{stem[: FILE_NAME_MAX - 4]}.pdf"
