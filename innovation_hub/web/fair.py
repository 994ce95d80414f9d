"""Whose turn is next: a queue that nobody can fill for the others. The event loop counts, so no lock is needed."""

import asyncio
from collections import Counter
from heapq import heappop, heappush
from itertools import count


class Turns:
    """So many are let through at once: known ones first, then the first call of each client, the second, and so on.

    A client that sends a hundred guesses waits behind everybody who sends one.
    """

    def __init__(self, places: int) -> None:
        self._free = places
        self._numbers = count()
        self._queue: list[tuple[int, int, asyncio.Future[None]]] = []
        self._held: Counter[str] = Counter()

    def held(self, client: str) -> int:
        """How many calls of this client wait or are being done."""
        return self._held[client]

    async def enter(self, client: str, *, known: bool) -> None:
        """Wait for the turn; whoever was let through calls `leave`."""
        rank = 0 if known else 1 + self._held[client]
        self._held[client] += 1
        if self._free:
            self._free -= 1
            return
        called = asyncio.get_running_loop().create_future()
        heappush(self._queue, (rank, next(self._numbers), called))
        try:
            await called
        except asyncio.CancelledError:
            if called.done() and not called.cancelled():
                self.leave(client)  # was called and went away in the same moment
            else:
                self._forget(client)
            raise

    def leave(self, client: str) -> None:
        """Let the next one through."""
        self._forget(client)
        while self._queue:
            called = heappop(self._queue)[2]
            if not called.done():
                called.set_result(None)
                return
        self._free += 1

    def _forget(self, client: str) -> None:
        self._held[client] -= 1
        if self._held[client] <= 0:
            del self._held[client]
