"""What a mutation is, and how it is put into a copy of the project and taken out again."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Mutation:
    """``text``, which stands once in ``file``, ``becomes`` something else, which ``breaks`` a rule.

    ``tests`` are the files of tests that should notice it, separated by spaces; all are below ``tests``.
    """

    name: str
    file: str
    text: str
    becomes: str
    breaks: str
    tests: str

    @property
    def paths(self) -> list[str]:
        """The files of tests, as the project names them."""
        return [f"tests/{name}" for name in self.tests.split()]


def mutated(mutation: Mutation, source: str) -> str:
    """The source with the mutation in it; raises `ValueError` when the text does not stand there exactly once."""
    if (times := source.count(mutation.text)) != 1:
        raise ValueError(f"{mutation.name}: {mutation.file} has {mutation.text!r} {times} times, not once")
    return source.replace(mutation.text, mutation.becomes)


@contextmanager
def put_into(copy: Path, mutation: Mutation) -> Iterator[None]:
    """Let the copy have the mutation for a while."""
    path = copy / mutation.file
    before = path.read_text()
    try:
        _write(path, mutated(mutation, before))
        yield
    finally:
        _write(path, before)


def _write(path: Path, source: str) -> None:
    path.write_text(source)
    # Python knows a compiled file by the second and the size of its source, and both may be the same.
    shutil.rmtree(path.parent / "__pycache__", ignore_errors=True)
