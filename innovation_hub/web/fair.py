"""A fair queue between clients. It runs in the event loop, so no lock is needed."""

import asyncio
from collections import Counter
from heapq import heappop, heappush
from itertools import count


class Turns:
    """Lets ``places`` calls run at once: known ones first, then the first call of each client, the second, and so on.

    A client that sends a hundred guesses waits behind all who send one.
    """

    def __init__(self, places: int) -> None:
        self._free = places
        self._numbers = count()
        self._queue: list[tuple[int, int, asyncio.Future[None]]] = []
        self._calls: Counter[str] = Counter()

    def calls(self, client: str) -> int:
        """The number of this client's calls that wait or run."""
        return self._calls[client]

    async def enter(self, client: str, *, known: bool) -> None:
        """Wait for the turn; the caller must call `leave` afterwards."""
        rank = 0 if known else 1 + self._calls[client]
        self._calls[client] += 1
        if self._free:
            self._free -= 1
            return
        called = asyncio.get_running_loop().create_future()
        heappush(self._queue, (rank, next(self._numbers), called))
        try:
            await called
        except asyncio.CancelledError:
            if called.done() and not called.cancelled():
                self.leave(client)  # let through and cancelled at the same moment
            else:
                self._forget(client)
            raise

    def leave(self, client: str) -> None:
        """Let the next call run."""
        self._forget(client)
        while self._queue:
            called = heappop(self._queue)[2]
            if not called.done():
                called.set_result(None)
                return
        self._free += 1

    def _forget(self, client: str) -> None:
        self._calls[client] -= 1
        if self._calls[client] <= 0:
            del self._calls[client]
