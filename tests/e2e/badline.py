"""A line between browser and hub that can be cut: a TCP proxy on 127.0.0.1.

Chromium's own offline switch leaves an open websocket alive, and a hub that is stopped also ends its work in order. A
cut line does neither: connections are reset in the middle of whatever they carry, and new ones are refused, until it is
mended.
"""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_PIECE = 65536
_RESET = struct.pack("ii", 1, 0)  # closed without waiting: the other side sees a reset


class Line:
    """Passes what arrives at ``url`` to the port ``target``, which may be changed at any time."""

    def __init__(self, target: int = 0) -> None:
        self.target = target
        self.whole = True
        self._ends: set[socket.socket] = set()
        self._flowing = threading.Event()
        self._flowing.set()
        self._planned: list[threading.Timer] = []
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self, *, after: float = 0.0) -> None:
        """Reset every connection and refuse new ones, now or in so many seconds."""
        if after:
            self._planned.append(threading.Timer(after, self.cut))
            self._planned[-1].start()
            return
        self.whole = False
        self._reset()

    def hold(self) -> None:
        """Let nothing through, and leave every connection open."""
        self._flowing.clear()

    def mend(self) -> None:
        """Pass again what arrives; a cut that was yet to come does not."""
        while self._planned:
            timer = self._planned.pop()
            timer.cancel()
            timer.join()
        self.whole = True
        self._flowing.set()

    def lead_to(self, target: int) -> None:
        """Pass what arrives to another port: what is open is reset, as when a replica takes over."""
        self.target = target
        self._reset()

    def close(self) -> None:
        """End for good."""
        self._listening.close()
        self.mend()
        self.cut()

    def _reset(self) -> None:
        for end in list(self._ends):
            _abort(end)
        self._ends.clear()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listening.accept()
            except OSError:  # closed
                return
            threading.Thread(target=self._join, args=(near,), daemon=True).start()

    def _join(self, near: socket.socket) -> None:
        if not self.whole:
            _abort(near)
            return
        try:
            far = socket.create_connection(("127.0.0.1", self.target), timeout=5)
        except OSError:
            _abort(near)
            return
        far.settimeout(None)
        self._ends |= {near, far}
        back = threading.Thread(target=self._pass, args=(far, near), daemon=True)
        back.start()
        self._pass(near, far)
        back.join()
        for end in (near, far):
            end.close()
            self._ends.discard(end)

    def _pass(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while piece := source.recv(_PIECE):
                self._flowing.wait()
                sink.sendall(piece)
            sink.shutdown(socket.SHUT_WR)
            return
        for end in (source, sink):
            _abort(end)


def _abort(end: socket.socket) -> None:
    with suppress(OSError):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        end.shutdown(socket.SHUT_RDWR)
    with suppress(OSError):
        end.close()


@contextmanager
def line() -> Iterator[Line]:
    """A line that ends with the block; its target is still to be said."""
    passing = Line()
    try:
        yield passing
    finally:
        passing.close()
