"""Responses (503 with the reason) while the database cannot be used or the process is ending."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

from innovation_hub.errors import DatabaseTrouble, HubError
from innovation_hub.services import pulse
from innovation_hub.web import stopping
from innovation_hub.web.account_forms.page import Visit
from innovation_hub.web.problem import RETRY_SECONDS

Handler = Callable[[Request], Awaitable[Response]]


def away(request: Request, error: HubError) -> Response:
    """A page with the reason, which reloads itself when the hub works again."""
    visit = Visit(request, {}, status=error.status)
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    answer = visit.page(
        "away",
        reason=visit.sentence(error),
        again=here,
    )
    answer.headers["Retry-After"] = str(RETRY_SECONDS)
    return answer


def guarded(handler: Handler) -> Handler:
    """Wrap a handler: it runs only while the database answers and the process is not ending, else `away` answers."""

    async def answer(request: Request) -> Response:
        if trouble := stopping.trouble() or await pulse.database.trouble_soon():
            return away(request, trouble)
        try:
            return await handler(request)
        except DatabaseTrouble as error:
            return away(request, error)

    return answer
