"""Scheduler of the demo data: scenes at past instants, run in order through the real services.

While a scene runs, the hub's clock shows its instant, so that journal, receipts and totals have its date.
Scenes later than the morning of the day of seeding are left out.
"""

import gc
import heapq
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from itertools import count
from random import Random

from innovation_hub.domain.clock import Clock, from_dar

Scene = Callable[[], None]


class Stage:
    """Scenes in order of their instants; a scene may schedule later ones."""

    def __init__(self, day: date) -> None:
        self.day = day
        self.ends = from_dar(day, 0, 0)
        self._waiting: list[tuple[datetime, int, Scene]] = []
        self._number = count()

    def dice(self, name: str) -> Random:
        """A random generator seeded by ``name``: the same numbers each time."""
        return Random(f"demo {name}")  # noqa: S311 - nothing secret is drawn

    def at(self, days: float, hour: int = 9, minute: int = 0) -> datetime:
        """The instant ``days`` from the day of seeding, at this time of day in Dar es Salaam."""
        return from_dar(self.day, hour, minute) + timedelta(days=days)

    def on(self, day: date, hour: int = 10, minute: int = 0) -> datetime:
        """The instant of a date and time of day in Dar es Salaam."""
        return from_dar(day, hour, minute)

    def scene(self, instant: datetime, scene: Scene) -> None:
        """Schedule a scene; one in the future is left out."""
        if instant < self.ends:
            heapq.heappush(self._waiting, (instant, next(self._number), scene))

    def play(self, progress: Callable[[float], None]) -> None:
        """Run every scene in the order of their instants; the clock is reset at the end.

        ``progress`` is called with the share of the time that has passed.
        """
        begins = self._waiting[0][0]
        with _moved_clock() as show, _no_collection():
            while self._waiting:
                instant, _, scene = heapq.heappop(self._waiting)
                show(instant)
                scene()
                progress((instant - begins) / (self.ends - begins))
        progress(1.0)


@contextmanager
def _moved_clock() -> Iterator[Callable[[datetime], None]]:
    own = Clock.__dict__["read"]
    shown: list[datetime] = []

    def show(instant: datetime) -> None:
        shown[:] = [instant]

    Clock.read = staticmethod(lambda: shown[0])  # type: ignore[method-assign]
    Clock.moved = True
    try:
        yield show
    finally:
        Clock.read = own  # type: ignore[method-assign]
        Clock.moved = False


@contextmanager
def _no_collection() -> Iterator[None]:
    """Switch garbage collection off: it takes a fifth of the time here and frees little."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
