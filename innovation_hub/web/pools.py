"""Bounded thread pools, one for each kind of work, so that one kind never takes the threads of another.

Requests that wait for the database's write lock or for a password to be hashed wait in the queue of their own pool;
when that queue is full they are refused at once. Counts are kept in the event loop, so no lock is needed.
"""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from typing import Any, ParamSpec, TypeVar

from innovation_hub.errors import TooBusy
from innovation_hub.web.fair import Turns

P = ParamSpec("P")
R = TypeVar("R")
RETRY_SECONDS = 5
"""Seconds after which to try again when a pool was full."""
STALLED = 30.0
"""Seconds without any work ending, while work waits, after which a pool counts as stalled."""


class Pool:
    """A pool of ``threads``, with a queue of at most ``waiting`` calls, in order of arrival."""

    def __init__(self, name: str, *, threads: int, waiting: int) -> None:
        self.name = name
        self._threads = threads
        self._most = threads + waiting
        self._inside = 0
        self._progress = time.monotonic()
        self._executor = ThreadPoolExecutor(threads, thread_name_prefix=f"hub-{name}")

    async def run(self, function: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Call it in a thread of this pool and return its result; raises `TooBusy` when the queue is full."""
        self._enter()
        return await self._called(partial(function, *args, **kwargs))

    def _enter(self) -> None:
        if self._inside >= self._most:
            raise TooBusy("errors.too_busy", seconds=RETRY_SECONDS)
        if self._inside < self._threads:
            self._progress = time.monotonic()
        self._inside += 1

    async def _called(self, work: Callable[[], R], then: Callable[[], None] = lambda: None) -> R:
        context = copy_context()
        asked = asyncio.get_running_loop().run_in_executor(self._executor, partial(context.run, work))
        asked.add_done_callback(partial(self._ended, then))
        # A client that disconnects cancels the waiting, not the work, which still counts.
        return await asyncio.shield(asked)

    def _ended(self, then: Callable[[], None], asked: asyncio.Future[Any]) -> None:
        self._inside -= 1
        self._progress = time.monotonic()
        then()
        if not asked.cancelled():
            asked.exception()  # raised for the caller, if it still waits

    @property
    def stalled(self) -> bool:
        """Whether calls wait and none has ended for a long time."""
        return self._inside > self._threads and time.monotonic() - self._progress > STALLED


class FairPool(Pool):
    """A pool whose queue is served by `Turns`; one client may hold half of it at most."""

    def __init__(self, name: str, *, threads: int, waiting: int) -> None:
        super().__init__(name, threads=threads, waiting=waiting)
        self._turns = Turns(threads)

    async def run(self, function: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Call it without a client, in order of arrival."""
        return await self.turn("", partial(function, *args, **kwargs))

    async def turn(self, client: str, work: Callable[[], R], *, known: bool = False) -> R:
        """Run ``work`` when it is the ``client``'s turn; ``known`` ones go first. Raises `TooBusy` as `run` does."""
        if self._turns.calls(client) >= max(1, self._most // 2):
            raise TooBusy("errors.too_busy", seconds=RETRY_SECONDS)
        self._enter()
        try:
            await self._turns.enter(client, known=known)
        except asyncio.CancelledError:
            self._inside -= 1
            raise
        # Not released when the client disconnects, but by the work, which goes on.
        return await self._called(work, then=partial(self._turns.leave, client))


SIGNING = FairPool("signing", threads=8, waiting=592)
"""Work that hashes a password. One takes about 0.08 s of a processor: the whole queue is under a minute of one."""
WRITING = Pool("writing", threads=8, waiting=200)
"""Work that waits for the write lock of the database."""
SUBMITTING = Pool("submitting", threads=4, waiting=2_000)
"""Submissions before a deadline, of which none may be refused."""
READING = Pool("reading", threads=16, waiting=400)
"""Work that only reads."""
ALL = (SIGNING, WRITING, SUBMITTING, READING)

run_writing, run_submitting, run_reading = WRITING.run, SUBMITTING.run, READING.run


def trouble() -> TooBusy | None:
    """The error to report while a pool is stalled, else None."""
    return TooBusy("errors.pool_stalled") if any(pool.stalled for pool in ALL) else None
