"""Copies of the project to change and test: a recipe is followed in one, a mutation is put into one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NOT_NEEDED = shutil.ignore_patterns(
    ".*_cache", ".git", ".venv", ".hypothesis", "__pycache__", "test-results", "images", "var"
)


def copied(folder: Path) -> Path:
    """A copy of the project in a folder, which may exist."""
    shutil.copytree(ROOT, folder, ignore=NOT_NEEDED, dirs_exist_ok=True)
    return folder


def tested(copy: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run pytest in the copy with the copy's own code, as a run of its own and not as a worker of this one."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    options = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "tests.own_code"]
    return subprocess.run(
        [sys.executable, *options, *arguments],
        cwd=copy,
        env=kept | {"PYTHONPATH": str(copy)},
        capture_output=True,
        text=True,
    )
