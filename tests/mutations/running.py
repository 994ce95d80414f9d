"""Running the tests that should notice a mutation, in a copy of the project."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests import copies
from tests.mutations.mutation import Mutation, put_into

NOTICED = 1
"""How pytest ends when a test failed; a mutation that keeps the tests from running at all was not noticed by one."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended: the ``status`` of pytest, the first test that ``failed``, and what was printed."""

    status: int
    failed: str
    printed: str

    @property
    def noticed(self) -> bool:
        """Whether a test failed."""
        return self.status == NOTICED and bool(self.failed)


def tested(copy: Path, tests: Iterable[str], *more: str) -> Outcome:
    """Run tests in the copy until one fails; ``more`` are arguments of pytest."""
    run = copies.tested(copy, "-x", *more, *tests)
    first = next((line for line in run.stdout.splitlines() if line.startswith(("FAILED ", "ERROR "))), "")
    return Outcome(run.returncode, first.partition(" ")[2].partition(" - ")[0], run.stdout + run.stderr)


def tried(copy: Path, mutation: Mutation) -> Outcome:
    """Run the tests that should notice a mutation on a copy that has it."""
    with put_into(copy, mutation):
        return tested(copy, mutation.paths)
