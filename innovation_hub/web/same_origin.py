"""Protection against cross-site requests: posts and websockets from another site are refused."""

from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from innovation_hub.config import settings
from innovation_hub.web.frames import refuse

SAFE = ("GET", "HEAD", "OPTIONS")


class SameOrigin:
    """Passes a request that may change something on only when our own pages sent it."""

    def __init__(self, app: ASGIApp, refusal: Callable[[Request], Response]) -> None:
        self.app = app
        self.refusal = refusal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Respond with the refusal, or pass the request on.

        Streamlit itself lets pages of every local address open a websocket, whatever listens there.
        """
        if scope["type"] == "websocket" and not from_ourselves(HTTPConnection(scope)):
            await refuse(scope, receive, send)
            return
        if (
            scope["type"] == "http"
            and scope["method"] not in SAFE
            and not from_ourselves(HTTPConnection(scope))
        ):
            await self.refusal(Request(scope))(scope, receive, send)
            return
        await self.app(scope, receive, send)


def from_ourselves(request: HTTPConnection) -> bool:
    """Whether the browser says that our own page, or its user directly, sent the request.

    A page cannot set ``Sec-Fetch-Site``; old browsers, and plain HTTP, send
    ``Origin``. Without both it is no browser, hence no cookie can be misused.
    """
    site = request.headers.get("sec-fetch-site")
    if site:
        return site in ("same-origin", "none")
    origin = request.headers.get("origin")
    if origin is None:
        return True
    ours = {request.headers.get("host", ""), urlsplit(settings().base_url).netloc}
    scheme, _, site = origin.partition("://")  # not parsed, as an invalid address must not raise
    return scheme in ("http", "https") and site != "" and site in ours
