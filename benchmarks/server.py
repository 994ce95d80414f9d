"""Servers to measure: the hub with demo data, and baseline Streamlit applications."""

import atexit
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from benchmarks.subjects import demo_person, signed_in
from db import engine, migrate
from db.primary_key import pk
from innovation_hub.config import ROOT
from innovation_hub.domain.permissions import Role
from innovation_hub.web.assets.installed import store
from innovation_hub.web.assets.store import BEST
from innovation_hub.web.identity import COOKIE
from tests.e2e.prepared import copy_database
from tests.e2e.server import Server, free_port, serving, stop, wait_until_ready

T = TypeVar("T")
DATABASE = "hub.sqlite3"
APPS = Path(__file__).with_name("apps")


@dataclass(frozen=True)
class Running:
    """A running application: its URL and process id."""

    url: str
    pid: int


@contextmanager
def demo_hub() -> Iterator[Server]:
    """A hub with demo data and compressed files in a temporary folder; this process uses its database too."""
    with tempfile.TemporaryDirectory(prefix="hub-bench-") as folder:
        var = Path(folder)
        copy_frontend(var)
        copy_database(_demo_database(), var / DATABASE)
        with serving(var, demo=True) as hub:  # finds the demo data there already
            engine.use(f"sqlite:///{var / DATABASE}")
            try:
                yield hub
            finally:
                engine.dispose()


@contextmanager
def loaded_hub(what: str, load: Callable[[], T]) -> Iterator[tuple[Server, str, T]]:
    """A hub in a temporary folder on the records that ``load`` writes; also its database's URL, and ``load``'s result.

    ``what`` names the records in a message to standard error.
    """
    print(f"loading {what}", file=sys.stderr)
    with tempfile.TemporaryDirectory(prefix="hub-bench-") as folder:
        var = Path(folder)
        copy_frontend(var)
        url = f"sqlite:///{var / DATABASE}"
        migrate.upgrade(engine.use(url))
        loaded = load()
        engine.dispose()
        with serving(var) as hub:
            yield hub, url, loaded


def copy_frontend(var: Path) -> None:
    """Copy all compressed files to a hub's folder, since compressing them in the background disturbs measurements."""
    compressed = store()
    if any(compressed.pending(BEST)):
        print("compressing Streamlit's frontend, once for all (half a minute)", file=sys.stderr)
        compressed.build()
    shutil.copytree(compressed.home, var / compressed.home.name)


@cache
def _demo_database() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="hub-bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    print("playing the demonstration, once for all parts", file=sys.stderr)
    with serving(folder, demo=True):
        pass
    return folder / DATABASE


@contextmanager
def streamlit(app: str, hub: Server, *, folder: Path = ROOT, **settings_of_it: str) -> Iterator[Running]:
    """A running application of ``benchmarks/apps`` on the hub's database.

    ``folder`` is the working directory, in which it finds its settings; ``settings_of_it`` are environment variables.
    """
    port = free_port()
    environment = {
        **hub.environment,
        "PYTHONPATH": str(ROOT),
        "STREAMLIT_SERVER_HEADLESS": "true",
        "STREAMLIT_SERVER_ADDRESS": "127.0.0.1",
        "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false",
        **settings_of_it,
    }
    log = hub.var / f"{app}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", APPS / f"{app}.py", f"--server.port={port}"],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            wait_until_ready(f"http://127.0.0.1:{port}/_stcore/health", process, log)
            yield Running(f"http://127.0.0.1:{port}", process.pid)
        finally:
            stop(process)


def cookie_of(role: Role | None) -> str:
    """The cookie of a new session of the demo person with this role; empty for a visitor."""
    if role is None:
        return ""
    return cookie_of_account(pk(demo_person(role)))


def cookie_of_account(account_id: int) -> str:
    """The cookie of a new session of an account."""
    return f"{COOKIE}={signed_in(account_id)[1]}"
