"""What is read without a connection: the service worker, and the page that it shows (docs/adr/0027)."""

import hashlib
import json
from functools import cache

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from innovation_hub.i18n import LANGUAGES
from innovation_hub.web import language
from innovation_hub.web.blob import REVALIDATE, Blob
from innovation_hub.web.frontend import WORKER, document, own

SCRIPTS = ("again.js", "offline.js")
"""Our files that the page without a connection needs."""
_WORDS = ("copies", "copy", "stored")


@cache
def script() -> Blob:
    """The service worker with its texts, its files, and a version that changes with them."""
    files = [*(f"/offline?lang={lang}" for lang in LANGUAGES), *(own.url(name) for name in SCRIPTS)]
    words = own.words("frontend.page.offline", _WORDS)  # keys: frontend.page.offline.*
    text = WORKER.read_text("utf-8")
    shown = [document.offline(lang).digest for lang in LANGUAGES]
    version = hashlib.sha256(json.dumps([text, files, words, shown]).encode()).hexdigest()[:12]
    return Blob.of(own.filled(text, VERSION=version, FILES=files, WORDS=words), "text/javascript")


async def worker(request: Request) -> Response:
    """``/service-worker.js``, asked for again at each visit, so that an upgrade reaches every phone."""
    return script().response(request, cache=REVALIDATE)


async def offline(request: Request) -> Response:
    """``/offline``: the page that says that there is no connection, for the service worker to store."""
    return document.offline(language.language_of(request)).response(request, cache=REVALIDATE)


def offline_routes() -> list[Route]:
    """Routes of the service worker and its page."""
    return [Route("/service-worker.js", worker), Route("/offline", offline)]
