"""Commands run in this process, on a database file of their own under the var folder."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from db import engine
from innovation_hub.cli import app
from innovation_hub.config import settings

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_LANG", "en")


@pytest.fixture
def run() -> Iterator[Run]:
    """Run a command: `run("user", "add", …, input="…")`."""
    engine.dispose()

    def command(*words: str, input: str | None = None) -> Result:
        settings.cache_clear()
        engine.dispose()
        return CliRunner().invoke(app, list(words), input=input)

    yield command
    engine.dispose()


@pytest.fixture
def hub(_sqlite_template: Callable[[str], Path], run: Run) -> Path:
    """The database file of a hub that is migrated and holds the reference data."""
    path = settings().var_dir / "hub.sqlite3"
    path.parent.mkdir(parents=True)
    shutil.copy(_sqlite_template("reference"), path)
    return path
