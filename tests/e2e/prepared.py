"""What a hub in a test begins with, made once for all workers of a run: its database, and a compressed frontend.

Without it each server migrates, plays the demonstration, and spends half a minute of a core on compressing.
"""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from filelock import FileLock

from innovation_hub.web.assets.installed import frontend
from innovation_hub.web.assets.store import QUICK, SUFFIXES
from tests.e2e.forks import Forks, possible


@dataclass(frozen=True)
class Prepared:
    """Databases lie in ``run``, which the workers of a run share; the frontend in ``lasting``, for later runs too."""

    run: Path
    lasting: Path

    def made(self, name: str, make: Callable[[Path], None]) -> Path:
        """The folder ``name``, filled by ``make`` for whoever asks first; nobody may write into it."""
        folder = self.run / f"prepared-{name}"
        with FileLock(f"{folder}.lock"):
            if not folder.exists():
                half = folder.with_suffix(".part")
                half.mkdir()
                make(half)
                half.rename(folder)
        return folder

    @cached_property
    def forks(self) -> Forks | None:
        """What forks processes of the hub; None where they must be started as commands."""
        return Forks(self.run) if possible() else None

    def close(self) -> None:
        """End what this worker has started."""
        if self.__dict__.get("forks"):
            self.__dict__["forks"].close()

    def copy_frontend(self, var: Path) -> None:
        """Give a server all files compressed already."""
        shutil.copytree(self._frontend, var / self._frontend.name, dirs_exist_ok=True)

    @cached_property
    def _frontend(self) -> Path:
        store = frontend(self.lasting)
        with FileLock(self.lasting / "building.lock"):
            store.build(rounds=[QUICK])
            best, quick = SUFFIXES["br"]
            for copy in store.folder.rglob(f"*{quick}"):  # else each server would spend the half minute
                if not copy.with_suffix(best).exists():
                    copy.with_suffix(best).hardlink_to(copy)
        return store.home


def copy_database(source: Path, target: Path) -> None:
    """Copy an SQLite file with what its write-ahead log still holds."""
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
