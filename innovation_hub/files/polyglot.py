"""Detection of polyglots: files that one program reads as PDF and another as something else."""

import re

from innovation_hub.files.actions import Refused

_HTML = re.compile(rb"<(?:html|script|iframe)[\s>/]|<!doctype\s+html", re.IGNORECASE)
_ZIP_END = b"PK\x05\x06"
_ZIP_TAIL = 65_557
"""The longest end of a ZIP archive in bytes: the end record (22) and a comment (65 535)."""


def check(content: bytes) -> None:
    """Raise `Refused` for a PDF that contains HTML, ends as a ZIP archive, or has data after its last ``%%EOF``."""
    if _HTML.search(content) or _ZIP_END in content[-_ZIP_TAIL:]:
        raise Refused("polyglot")
    end = content.rfind(b"%%EOF")
    if end >= 0 and content[end + 5 :].strip(b"\0\t\n\f\r \x1a"):
        raise Refused("polyglot")
