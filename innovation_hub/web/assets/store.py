"""Compressed copies of packages' frontend files, built once per release and stored on disk.

Brotli at its best takes half a minute for all files, at middle quality half a second: so a quick copy of each is
built first and replaced later. Copies are renamed to their final name when complete, so several processes may build.
"""

import gzip
import hashlib
import os
import tempfile
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

import brotli

COMPRESSIBLE = {".js", ".css", ".html", ".json", ".svg", ".ttf"}
SMALLEST = 200  # bytes; below, the headers weigh more than the saving
Encoder = Callable[[bytes], bytes]
QUICK: dict[str, Encoder] = {
    ".br5": lambda data: brotli.compress(data, quality=5),
    ".gz": lambda data: gzip.compress(data, 6, mtime=0),
}
BEST: dict[str, Encoder] = {".br11": lambda data: brotli.compress(data, quality=11)}
SUFFIXES = {"br": (".br11", ".br5"), "gzip": (".gz",)}


class Store:
    """Files and their compressed copies in a folder of ``home`` named after the release.

    ``sources`` are files, or folders with all their files, by the names under which they are requested; of those named
    in ``plain`` no copies are made.
    """

    def __init__(
        self, sources: Mapping[str, Path], home: Path, release: str, plain: Collection[str] = ()
    ) -> None:
        self.sources = sources
        self.home = home
        self.release = release
        self.plain = plain

    @cached_property
    def files(self) -> dict[str, Path]:
        """Every file by its name."""
        return dict(named for name, source in self.sources.items() for named in _files(name, source))

    @cached_property
    def sizes(self) -> dict[str, int]:
        """Size in bytes of every file, by its name."""
        return {name: path.stat().st_size for name, path in self.files.items()}

    @cached_property
    def folder(self) -> Path:
        """The folder of the copies; a changed or upgraded frontend gets a new one."""
        contents = hashlib.sha256(repr(sorted(self.sizes.items())).encode()).hexdigest()[:12]
        return self.home / f"{self.release}-{contents}"

    def pending(self, encoders: dict[str, Encoder]) -> Iterator[tuple[str, str]]:
        """Missing copies, as name and suffix, small files first, which a first visit loads."""
        for name, size in sorted(self.sizes.items(), key=lambda item: item[1]):
            if size >= SMALLEST and Path(name).suffix in COMPRESSIBLE and name not in self.plain:
                for suffix in encoders:
                    if not (self.folder / (name + suffix)).exists():
                        yield name, suffix

    def build(
        self,
        stop: threading.Event | None = None,
        rounds: Sequence[dict[str, Encoder]] = (QUICK, BEST),
    ) -> int:
        """Build all missing copies, quick ones first, and return how many; ends early when ``stop`` is set."""
        made = 0
        for encoders in rounds:
            for name, suffix in list(self.pending(encoders)):
                if stop is not None and stop.is_set():
                    return made
                self._keep(name + suffix, encoders[suffix](self.files[name].read_bytes()))
                made += 1
        return made

    def _keep(self, name: str, data: bytes) -> None:
        target = self.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=target.parent, suffix=".part", delete=False) as part:
            part.write(data)
        os.chmod(part.name, 0o644)
        os.replace(part.name, target)

    def find(self, name: str, codings: list[str]) -> tuple[Path, str] | None:
        """The best copy of a file in the codings a browser accepts, with its coding; None for an unknown file."""
        if name not in self.files:
            return None
        for coding in codings:
            for suffix in SUFFIXES.get(coding, ()):
                copy = self.folder / (name + suffix)
                if copy.exists():
                    return copy, coding
        return self.files[name], "identity"


def _files(name: str, source: Path) -> Iterator[tuple[str, Path]]:
    if source.is_file():
        yield name, source
    for path in source.rglob("*"):
        if path.is_file():
            yield f"{name}/{path.relative_to(source).as_posix()}", path
