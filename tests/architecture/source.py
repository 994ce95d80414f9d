"""The project's own source, read as text and as syntax trees."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = ["innovation_hub", "pages", "db", "streamlit_app.py"]
IGNORED = {".venv", "var", "test-results", "__pycache__", "node_modules"}


def files(*folders: str, suffix: str = ".py") -> list[Path]:
    """The files below the given folders (the running code by default), in order."""
    found = []
    for folder in folders or CODE:
        path = ROOT / folder
        found += [path] if path.is_file() else path.rglob(f"*{suffix}")
    return sorted(path for path in found if path.suffix == suffix and not IGNORED & set(path.parts))


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(), filename=str(path))


def name(path: Path) -> str:
    """A file's name as written in the project."""
    return path.relative_to(ROOT).as_posix()


def kept() -> list[Path]:
    """Every file under version control, and every new one that is not ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    return [path for path in (ROOT / line for line in listed) if path.is_file()]
