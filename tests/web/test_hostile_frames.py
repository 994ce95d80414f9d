"""Frames that no page sends, over a real socket: one quiet line each, and everybody else goes on."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from benchmarks.protocol import Tab
from db import engine, migrate
from innovation_hub.config import ROOT
from tests.e2e.server import free_port

TOO_BIG = 1009
"""RFC 6455, 7.4.1."""
FRAMES = {
    "noise": bytes(range(255, 0, -1)),
    "cut_off": b"\x0a\x7f\x01",
    "zeros": bytes(64),
    "text": "{}",
}


@pytest.fixture(scope="module")
def log(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("frames") / "server.log"


@pytest.fixture(scope="module")
def url(log) -> Iterator[str]:
    """The hub in a process of its own, on an empty database."""
    database = engine.make_engine(f"sqlite:///{log.parent / 'hub.sqlite3'}")
    migrate.upgrade(database)
    database.dispose()
    port = free_port()
    found = f"http://127.0.0.1:{port}"
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HUB_", "STREAMLIT_"))}
    with (
        log.open("wb") as output,
        subprocess.Popen(
            [sys.executable, "-m", "innovation_hub", "serve", "--host", "127.0.0.1", "--port", str(port)],
            cwd=ROOT,
            env={**kept, "HUB_VAR_DIR": str(log.parent), "HUB_BASE_URL": found},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        try:
            answers(found)
            yield found
        finally:
            process.terminate()


def answers(url: str) -> None:
    end = time.monotonic() + 180
    while time.monotonic() < end:
        try:
            with urlopen(f"{url}/healthz", timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the server did not answer")


def closed(url: str, frame: bytes | str) -> int | None:
    """The code with which the server closes a connection that sent this frame."""
    address = f"{url.replace('http', 'ws', 1)}/_stcore/stream"
    with connect(address, origin=url, subprotocols=["streamlit"], open_timeout=60) as stream:
        stream.send(frame)
        try:
            while True:
                stream.recv(timeout=60)
        except ConnectionClosed as end:
            return end.rcvd.code if end.rcvd else None


def test_they_end_their_own_connection_with_a_line_and_no_other(url, log):
    with Tab(url) as other:
        other.rerun()
        before = log.read_text()
        codes = {name: closed(url, frame) for name, frame in FRAMES.items()}
        other.rerun()
    assert codes == {"noise": 1002, "cut_off": 1002, "zeros": 1002, "text": 1003}
    written = log.read_text().removeprefix(before).splitlines()
    assert not [line for line in written if not re.match(r"20\d\d-\d\d-\d\dT", line)], "a traceback"
    assert not [line for line in written if re.search(r" (ERROR|CRITICAL) ", line)]
    assert len([line for line in written if "Error deserializing back message" in line]) == 3


def test_messages_are_compressed_and_a_small_one_that_grows_too_large_is_refused(url):
    address = f"{url.replace('http', 'ws', 1)}/_stcore/stream"
    with connect(address, origin=url, subprotocols=["streamlit"], open_timeout=60) as stream:
        assert [one.name for one in stream.protocol.extensions] == ["permessage-deflate"]
    assert closed(url, bytes(60_000_000)) == TOO_BIG
    answers(url)
