"""A file that is a PDF for one program and something else for another."""

import re

from innovation_hub.files.actions import Refused

_HTML = re.compile(rb"<(?:html|script|iframe)[\s>/]|<!doctype\s+html", re.IGNORECASE)
_ZIP_END = b"PK\x05\x06"
_ZIP_TAIL = 65_557
"""A ZIP archive ends with its directory, after which a comment of so many bytes may stand."""


def check(content: bytes) -> None:
    """Raise `Refused` for a PDF that a browser could read as a page, or that goes on after its own end."""
    if _HTML.search(content) or _ZIP_END in content[-_ZIP_TAIL:]:
        raise Refused("polyglot")
    end = content.rfind(b"%%EOF")
    if end >= 0 and content[end + 5 :].strip(b"\0\t\n\f\r \x1a"):
        raise Refused("polyglot")
