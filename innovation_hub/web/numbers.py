"""Request numbers, shown in the log, in the response's headers, and on error pages."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from innovation_hub import logs

HEADER = "X-Request-Id"
_NAME = HEADER.lower().encode()


class Numbers:
    """Assigns a number to every request; a client's own header of the name is ignored."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its number."""
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
