"""Health of the database, probed outside the connection pools and never waited for longer than `BOUND`.

Pages, routes and load balancers share one answer; one thread asks the database at most every `FRESH` seconds.
"""

import asyncio
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooSlow

from sqlalchemy import Engine

from db.engine import engine
from innovation_hub.errors import DatabaseTrouble
from innovation_hub.services import health

log = logging.getLogger("innovation_hub.db")

BOUND = 2.0
"""Seconds until a missing answer counts as a failure, so that ``/readyz`` answers within three."""
FRESH = 1.0
"""Seconds for which an answer is reused."""


class Pulse:
    """The cached result of ``look``, which raises `DatabaseTrouble`; renewed when older than `FRESH`."""

    def __init__(self, look: Callable[[], None]) -> None:
        self._look = look
        self._of: Engine | None = None
        self._lock = threading.Lock()
        self._asked: Future[DatabaseTrouble | None] | None = None
        self._ended = 0.0
        self._last: DatabaseTrouble | None = None

    def trouble(self) -> DatabaseTrouble | None:
        """What is wrong with the database, or None. Takes no longer than `BOUND`."""
        asked = self._ask()
        try:
            return asked.result(0 if self._last else BOUND)
        except TooSlow:
            return self._silent()

    async def trouble_soon(self) -> DatabaseTrouble | None:
        """`trouble`, without blocking a thread."""
        asked = asyncio.wrap_future(self._ask())
        try:
            return await asyncio.wait_for(asyncio.shield(asked), 0.05 if self._last else BOUND)
        except TimeoutError:
            return self._silent()

    def _silent(self) -> DatabaseTrouble:
        # While a broken database is asked again, the last answer is used, so that nobody waits.
        return self._last or DatabaseTrouble("errors.database.silent")

    def _ask(self) -> Future[DatabaseTrouble | None]:
        current = engine()
        with self._lock:
            asked = self._asked
            if self._of is not current:  # another database; nothing is known of it
                self._of, self._last, asked = current, None, None
            if asked is None or (asked.done() and time.monotonic() - self._ended > FRESH):
                asked = self._asked = Future()
                threading.Thread(target=self._answer, args=(asked,), name="hub-pulse", daemon=True).start()
            return asked

    def _answer(self, asked: Future[DatabaseTrouble | None]) -> None:
        try:
            self._look()
            found = None
        except DatabaseTrouble as error:
            found = error
        except Exception as error:
            found = DatabaseTrouble("errors.database.unreachable")
            found.__cause__ = error
        if found and not self._last:
            log.error("the database cannot be used: %s", found.key, exc_info=found)
        elif self._last and not found:
            log.warning("the database can be used again")
        self._last, self._ended = found, time.monotonic()
        asked.set_result(found)


database = Pulse(health.readiness)
"""The pulse of this process's database."""
