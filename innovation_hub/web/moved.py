"""Redirects from addresses of earlier releases to the present ones."""

from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import Route

MOVED = {"register": "systems", "fair-ranking": "adjusted-ranking"}


def moved_routes() -> list[Route]:
    """A route for each address that a page no longer has."""
    return [Route(f"/{name}", _on) for name in MOVED]


async def _on(request: Request) -> RedirectResponse:
    where = f"/{MOVED[request.url.path.strip('/')]}"
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(where + query, status_code=308)
