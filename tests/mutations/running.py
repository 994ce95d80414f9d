"""Running tests in a copy of the project, with the copy's own code."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.mutations.mutation import Mutation, put_into

ROOT = Path(__file__).resolve().parents[2]
NOT_NEEDED = shutil.ignore_patterns(
    ".*_cache", ".git", ".venv", ".hypothesis", "__pycache__", "test-results", "var"
)
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


def copied(folder: Path) -> Path:
    """A copy of the project in a folder."""
    shutil.copytree(ROOT, folder, ignore=NOT_NEEDED)
    return folder


def tested(copy: Path, tests: Iterable[str], *more: str) -> Outcome:
    """Run tests in the copy until one fails; ``more`` are arguments of pytest."""
    command = ["-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-p", "tests.mutations.own_code"]
    run = subprocess.run(
        [sys.executable, *command, *more, *tests],
        cwd=copy,
        env=os.environ | {"PYTHONPATH": str(copy)},
        capture_output=True,
        text=True,
    )
    first = next((line for line in run.stdout.splitlines() if line.startswith(("FAILED ", "ERROR "))), "")
    return Outcome(run.returncode, first.partition(" ")[2].partition(" - ")[0], run.stdout + run.stderr)


def tried(copy: Path, mutation: Mutation) -> Outcome:
    """Run the tests that should notice a mutation on a copy that has it."""
    with put_into(copy, mutation):
        return tested(copy, mutation.paths)
