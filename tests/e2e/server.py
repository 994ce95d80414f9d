"""The real application in a process of its own, with a folder of its own."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from innovation_hub.config import ROOT
from tests.e2e.forks import Forked, Forks, Streams
from tests.e2e.prepared import Prepared, copy_database

COMMAND = Path(sys.executable).with_name("innovation-hub")
DATABASE = "hub.sqlite3"
PATIENCE = 60  # seconds until the server must answer


Process = subprocess.Popen | Forked


@dataclass(frozen=True)
class Server:
    """Where the application answers, and where it keeps its things."""

    url: str
    var: Path
    log: Path
    processes: list[Process]
    environment: dict[str, str]
    forks: Forks | None = None

    @property
    def database(self) -> Path:
        """The file of its SQLite database."""
        return self.var / DATABASE

    @property
    def process(self) -> Process:
        """The process that serves now."""
        return self.processes[-1]

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self.process.pid

    def start_again(self) -> None:
        """Serve at the same address by a new process, once the one before has been told to end."""
        self.process.wait(30)
        self.processes.append(_start(self.url, self.environment, self.log, self.forks))
        wait_until_ready(f"{self.url}/readyz", self.process, self.log)

    def run(self, *arguments: str, typed: str | None = None) -> str:
        """What the command line says, run with this server's settings; raises when it fails."""
        return _run(self.environment, self.forks, *arguments, typed=typed)


@contextmanager
def serving(
    var: Path, *, demo: bool = False, prepared: Prepared | None = None, forked: bool = True, **settings: str
) -> Iterator[Server]:
    """The application on a free port with an empty or a demo database; it ends with the block.

    Another database than the file in ``var`` is migrated and has its reference data loaded. With ``prepared`` the
    process is forked from one that has imported the libraries, unless the test is about starts: ``forked=False``.
    """
    forks = prepared.forks if prepared and forked else None
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("HUB_", "STREAMLIT_"))}
    environment = {**kept, "HUB_VAR_DIR": str(var), "HUB_BASE_URL": url, **settings}
    if prepared:
        prepared.copy_frontend(var)
    if prepared and "HUB_DATABASE_URL" not in settings:
        made = prepared.made(
            "demo" if demo else "first-day", lambda folder: _fill(environment, folder, demo, forks)
        )
        copy_database(made / DATABASE, var / DATABASE)
    else:
        _fill(environment, var, demo, forks)
    log = var / "server.log"
    processes = [_start(url, environment, log, forks)]
    try:
        wait_until_ready(f"{url}/readyz", processes[0], log)
        yield Server(url, var, log, processes, environment, forks)
    finally:
        for process in processes:
            stop(process)


def _fill(environment: dict[str, str], var: Path, demo: bool, forks: Forks | None) -> None:
    environment = {**environment, "HUB_VAR_DIR": str(var)}
    _run(environment, forks, "migrate")
    _run(environment, forks, "seed", *(["--demo"] if demo else []))


def _start(url: str, environment: dict[str, str], log: Path, forks: Forks | None) -> Process:
    with log.open("ab") as output, open(os.devnull, "rb") as nothing:
        return _launched(
            forks, environment, (nothing, output, output),
            "serve", "--host", "127.0.0.1", "--port", url.rpartition(":")[2],
        )  # fmt: skip


def _launched(forks: Forks | None, environment: dict[str, str], streams: Streams, *arguments: str) -> Process:
    """A process of the hub, forked or else the command itself."""
    if forks:
        return forks.start(*arguments, environment=environment, streams=streams)
    return subprocess.Popen(
        [COMMAND, *arguments],
        cwd=ROOT,
        env=environment,
        stdin=streams[0],
        stdout=streams[1],
        stderr=streams[2],
        start_new_session=True,
    )


def _run(environment: dict[str, str], forks: Forks | None, *arguments: str, typed: str | None = None) -> str:
    with ExitStack() as stack:
        entered, told, errors = (stack.enter_context(tempfile.TemporaryFile("w+")) for _ in range(3))
        entered.write(typed or "")
        entered.seek(0)
        process = _launched(forks, environment, (entered, told, errors), *arguments)
        try:
            code = process.wait(300)
        finally:
            stop(process)
        for output in (told, errors):
            output.seek(0)
        said = told.read()
        assert code == 0, f"innovation-hub {' '.join(arguments)}: {said}{errors.read()}"
        return said


def wait_until_ready(address: str, process: Process, log: Path) -> None:
    """Return when the address answers 200; raises `AssertionError` when the process ends or takes too long."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert process.poll() is None, f"the server ended by itself:\n{log.read_text()}"
        try:
            with urlopen(address, timeout=5) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"the server did not answer within {PATIENCE} s:\n{log.read_text()}")


def stop(process: Process) -> None:
    """Let a process and its children end in order, or else at once."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(5)


def port_of(url: str) -> int:
    """The port in an address of this machine."""
    return int(url.rpartition(":")[2])


def free_port() -> int:
    """A port of this machine on which nobody listens."""
    with socket.socket() as asking:
        asking.bind(("127.0.0.1", 0))
        return asking.getsockname()[1]
