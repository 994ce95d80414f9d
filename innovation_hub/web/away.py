"""The answer while the database is away: 503 with the reason, which a proxy understands and a reader too."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

from innovation_hub.errors import HubError
from innovation_hub.services import pulse
from innovation_hub.web.account_forms.page import Visit
from innovation_hub.web.problem import RETRY_SECONDS

Handler = Callable[[Request], Awaitable[Response]]


def away(request: Request, error: HubError) -> Response:
    """A page that says what is wrong with the database and asks again by itself."""
    visit = Visit(request, {}, status=error.status)
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    answer = visit.page(
        "notice",
        name="away",
        params={"reason": visit.sentence(error)},
        action=(here, "accounts.action.try_again"),
    )
    answer.headers["Retry-After"] = str(RETRY_SECONDS)
    if request.method == "GET":
        answer.headers["Refresh"] = str(RETRY_SECONDS)
    return answer


def guarded(handler: Handler) -> Handler:
    """The handler, while the database answers."""

    async def answer(request: Request) -> Response:
        if trouble := await pulse.database.trouble_soon():
            return away(request, trouble)
        return await handler(request)

    return answer
