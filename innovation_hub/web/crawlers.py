"""What search engines ask for: ``/robots.txt`` and ``/sitemap.xml``."""

from collections.abc import Collection
from html import escape

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from innovation_hub.config import settings
from innovation_hub.domain import addresses
from innovation_hub.domain.calls import CallPhase
from innovation_hub.domain.permissions import VISITOR
from innovation_hub.services import calls
from innovation_hub.web import pools

MOST = 40_000
"""Calls in the site map, which may name 50,000 addresses (sitemaps.org)."""
# Searches, orders and pages of lists are left out: they show the same records again.
ROBOTS = """User-agent: *
Disallow: /account/
Disallow: /api/
Disallow: /_stcore/
Disallow: /media/
Disallow: /*?*q=
Disallow: /*?*order=
Sitemap: {base}/sitemap.xml
"""


async def robots(request: Request) -> Response:
    """Public pages may be indexed; forms, files and searches need not be."""
    return PlainTextResponse(ROBOTS.format(base=_base()))


def sitemap(public: Collection[str]) -> str:
    """The addresses of public pages, of published calls and of results, as XML."""
    cards = calls.announced(VISITOR, size=MOST).items
    paths = [addresses.written(address) for address in sorted(public)]
    paths += [addresses.written("calls", {"call": card.code}) for card in cards]
    over = [card for card in cards if card.phase is CallPhase.CONCLUDED]
    paths += [addresses.written("results", {"call": card.code}) for card in over]
    listed = "".join(f"<url><loc>{escape(_base() + path)}</loc></url>\n" for path in paths)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{listed}</urlset>\n'
    )


def crawler_routes(public: Collection[str] = ()) -> list[Route]:
    """The routes of these files; ``public`` are the addresses of pages that everybody may read."""

    async def mapped(request: Request) -> Response:
        return Response(await pools.run_reading(sitemap, public), media_type="application/xml")

    return [Route("/robots.txt", robots), Route("/sitemap.xml", mapped)]


def _base() -> str:
    return settings().base_url.rstrip("/")
