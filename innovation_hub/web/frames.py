"""Websocket frames that are not binary, as those of the pages are, close the connection, with one line in the log."""

import logging

from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger("innovation_hub.web")
WRONG_KIND, POLICY = 1003, 1008
"""RFC 6455, 7.4.1: data of a kind that cannot be accepted; a message against the rules."""


class BinaryFrames:
    """Passes binary frames on. Streamlit raises on a text frame, which none of its pages sends."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a websocket; pass anything else on unchanged."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        closed = False

        async def receive_binary() -> Message:
            nonlocal closed
            message = await receive()
            if message["type"] == "websocket.receive" and message.get("bytes") is None:
                log.info("websocket.text_frame closed")
                await send({"type": "websocket.close", "code": WRONG_KIND})
                closed = True
                return {"type": "websocket.disconnect", "code": WRONG_KIND}
            return message

        async def send_until_closed(message: Message) -> None:
            if not closed:  # messages after the close are dropped
                await send(message)

        await self.app(scope, receive_binary, send_until_closed)


async def refuse(scope: Scope, receive: Receive, send: Send) -> None:
    """Close a websocket before it is accepted: the handshake gets a 403."""
    log.warning("websocket.foreign_origin refused")
    await receive()
    await send({"type": "websocket.close", "code": POLICY})
