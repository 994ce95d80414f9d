"""Servers to measure: the hub itself with demo data, and other Streamlit applications beside it."""

import atexit
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks.subjects import demo_person, signed_in
from db import engine
from innovation_hub.config import ROOT
from innovation_hub.domain.permissions import Role
from innovation_hub.web.assets.installed import store
from innovation_hub.web.assets.store import BEST
from innovation_hub.web.identity import COOKIE
from tests.e2e.prepared import copy_database
from tests.e2e.server import Server, free_port, serving, stop, wait_until_ready

DATABASE = "hub.sqlite3"
APPS = Path(__file__).with_name("apps")


@dataclass(frozen=True)
class Running:
    """An application that answers, and its process."""

    url: str
    pid: int


@contextmanager
def demo_hub() -> Iterator[Server]:
    """The hub with demo data, all its files compressed, in a folder of its own; this process uses its database too."""
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


def copy_frontend(var: Path) -> None:
    """Give a hub all files compressed already, which it would otherwise do beside whatever is measured."""
    kept = store()
    if any(kept.pending(BEST)):
        print("compressing Streamlit's frontend, once for all (half a minute)", file=sys.stderr)
        kept.build()
    shutil.copytree(kept.home, var / kept.home.name)


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
    """An application of ``benchmarks/apps`` on the hub's database; ``folder`` decides which settings it finds."""
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
    """The cookie of the demo person with this role, for whom a session is opened; empty for a visitor."""
    if role is None:
        return ""
    return f"{COOKIE}={signed_in(demo_person(role))[1]}"
