"""Health checks for supervisors and load balancers."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from innovation_hub.services.pulse import Pulse
from innovation_hub.web import pools, stopping

NO_STORE = {"Cache-Control": "no-store"}


async def alive(request: Request) -> Response:
    """``/healthz``: the process answers."""
    return JSONResponse({"status": "ok"}, headers=NO_STORE)


def health_routes(pulse: Pulse) -> list[Route]:
    """Routes ``/healthz`` and ``/readyz``; the pulse is that of the database."""

    async def ready(request: Request) -> Response:
        """``/readyz``: within 3 s; 503 with the reason when this process is ending or stalled, or has no database."""
        if trouble := stopping.trouble() or pools.trouble() or await pulse.trouble_soon():
            return JSONResponse({"status": "unavailable", "reason": trouble.key}, 503, headers=NO_STORE)
        return JSONResponse({"status": "ok"}, headers=NO_STORE)

    return [Route("/healthz", alive), Route("/readyz", ready)]
