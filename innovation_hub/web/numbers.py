"""Each request has a number, which stands in the lines of the log, in the answer's headers, and on a page of error."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from innovation_hub import logs

HEADER = "X-Request-Id"
_NAME = HEADER.lower().encode()


class Numbers:
    """Gives every request a number of our own; what a client sends under its name is not taken."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on under its number."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        number = logs.new_number()

        async def send_numbered(message: Message) -> None:
            if message["type"] == "http.response.start":
                others = [header for header in message.get("headers", []) if header[0].lower() != _NAME]
                message = {**message, "headers": [*others, (_NAME, number.encode())]}
            await send(message)

        await self.app(scope, receive, send_numbered)
