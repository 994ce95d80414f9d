"""Two questions of a supervisor or load balancer: does the process live, can it do its work?"""

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from innovation_hub.errors import HubError

NO_STORE = {"Cache-Control": "no-store"}


async def alive(request: Request) -> Response:
    """``/healthz``: the process answers."""
    return JSONResponse({"status": "ok"}, headers=NO_STORE)


def health_routes(readiness: Callable[[], None]) -> list[Route]:
    """Routes ``/healthz`` and ``/readyz``; ``readiness`` raises a ``HubError`` while the hub cannot work."""

    async def ready(request: Request) -> Response:
        """``/readyz``: the database answers and is migrated; 503 with the reason's key otherwise."""
        try:
            await run_in_threadpool(readiness)
        except HubError as error:
            return JSONResponse({"status": "unavailable", "reason": error.key}, 503, headers=NO_STORE)
        return JSONResponse({"status": "ok"}, headers=NO_STORE)

    return [Route("/healthz", alive), Route("/readyz", ready)]
