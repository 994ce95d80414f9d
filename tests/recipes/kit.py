"""A recipe of CONTRIBUTING.md, followed word for word in a copy of the project."""

import re
from collections.abc import Mapping
from pathlib import Path

from tests.copies import ROOT, tested

Change = tuple[str, str]
"""A line that stands in the file, and what is written before it."""


def followed(copy: Path, changes: Mapping[str, Change | str]) -> None:
    """Write a file anew, or more before a line that stands in it; without a line, at its end."""
    for name, change in changes.items():
        path = copy / name
        line, more = change if isinstance(change, tuple) else ("", change)
        stands = path.read_text() if path.exists() else ""
        assert stands.count(line) == 1 or not line, f"{name} no longer has the line {line!r}"
        path.write_text(stands.replace(line, more + line) if line else stands + more)


def checked(copy: Path, *tests: str) -> None:
    """Run tests in the copy, which must pass."""
    run = tested(copy, *tests)
    assert run.returncode == 0, run.stdout[-6_000:] + run.stderr[-2_000:]


def files_of(heading: str) -> list[str]:
    """The files that the recipe under a heading says to touch: each of its numbered steps begins with one."""
    text = (ROOT / "CONTRIBUTING.md").read_text()
    recipe = text.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return re.findall(r"^\d+\. `([^`]+)`", recipe, re.MULTILINE)
