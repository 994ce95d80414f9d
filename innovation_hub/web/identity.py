"""Identity of requests: the session's id from the cookie, for pages and routes."""

from collections.abc import Callable

from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from innovation_hub.config import settings
from innovation_hub.domain.permissions import VISITOR, Actor
from innovation_hub.errors import HubError
from innovation_hub.services import accounts, arrivals
from innovation_hub.services.accounts import browsers
from innovation_hub.web import arrival, pools

COOKIE = "hub_session"
BROWSER_COOKIE = "hub_browser"
"""Of a browser that has signed in before, see `innovation_hub.services.accounts.browsers`."""
HEADER = "X-Hub-Session"
_TRY_AGAIN_LATER = 1013  # of a websocket; RFC 6455's registry
_OURS = b"x-hub-"
_HEADER = HEADER.lower().encode()
_CONNECTION = arrivals.HEADER.lower().encode()
# Files that are the same for everybody, for which the database need not be asked, and routes that ask it themselves.
_UNASKED = ("/static/", "/hub/", "/healthz", "/readyz", "/favicon", "/_stcore/health", "/api/")


def _plain(_request: Request, error: HubError) -> Response:
    return PlainTextResponse(error.key, error.status)


class Identity:
    """Drops every ``X-Hub-*`` header that the client sent and adds the id of the session behind its cookie.

    The id is a snapshot: whoever acts on it checks the session again. While the database cannot be asked, nobody is
    treated as a visitor: a request gets the refusal, and a page tries to connect again.
    """

    def __init__(self, app: ASGIApp, refusal: Callable[[Request, HubError], Response] = _plain) -> None:
        self.app = app
        self.refusal = refusal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with corrected headers."""
        if scope["type"] in ("http", "websocket"):
            headers = [
                (name, value) for name, value in scope["headers"] if not name.lower().startswith(_OURS)
            ]
            if not scope["path"].startswith(_UNASKED):
                secret = _secret(HTTPConnection(scope))
                try:
                    session_id = (
                        await pools.run_reading(accounts.session_of_secret, secret) if secret else None
                    )
                except HubError as error:
                    await self._refuse(error, scope, receive, send)
                    return
                if session_id is not None:
                    headers.append((_HEADER, str(session_id).encode()))
            if number := scope.get(arrival.CONNECTION):
                headers.append((_CONNECTION, number.encode()))
            scope = {**scope, "headers": headers}
        await self.app(scope, receive, send)

    async def _refuse(self, error: HubError, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await WebSocketClose(code=_TRY_AGAIN_LATER)(scope, receive, send)
        else:
            await self.refusal(Request(scope), error)(scope, receive, send)


def _secret(request: HTTPConnection) -> str:
    return request.cookies.get(COOKIE, "")[:100]


def session_id(request: HTTPConnection) -> int | None:
    """The session of a request that came through the middleware."""
    text = request.headers.get(HEADER, "")
    return int(text) if text.isdecimal() else None


def signed_in(request: HTTPConnection) -> bool:
    """Whether the request has the cookie of a session, also of one that has ended; does not ask the database."""
    return bool(_secret(request)) or session_id(request) is not None


def known(request: HTTPConnection) -> Actor:
    """The actor of a request to one of our own routes; asks the database."""
    secret = _secret(request)
    return (accounts.actor_of_secret(secret) if secret else None) or VISITOR


async def actor(request: HTTPConnection) -> Actor:
    """`known`, in a thread of the reading pool."""
    return await pools.run_reading(known, request)


def remember(response: Response, secret: str) -> None:
    """Set the cookie of a new session; no script can read it."""
    response.set_cookie(
        COOKIE,
        secret,
        max_age=settings().session_hours * 3600,
        httponly=True,
        samesite="lax",
        secure=secure(),
    )


def browser(request: HTTPConnection) -> str:
    """The secret of a known browser from its cookie; empty without one."""
    return request.cookies.get(BROWSER_COOKIE, "")[:100]


def remember_browser(response: Response, secret: str) -> None:
    """Set the cookie by which the browser is known at later sign-ins, also after signing out."""
    response.set_cookie(
        BROWSER_COOKIE,
        secret,
        max_age=int(browsers.KEPT.total_seconds()),
        path="/account",
        httponly=True,
        samesite="lax",
        secure=secure(),
    )


def forget(response: Response) -> None:
    """Delete the session's cookie."""
    response.delete_cookie(COOKIE, httponly=True, samesite="lax", secure=secure())


def secure() -> bool:
    """Whether cookies are sent over HTTPS alone."""
    return settings().production or settings().base_url.startswith("https://")
