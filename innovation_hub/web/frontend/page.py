"""The HTML page of every address of the app: Streamlit's scripts and styles with the hub's head and a placeholder.

Streamlit's ``index.html`` is read when the server starts, so new file names of an upgrade are found; its script and
style tags are used. The rest is ours: language, title, description, icon, small fonts, and a sketch of the page
inside ``#root`` that is shown until Streamlit draws. No inline script: the content security policy forbids it.
"""

import re
from collections.abc import Awaitable, Callable, Collection
from functools import lru_cache
from html import escape
from string import Template

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from innovation_hub.i18n import LANGUAGES, choose_language, translator
from innovation_hub.web.blob import REVALIDATE, Blob
from innovation_hub.web.frontend import FILES, own, streamlit_static
from innovation_hub.web.frontend.style import sheet_name

Handler = Callable[[Request], Awaitable[Response]]
Guard = Callable[[Handler], Handler]
TEMPLATE = "page.html"
LANGUAGE_COOKIE = "hub_lang"
LOADED = re.compile(r"<(?:script|link)\b[^>]*\b(?:src|href)=\"\./static/(?:js|css)/[^>]*>(?:</script>)?")


def streamlit_tags() -> str:
    """The tags of Streamlit's page that load its scripts and styles, with addresses from the root."""
    tags = LOADED.findall((streamlit_static() / "index.html").read_text("utf-8"))
    if not any("<script" in tag for tag in tags):
        raise RuntimeError("Streamlit's index.html names no script")
    html = "\n".join(tags).replace(f'"./{sheet_name()}"', f'"{own.url(own.SHEET)}"')
    return html.replace('"./static/', '"/static/')


@lru_cache(maxsize=len(LANGUAGES))
def page(lang: str) -> Blob:
    """The page in one language."""
    t = translator(lang)
    template = Template((FILES.parent / TEMPLATE).read_text("utf-8"))
    texts = {
        "title": t("chrome.title"),
        "description": t("frontend.page.description"),
        "loading": t("frontend.page.loading"),
        "no_script": t("frontend.page.no_script"),
        **{f"menu_{code}": translator(code)("frontend.page.menu") for code in LANGUAGES},
    }
    places = {name.replace(".", "_").replace("-", "_"): own.url(name) for name in own.files()}
    html = template.substitute(
        {name: escape(text) for name, text in texts.items()},
        lang=lang,
        streamlit=streamlit_tags(),
        **places,
    )
    return Blob.of(html, "text/html")


def language_of(request: Request) -> str:
    """The language in the address, in the cookie, or the browser's first one that the hub supports."""
    for candidate in (request.query_params.get("lang"), request.cookies.get(LANGUAGE_COOKIE)):
        if candidate in LANGUAGES:
            return str(candidate)
    return choose_language(request.headers.get("accept-language"))


async def serve(request: Request) -> Response:
    """Serve any address of a page; 404 for names with a dot, as existing files are served elsewhere."""
    if "." in request.path_params.get("page", ""):
        return PlainTextResponse("Not Found", status_code=404, headers={"Cache-Control": "no-store"})
    return page(language_of(request)).response(
        request, cache=REVALIDATE, vary="Accept-Encoding, Accept-Language, Cookie"
    )


async def favicon(request: Request) -> Response:
    """``/favicon.ico`` and ``/favicon.png``, which some programs request by default."""
    return own.files()["icon.svg"].response(request, cache="public, max-age=86400")


async def robots(request: Request) -> Response:
    """``/robots.txt``: public pages may be indexed, forms and files need not be."""
    return PlainTextResponse("User-agent: *\nDisallow: /account/\nDisallow: /_stcore/\nDisallow: /media/\n")


def page_routes(
    addresses: Collection[str] | None = None, guard: Guard = lambda handler: handler
) -> list[Route]:
    """Routes of the page: at the root and at each of the ``addresses``, or at every one of one segment.

    ``guard`` may answer in its place. Raises ``RuntimeError`` when the installed Streamlit's page is not as expected.
    """
    for lang in LANGUAGES:
        page(lang)
    names = ["{page}"] if addresses is None else sorted(filter(None, addresses))
    return [
        Route("/favicon.ico", favicon),
        Route("/favicon.png", favicon),
        Route("/robots.txt", robots),
        Route("/", guard(serve)),
        *(Route(f"/{name}", guard(serve)) for name in names),
    ]
