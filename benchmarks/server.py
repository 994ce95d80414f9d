"""Servers to measure: the hub itself with demo data, and other Streamlit applications beside it."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import select

from db import engine
from db.models.accounts import Account
from db.unit_of_work import unit_of_work
from innovation_hub.config import ROOT
from innovation_hub.domain.permissions import Role
from innovation_hub.services import accounts, demo
from innovation_hub.web.assets.store import BEST, Store
from innovation_hub.web.background import store
from innovation_hub.web.identity import COOKIE
from tests.e2e.server import Server, free_port, stop, wait_until_ready

APPS = Path(__file__).with_name("apps")


@dataclass(frozen=True)
class Running:
    """An application that answers, and its process."""

    url: str
    pid: int


def prepare_assets(var: Path) -> None:
    """Give a fresh server the compressed files, so that it does not make them while it is measured."""
    kept = store()
    if any(kept.pending(BEST)):
        print("compressing Streamlit's frontend, once for all (half a minute)", file=sys.stderr)
        kept.build()
    shutil.copytree(kept.home, Store(kept.source, var / "assets", kept.release).home, dirs_exist_ok=True)


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


@contextmanager
def database_of(hub: Server) -> Iterator[None]:
    """This process uses the hub's database too, to open sessions and to look for rows."""
    engine.use(hub.environment.get("HUB_DATABASE_URL") or f"sqlite:///{hub.var / 'hub.sqlite3'}")
    try:
        yield
    finally:
        engine.dispose()


def cookie_of(role: Role | None) -> str:
    """The cookie of the demo person with this role, for whom a session is opened; empty for a visitor."""
    if role is None:
        return ""
    email = next(one.email for one in demo.sign_ins() if one.role == role)
    with unit_of_work() as uow:
        account_id = uow.session.exec(select(Account.id).where(Account.email == email)).one()
        _, secret = accounts.open_session(uow, account_id or 0)
        uow.commit()
    return f"{COOKIE}={secret}"
