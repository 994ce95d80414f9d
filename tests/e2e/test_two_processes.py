"""Two processes on one PostgreSQL behind a proxy, as the operator's guide shows: one is upgraded after the other."""

import os
import re
import signal
import subprocess
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import psycopg
import pytest

from innovation_hub.config import ROOT
from tests.e2e.server import COMMAND, free_port, stop, wait_until_ready

GUIDE = (ROOT / "docs" / "guides" / "operator.md").read_text()
SAFE = ("GET", "HEAD")
STICKY = "hub_route"


class Proxy(BaseHTTPRequestHandler):
    """What the guide asks of nginx: sticky by cookie, and the next process where one refuses or answers 502 or 503."""

    backends: tuple[str, ...] = ()

    def log_message(self, *_):
        """Say nothing."""

    def do_GET(self):
        """Pass a request on."""
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        named = re.search(rf"{STICKY}=(\d)", self.headers.get("Cookie", ""))
        first = int(named[1]) if named else 0
        for number in (first, 1 - first):
            try:
                headers = {
                    name: value for name, value in self.headers.items() if name.lower() != "connection"
                }
                url = self.backends[number] + self.path
                answer = httpx.request(self.command, url, headers=headers, content=body, timeout=20)
            except httpx.TransportError:
                continue
            if answer.status_code not in (502, 503):
                return self._give(answer, number)
        return self.send_error(503)

    do_POST = do_PUT = do_GET

    def _give(self, answer, number):
        self.send_response(answer.status_code)
        for name, value in answer.headers.multi_items():
            if name.lower() not in ("transfer-encoding", "content-encoding", "content-length", "connection"):
                self.send_header(name, value)
        self.send_header("Set-Cookie", f"{STICKY}={number}; Path=/")
        self.send_header("Content-Length", str(len(answer.content)))
        self.end_headers()
        self.wfile.write(answer.content)


class Node:
    """One of the processes."""

    def __init__(self, environment, log) -> None:
        self.port, self.log, self.environment = free_port(), log, environment
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                [COMMAND, "serve", "--port", str(self.port)],
                cwd=ROOT, env=self.environment, stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip

    def ready(self) -> None:
        wait_until_ready(f"{self.url}/readyz", self.process, self.log)


@contextmanager
def proxy(backends):
    handler = type("Here", (Proxy,), {"backends": tuple(backends)})
    server = ThreadingHTTPServer(("127.0.0.1", int(os.environ["HUB_TEST_PORT"])), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def nodes(postgres_url, tmp_path, monkeypatch, prepared):
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS pair WITH (FORCE)")
        connection.execute("CREATE DATABASE pair")
    port = free_port()
    monkeypatch.setenv("HUB_TEST_PORT", str(port))
    prepared.copy_frontend(tmp_path / "var")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("HUB_", "STREAMLIT_"))}
    environment = {
        **kept,
        "HUB_VAR_DIR": str(tmp_path / "var"),
        "HUB_BASE_URL": f"http://127.0.0.1:{port}",
        "HUB_DATABASE_URL": postgres_url.replace("/postgres?", "/pair?", 1),
        "HUB_STOP_SECONDS": "1",
        "STREAMLIT_SERVER_COOKIE_SECRET": "any long random text",
    }
    add = [
        "user",
        "add",
        "juma@example.org",
        "--name",
        "Juma Mfano",
        "--role",
        "organiser",
        "--password-stdin",
    ]
    for words in (["migrate"], ["seed"], add):  # by one machine, before either serves
        subprocess.run(
            [COMMAND, *words], env=environment, input=b"maji-ya-mto-7-na-mlima\n", check=True, timeout=120
        )
    pair = [Node(environment, tmp_path / f"{name}.log") for name in ("one", "two")]
    try:
        for node in pair:
            node.start()
        for node in pair:
            node.ready()
        with proxy(node.url for node in pair):
            yield environment["HUB_BASE_URL"], pair
    finally:
        for node in pair:
            stop(node.process)


def test_readers_notice_nothing_of_an_upgrade(nodes):
    url, pair = nodes
    with httpx.Client(base_url=url, timeout=30) as reader:
        form = {"email": "juma@example.org", "password": "maji-ya-mto-7-na-mlima"}
        assert reader.post("/account/sign-in", data=form, headers={"Origin": url}).status_code == 303
        seen: set[int] = set()
        known: set[int] = set()
        for node in pair:
            node.process.send_signal(signal.SIGTERM)
            while node.process.poll() is None:  # the other one takes over, and knows who is signed in
                seen.add(reader.get("/manage-calls").status_code)
                known.add(reader.put("/api/reviews/1/scores/1", json={"answer": 3}).status_code)
                time.sleep(0.1)
            node.start()
            node.ready()
        assert seen == {200}
        assert known == {403}  # an organiser whose session stands, and no judge


@pytest.mark.parametrize(
    "said",
    ["hash $hub_route", "proxy_next_upstream", "max_connections", "STREAMLIT_SERVER_COOKIE_SECRET", "RestartSec",
     "UMask=0077", "FORWARDED_ALLOW_IPS", "--host"],
)  # fmt: skip
def test_the_guide_says_what_two_servers_need(said):
    assert said in GUIDE
