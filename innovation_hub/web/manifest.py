"""The web app manifest, by which a phone can install the hub: ``/manifest.webmanifest`` (w3.org/TR/appmanifest)."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from innovation_hub.design import LIGHT
from innovation_hub.i18n import LANGUAGES, translator
from innovation_hub.web.frontend import own

BACKGROUND, THEME = LIGHT["paper"], LIGHT["teal"]


def _icon(name: str, purpose: str) -> dict[str, str]:
    return {"src": own.url(name), "sizes": "any", "type": "image/svg+xml", "purpose": purpose}


async def manifest(request: Request) -> Response:
    """Name, colours, icon and shortcuts, in the language of the address; Swahili without one."""
    lang = request.query_params.get("lang", "")
    t = translator(lang if lang in LANGUAGES else LANGUAGES[0])
    about = {
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",
        "lang": t.lang,
        "name": t("chrome.title"),
        "short_name": t("chrome.title"),
        "description": t("frontend.page.description"),
        "background_color": BACKGROUND,
        "theme_color": THEME,
        "icons": [_icon("icon.svg", "any"), _icon("icon-masked.svg", "maskable")],
        "shortcuts": [{"name": t(f"pages.{name}"), "url": f"/{name}"} for name in ("calls", "results")],
    }  # keys: pages.*
    headers = {"Cache-Control": "public, max-age=86400"}
    return JSONResponse(about, media_type="application/manifest+json", headers=headers)


def manifest_routes() -> list[Route]:
    """The route of the manifest."""
    return [Route("/manifest.webmanifest", manifest)]
