"""What search engines ask for: ``/robots.txt`` and ``/sitemap.xml``."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route


async def robots(request: Request) -> Response:
    """Public pages may be indexed; forms and files need not be."""
    return PlainTextResponse("User-agent: *\nDisallow: /account/\nDisallow: /_stcore/\nDisallow: /media/\n")


def crawler_routes() -> list[Route]:
    """The routes of these files."""
    return [Route("/robots.txt", robots)]
