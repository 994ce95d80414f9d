"""The stage of the demonstration: scenes at instants of the past, played in order through the real services.

While a scene plays the hub's clock shows its instant, so that journal, receipts and totals bear the dates
they would have had. Scenes later than the morning of the day of seeding have not happened yet and are left out.
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
    """Scenes waiting for their instant; each may call for later ones."""

    def __init__(self, day: date) -> None:
        self.day = day
        self.ends = from_dar(day, 0, 0)
        self._waiting: list[tuple[datetime, int, Scene]] = []
        self._number = count()

    def dice(self, name: str) -> Random:
        """Chance that is the same each time, apart for each part of the play."""
        return Random(f"demo {name}")  # noqa: S311 - nothing secret is drawn

    def at(self, days: float, hour: int = 9, minute: int = 0) -> datetime:
        """An instant so many days from the day of seeding, by the clocks of Dar es Salaam."""
        return from_dar(self.day, hour, minute) + timedelta(days=days)

    def on(self, day: date, hour: int = 10, minute: int = 0) -> datetime:
        """An instant of a date, by the clocks of Dar es Salaam."""
        return from_dar(day, hour, minute)

    def scene(self, instant: datetime, scene: Scene) -> None:
        """Have a scene played at an instant, unless that has not come yet."""
        if instant < self.ends:
            heapq.heappush(self._waiting, (instant, next(self._number), scene))

    def play(self, progress: Callable[[float], None]) -> None:
        """Play every scene in the order of their instants; the clock is put right again at the end.

        ``progress`` is told which share of the time has passed.
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
    """A few thousand short transactions leave little behind, and looking for it costs a fifth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
