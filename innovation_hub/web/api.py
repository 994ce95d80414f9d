"""What our own scripts send is answered before Streamlit's layers, a third of its cost, none of which it needs."""

from collections.abc import Sequence

from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send

PREFIX = "/api/"


class Api:
    """Gives a request under `PREFIX` to the route that takes it; everything else goes on as it came.

    A request that no route takes goes on too: Streamlit's router has the same ``routes`` and knows which methods an
    address has.
    """

    def __init__(self, app: ASGIApp, routes: Sequence[BaseRoute]) -> None:
        self.app = app
        self.routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request, or pass it on."""
        if scope["type"] == "http" and scope["path"].startswith(PREFIX):
            for route in self.routes:
                match, found = route.matches(scope)
                if match is Match.FULL:
                    await route.handle({**scope, **found}, receive, send)
                    return
        await self.app(scope, receive, send)
