"""``/journal/head``: the hash of the journal's last entry, by which anyone can check the journal later."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from innovation_hub.services import journal
from innovation_hub.web import pools


async def newest(request: Request) -> Response:
    """Number, instant and hash of the last entry; 404 while the journal is empty."""
    last = await pools.run_reading(journal.noted)
    if last is None:
        return JSONResponse({}, 404)
    body = {"entry": last.entry, "at": last.at.isoformat(), "hash": last.hash}
    return JSONResponse(body, headers={"Cache-Control": "no-store"})


def noted_routes() -> list[Route]:
    """The one route."""
    return [Route("/journal/head", newest)]
