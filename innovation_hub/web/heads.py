"""How much of a request is read that is not its body: httptools sets no bound to headers, chunk marks and trailers."""

from uvicorn.config import HTTP_PROTOCOLS
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LONGEST = 64 * 1024
"""Bytes; a browser's headers are under 4 kB, and nginx passes 32 kB on by default."""


class BoundedHttp(HttpToolsProtocol):
    """uvicorn's protocol, which refuses a request with more than `LONGEST` bytes beside its body."""

    _beside = 0

    def data_received(self, data: bytes) -> None:
        """Parse what came, and hang up once it is too much."""
        self._beside += len(data)
        super().data_received(data)
        if self._beside > LONGEST and not self.transport.is_closing():
            answering = getattr(self, "cycle", None)
            if answering is None or answering.response_complete:
                self.send_400_response("The request's headers are too long.")
            else:
                self.transport.abort()  # an answer is on its way already

    def on_body(self, body: bytes) -> None:
        """Count a piece of the body out."""
        self._beside -= len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        """Begin anew with the next request on this connection."""
        self._beside = 0
        super().on_message_complete()


def bound() -> None:
    """Let every server of this process read requests so."""
    HTTP_PROTOCOLS["auto"] = f"{BoundedHttp.__module__}:{BoundedHttp.__name__}"
