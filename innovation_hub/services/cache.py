"""Results cached in this process and invalidated by the journal; those of `CachedResult` also expire after a minute."""

import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import lru_cache
from typing import Concatenate, Generic, ParamSpec, TypeVar

from sqlalchemy import Engine
from sqlmodel import Session

from db.engine import engine
from db.queries.resolutions import version, version_of
from db.unit_of_work import read_only

T = TypeVar("T")
P = ParamSpec("P")

LONGEST = 60.0
"""Seconds after which a result expires though no change was journalled."""
SHARE = 20
"""A stale result serves for this many times the time it took to compute: at most a twentieth of one core."""


@dataclass(frozen=True, slots=True)
class _Result(Generic[T]):
    value: T
    engine: Engine
    version: int
    at: float
    cost: float

    def serves(self, current: Engine, newest: int) -> bool:
        age = time.monotonic() - self.at
        patience = LONGEST if self.version == newest else min(LONGEST, SHARE * self.cost)
        return self.engine is current and age < patience


class CachedResult(Generic[T]):
    """A function of the database that caches its last result; call it to get one that is fresh enough.

    With ``follow=False`` changes do not invalidate it: a result serves its whole minute without any query.

    The version is the number of the newest journal entry, which every change of state writes.
    """

    def __init__(self, read: Callable[[Session], T], *, follow: bool = True) -> None:
        self._read = read
        self._follow = follow
        self._lock = threading.Lock()
        self._last: _Result[T] | None = None

    def __call__(self) -> T:
        """Return the cached result, or a new one."""
        current = engine()
        if not self._follow and (last := self._last) and last.serves(current, last.version):
            return last.value
        with read_only() as session:
            newest = version(session)
            if (last := self._last) and last.serves(current, newest):
                return last.value
            with self._lock:
                if (last := self._last) and last.serves(current, newest):
                    return last.value
                begun = time.monotonic()
                value = self._read(session)
                now = time.monotonic()
                self._last = _Result(value, current, newest, now, now - begun)
                return value


def cached_until_journalled(
    size: int, subject: str = ""
) -> Callable[[Callable[Concatenate[Session, P], T]], Callable[Concatenate[Session, P], T]]:
    """Cache up to ``size`` results of a function of the database and hashable arguments.

    A result is valid until the next journal entry, or the next about a ``subject`` (a table). So the function may
    depend only on data that never changes without such an entry, not on the time, and its result must not be modified.
    """

    def decorate(read: Callable[Concatenate[Session, P], T]) -> Callable[Concatenate[Session, P], T]:
        @lru_cache(maxsize=size)
        def place(of: Engine, newest: int, asked: Hashable) -> list[T]:
            return []

        def wrapper(session: Session, /, *args: P.args, **named: P.kwargs) -> T:
            newest = version_of(session, subject) if subject else version(session)
            found = place(engine(), newest, (args, tuple(named.items())))
            if not found:
                found.append(read(session, *args, **named))
            return found[0]

        return wrapper

    return decorate
