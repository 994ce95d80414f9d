"""Task: check a PDF; the number of its pages, or the reason why it is refused."""

import json
import logging
from io import BytesIO
from typing import Any

from innovation_hub.files import polyglot
from innovation_hub.files.actions import Refused, inspect

MOST_PAGES = 500


def work(content: bytes) -> bytes:
    """JSON ``{"pages": 3}`` or ``{"refused": "script"}``; each reason has a text ``proposals.file.<reason>``."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        found: dict[str, Any] = {"pages": _pages(content)}
    except Refused as refusal:
        found = {"refused": refusal.reason}
    except MemoryError:
        raise
    except Exception:  # a hostile file can make the parser raise anything
        found = {"refused": "damaged"}
    return json.dumps(found).encode()


def _pages(content: bytes) -> int:
    from pypdf import PdfReader

    polyglot.check(content)
    reader = PdfReader(BytesIO(content))
    if reader.is_encrypted:
        raise Refused("encrypted")
    pages = len(reader.pages)
    if not 0 < pages <= MOST_PAGES:
        raise Refused("too_many_pages" if pages else "no_pages")
    inspect(reader)
    return pages
