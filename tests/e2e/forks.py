"""Processes of the hub that are forked by the `forkserver` of a run of tests, which is shared by its workers."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

from filelock import FileLock

from innovation_hub.config import ROOT

Streams = tuple[IO[Any], IO[Any], IO[Any]]
"""Standard input, output and errors."""
MEASURED = {"COVERAGE_PROCESS_CONFIG", "COVERAGE_PROCESS_START"}


def possible() -> bool:
    """Whether processes can be forked here; coverage measures only what was started as a command."""
    return sys.platform == "linux" and not MEASURED & os.environ.keys()


class Forked:
    """A process that was forked, with the methods of `subprocess.Popen` that tests use."""

    def __init__(self, forks: "Forks", pid: int) -> None:
        self._forks = forks
        self.pid = pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """How the process ended; None while it runs."""
        with self._forks.one_at_a_time:  # how it ended is told only once
            if self.returncode is None:
                self.returncode = self._forks.ask({"do": "poll", "pid": self.pid})
            return self.returncode

    def wait(self, timeout: float = 300) -> int:
        """Wait until it ends and return how; raises `subprocess.TimeoutExpired` after so many seconds."""
        end = time.monotonic() + timeout
        while (code := self.poll()) is None:
            if time.monotonic() > end:
                raise subprocess.TimeoutExpired(f"process {self.pid}", timeout)
            time.sleep(0.02)
        return code

    def send_signal(self, number: int) -> None:
        """Send a signal to the process unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)


class Forks:
    """A connection to the fork server of a run, which is started by whoever comes first."""

    def __init__(self, run: Path) -> None:
        self.one_at_a_time = threading.RLock()
        address = run / "forkserver.address"
        with FileLock(run / "forkserver.lock"):
            try:
                self._line = _connected(Path(address.read_text()))
            except OSError:  # not started yet, or ended with its last client
                found = _started(run / "forkserver.log")
                address.write_text(str(found))
                self._line = _connected(found)

    def close(self) -> None:
        """Leave the fork server; processes that run still are ended."""
        self._line.close()

    def start(self, *arguments: str, environment: Mapping[str, str], streams: Streams) -> Forked:
        """Run a command of the hub with just this environment in the project's folder, in a session of its own."""
        request = {"arguments": arguments, "environment": dict(environment), "folder": str(ROOT)}
        return Forked(self, self.ask({"do": "start", **request}, [one.fileno() for one in streams]))

    def ask(self, request: dict[str, Any], descriptors: list[int] | None = None) -> int | None:
        """The answer to a request; raises `ConnectionError` when the fork server is gone."""
        line = json.dumps(request).encode() + b"\n"
        with self.one_at_a_time:
            sent = socket.send_fds(self._line, [line], descriptors) if descriptors else 0
            self._line.sendall(line[sent:])
            answer = b""
            while not answer.endswith(b"\n"):
                part = self._line.recv(1 << 10)
                if not part:
                    raise ConnectionError(
                        "the fork server has ended: see forkserver.log in the folder of the run"
                    )
                answer += part
        return json.loads(answer)


def _connected(address: Path) -> socket.socket:
    line = socket.socket(socket.AF_UNIX)
    try:
        line.connect(str(address))
    except OSError:
        line.close()
        raise
    return line


def _started(log: Path) -> Path:
    """Start a fork server and return its address, which takes connections while it still imports."""
    address = Path(tempfile.mkdtemp(prefix="hub-forks-")) / "socket"
    apart = ("HUB_", "STREAMLIT_", "PYTEST_")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(apart)}
    with socket.socket(socket.AF_UNIX) as listening, log.open("ab") as output:
        listening.bind(str(address))
        listening.listen(64)
        subprocess.run(
            [sys.executable, "-m", "tests.e2e.forkserver", str(listening.fileno())],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            pass_fds=[listening.fileno()],
            check=True,
        )
    return address
