"""Dispatch of requests of the hub's scripts before Streamlit's middleware, which costs a third of their time."""

from collections.abc import Sequence

from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send

PREFIX = "/api/"


class Api:
    """Calls the matching route for a request under `PREFIX`; passes everything else on unchanged.

    A request without a matching route is passed on too: Streamlit's router has the same ``routes`` and answers with
    the methods an address allows.
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
