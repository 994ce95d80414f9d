"""Routes of the app's pages: a light page where there is one, else the sketch that waits for Streamlit."""

import logging
from collections.abc import Awaitable, Callable, Collection
from functools import partial
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from innovation_hub.domain.addresses import Address
from innovation_hub.errors import DatabaseTrouble, HubError
from innovation_hub.i18n import LANGUAGES
from innovation_hub.web import identity, language, pools
from innovation_hub.web.blob import REVALIDATE, Blob
from innovation_hub.web.frontend import document, own, records
from innovation_hub.web.frontend.document import Light

Handler = Callable[[Request], Awaitable[Response]]
Guard = Callable[[Handler], Handler]
Content = Callable[..., Light | None]
"""A function of a page's address and the keywords ``query``, ``session``, ``asked`` and ``lang``."""
VARY = "Accept-Encoding, Accept-Language, Cookie, Save-Data"
COPY = "Hub-Copy"
"""Header of a public page as everybody reads it: the service worker may store it on a phone that others use too."""
LONGEST_QUERY = 2_000
"""Characters of a query; a longer one is left to Streamlit."""
log = logging.getLogger("innovation_hub.web")


async def serve(request: Request, content: Content | None = None) -> Response:
    """Serve any address of a page; 404 for names with a dot, as existing files are served elsewhere."""
    if "." in request.path_params.get("page", ""):
        return PlainTextResponse("Not Found", status_code=404, headers={"Cache-Control": "no-store"})
    address = await records.found(request)
    if moved := records.elsewhere(request, address):
        return moved
    light = await _light(request, content, address) if content else None
    if light is None:
        lang = language.language_of(request)
        sketch = document.sketch(lang).response(request, cache=REVALIDATE, vary=VARY)
        sketch.headers["Content-Language"] = lang
        return sketch
    saving = request.headers.get("save-data", "").lower() == "on"
    html = document.light(light, address.written_without("lang"), saving=saving)
    blob = Blob.once(html, "text/html", request)
    cache = "no-store" if light.private else f"private, {REVALIDATE}"
    answer = blob.response(request, cache=cache, vary=VARY, status=light.status)
    answer.headers["Content-Language"] = light.lang
    if not (light.private or identity.signed_in(request)):
        answer.headers[COPY] = "public"
    language.remember(answer, request, language.asked(request))
    return answer


async def _light(request: Request, content: Content, address: Address) -> Light | None:
    """The light page; None if there is none, or if it cannot be had now and Streamlit may do better."""
    if len(request.url.query) > LONGEST_QUERY:
        return None
    try:
        return await pools.run_reading(
            partial(
                content,
                address.page,
                query=urlencode(address.query),
                session=request.headers.get(identity.HEADER, ""),
                asked=language.asked(request),
                lang=language.language_of(request),
            )
        )
    except DatabaseTrouble:
        raise
    except HubError as error:  # too busy to draw it
        log.info("no light page for %s: %s", request.url.path, error.key)
    except Exception:
        log.exception("unexpected error while drawing the light page %s", request.url.path)
    return None


async def favicon(request: Request) -> Response:
    """``/favicon.ico`` and ``/favicon.png``, which some programs request by default."""
    return own.files()["icon.svg"].response(request, cache="public, max-age=86400")


def page_routes(
    addresses: Collection[str] | None = None,
    guard: Guard = lambda handler: handler,
    content: Content | None = None,
) -> list[Route]:
    """Routes of the page: at the root and at each of the ``addresses``, or at every one of one segment.

    ``guard`` may answer in its place. ``content`` draws light pages. Raises ``RuntimeError`` when the installed
    Streamlit's page is not as expected.
    """
    for lang in LANGUAGES:
        document.sketch(lang)
    names = ["{page}"] if addresses is None else sorted(filter(None, addresses))
    handler = guard(partial(serve, content=content))
    return [
        Route("/favicon.ico", favicon),
        Route("/favicon.png", favicon),
        Route("/", handler),
        *(Route(f"/{name}", handler) for name in names),
        *(Route(path, handler) for path in records.paths(names)),
    ]
