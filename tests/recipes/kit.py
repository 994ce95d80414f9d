"""A recipe of CONTRIBUTING.md, followed word for word in a copy of the project."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PARTS = ["innovation_hub", "db", "pages", "tests", "pyproject.toml", "streamlit_app.py", "CONTRIBUTING.md"]
NOT_NEEDED = shutil.ignore_patterns("__pycache__")
Change = tuple[str, str]
"""A line that stands in the file, and what is written before it."""


def copied(folder: Path) -> Path:
    """A copy of the project in a folder."""
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, folder / part, ignore=NOT_NEEDED)
        else:
            shutil.copy(ROOT / part, folder / part)
    return folder


def followed(copy: Path, changes: Mapping[str, Change | str]) -> None:
    """Write a file anew, or more before a line that stands in it; without a line, at its end."""
    for name, change in changes.items():
        path = copy / name
        line, more = change if isinstance(change, tuple) else ("", change)
        stands = path.read_text() if path.exists() else ""
        assert stands.count(line) == 1 or not line, f"{name} no longer has the line {line!r}"
        path.write_text(stands.replace(line, more + line) if line else stands + more)


def checked(copy: Path, *tests: str) -> None:
    """Run tests in the copy, with its own code and as a run of its own, not as a worker of this one."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests],
        cwd=copy,
        env=kept | {"PYTHONPATH": str(copy)},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout[-6_000:] + run.stderr[-2_000:]


def files_of(heading: str) -> list[str]:
    """The files that the recipe under a heading says to touch: each of its numbered steps begins with one."""
    text = (ROOT / "CONTRIBUTING.md").read_text()
    recipe = text.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return re.findall(r"^\d+\. `([^`]+)`", recipe, re.MULTILINE)
