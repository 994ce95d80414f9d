"""What was measured to matter stays so: no full collection after a run, and small messages leave at once."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from benchmarks.protocol import Tab
from db import engine, migrate
from innovation_hub.config import ROOT
from innovation_hub.web.heads import LONGEST

RUNS = 12
pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="looks at sockets through /proc")


class Probe:
    """The server in a process of its own, and a way to ask about its inside."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as asking:
            asking.bind(("127.0.0.1", 0))
            self.port = asking.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        database = engine.make_engine(f"sqlite:///{folder / 'hub.sqlite3'}")
        migrate.upgrade(database)
        database.dispose()
        mine, theirs = os.pipe()
        self.reports = os.fdopen(mine)
        self.process = subprocess.Popen(
            [sys.executable, Path(__file__).with_name("transport_probe.py"), str(self.port), str(theirs)],
            cwd=folder,  # not the project's: the settings must be found all the same
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=[theirs],
            text=True,
            env={"PYTHONPATH": str(ROOT), "HUB_VAR_DIR": str(folder), "PATH": "/usr/bin:/bin"},
        )
        os.close(theirs)

    def ask(self) -> dict:
        """One report."""
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return json.loads(self.reports.readline())

    def wait(self) -> None:
        """Return when it answers and has done its work beside."""
        end = time.monotonic() + 180  # the work beside gives way on a busy machine
        while time.monotonic() < end:
            try:
                with urlopen(f"{self.url}/healthz", timeout=5):
                    pass
            except OSError:
                time.sleep(0.2)
                continue
            if self.ask()["frozen"]:
                return
            time.sleep(0.2)
        raise AssertionError("the server did not answer")

    def stop(self) -> int:
        """Ask it to end as a supervisor would, and return how it ended."""
        with self.process, self.reports:
            self.process.terminate()
            return self.process.wait(20)


@pytest.fixture(scope="module")
def probe(tmp_path_factory) -> Iterator[Probe]:
    running = Probe(tmp_path_factory.mktemp("transport"))
    try:
        running.wait()
        yield running
    finally:
        running.stop()


def test_no_full_collection_after_a_run(probe):
    with Tab(probe.url) as tab:
        tab.rerun()
        before = probe.ask()["full_collections"]
        for _ in range(RUNS):
            tab.rerun()
        assert probe.ask()["full_collections"] - before <= 1  # the collector's own, not one a run


def test_small_messages_leave_at_once(probe):
    with Tab(probe.url) as tab:
        tab.rerun()
        sockets = probe.ask()["no_delay"]
        assert sockets
        assert all(sockets)


def test_headers_without_an_end_are_refused(probe):
    with socket.create_connection(("127.0.0.1", probe.port), 10) as connection:
        connection.sendall(
            b"GET /healthz HTTP/1.1\r\nHost: hub\r\nConnection: close\r\nX-Long: " + b"x" * 2 * LONGEST
        )
        assert b"400" in connection.recv(200)


@pytest.mark.long
def test_it_stops_in_order_when_told_to(tmp_path):
    one = Probe(tmp_path)
    try:
        one.wait()
    finally:
        ended = one.stop()
    assert ended in (0, -signal.SIGTERM)
