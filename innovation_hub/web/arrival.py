"""Arrival times of requests, taken before anything waits, for comparison with deadlines."""

from datetime import datetime
from itertools import count

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from innovation_hub.domain.clock import now
from innovation_hub.services import arrivals

KEY = "hub.arrived"
CONNECTION = "hub.connection"
_numbers = count(1)


class Arrival:
    """The outermost middleware: stores the instant in the scope of each request, and of each websocket message."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its stamp."""
        if scope["type"] == "http":
            scope = {**scope, KEY: now()}
        elif scope["type"] == "websocket":
            number = str(next(_numbers))
            scope = {**scope, CONNECTION: number}
            receive = _stamped(receive, number)
        await self.app(scope, receive, send)


def _stamped(receive: Receive, number: str) -> Receive:
    async def stamp() -> Message:
        message = await receive()
        if message["type"] == "websocket.receive":
            arrivals.note(number)
        return message

    return stamp


def of(scope: Scope) -> datetime:
    """The instant at which a request arrived; now, when it was not stored."""
    arrived: datetime = scope.get(KEY) or now()
    return arrived
