"""The account signed in on this browser: ``GET /api/session``, requested by a form whose writer was signed out."""

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from innovation_hub.web import identity
from innovation_hub.web.problem import NO_STORE, with_problems


async def session(request: Request) -> Response:
    """Respond with ``{"account": 7}``, or null for a visitor."""
    who = await identity.actor(request)
    body = orjson.dumps({"account": who.id if who.signed_in else None})
    return Response(body, media_type="application/json", headers=NO_STORE)


def session_routes() -> list[Route]:
    """The route of the session."""
    return [Route("/api/session", with_problems(session), methods=["GET"])]
