"""A limit on the parts of a request outside its body: httptools has none for headers, chunk marks and trailers."""

from uvicorn.config import HTTP_PROTOCOLS
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LONGEST = 64 * 1024
"""Bytes; a browser's headers are under 4 kB, and nginx passes 32 kB on by default."""


class BoundedHttp(HttpToolsProtocol):
    """uvicorn's protocol, which refuses a request with more than `LONGEST` bytes beside its body."""

    _beside = 0

    def data_received(self, data: bytes) -> None:
        """Parse received data, and close the connection beyond the limit."""
        self._beside += len(data)
        super().data_received(data)
        if self._beside > LONGEST and not self.transport.is_closing():
            answering = getattr(self, "cycle", None)
            if answering is None or answering.response_complete:
                self.send_400_response("The request's headers are too long.")
            else:
                self.transport.abort()  # a response has begun already

    def on_body(self, body: bytes) -> None:
        """Do not count a piece of the body."""
        self._beside -= len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        """Reset the count for the next request on this connection."""
        self._beside = 0
        super().on_message_complete()


def bound() -> None:
    """Use this protocol in every server of this process."""
    HTTP_PROTOCOLS["auto"] = f"{BoundedHttp.__module__}:{BoundedHttp.__name__}"
