"""A process that has imported what a server imports, and forks one that runs a command of the hub for whoever asks.

A request is a line of JSON. ``start`` comes with the descriptors of standard input, output and errors; ``poll`` asks
how a process ended. The fork server ends with its last client; what it started for a client ends with that client.
"""

import gc
import importlib
import json
import os
import selectors
import shutil
import signal
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

MODULES = (
    "alembic.command",
    "uvicorn",
    "innovation_hub.services.demo",
    "innovation_hub.services.starting",
    "innovation_hub.ui.errors",
    "innovation_hub.ui.pages",
    "innovation_hub.ui.their_logs",
    "innovation_hub.web.app",
    "innovation_hub.web.server",
)
STREAMS = 3
PATIENCE = 60  # seconds until the first client must come
Request = dict[str, Any]


def load() -> None:
    """Import everything, and check that nothing was read that differs from server to server."""
    from innovation_hub.config import settings
    from innovation_hub.web.background import HEAVY

    for name in (*MODULES, *HEAVY):
        importlib.import_module(name)
    streamlit = importlib.import_module("streamlit.config")
    assert settings.cache_info().currsize == 0, "an import reads the hub's settings"
    assert streamlit._config_options is None, "an import reads Streamlit's settings"
    assert "innovation_hub.cli" not in sys.modules, "an import reads the language of the command line"
    gc.collect()
    gc.freeze()  # so that the memory is shared


class ForkServer:
    """The loop of the fork server; ``running`` are the processes of each client."""

    def __init__(self, listening: socket.socket) -> None:
        self.listening = listening
        self.listening.setblocking(False)
        self.address = Path(listening.getsockname())
        self.waiting = selectors.DefaultSelector()
        self.waiting.register(listening, selectors.EVENT_READ)
        self.running: dict[socket.socket, set[int]] = {}

    def serve(self) -> Request | None:
        """Answer until the last client is gone; in a forked process, returns what is to be run."""
        while self.running or self.address.exists():
            events = self.waiting.select(None if self.running else PATIENCE)
            if not events:
                self._vanish()
            for key, _ in events:
                client = key.fileobj
                assert isinstance(client, socket.socket)
                if client is self.listening:
                    self._welcome()
                elif (wanted := self._heard(client)) is not None:
                    return wanted
        return None

    def _welcome(self) -> None:
        """Take all who have knocked."""
        with suppress(BlockingIOError):
            while True:
                client, _ = self.listening.accept()
                self.waiting.register(client, selectors.EVENT_READ)
                self.running[client] = set()

    def _heard(self, client: socket.socket) -> Request | None:
        """Answer a client; one that closes, or dies amid a question, must not harm the others."""
        try:
            return self._answer(client)
        except ConnectionError:
            self._leave(client)
            return None

    def _answer(self, client: socket.socket) -> Request | None:
        line, descriptors, _, _ = socket.recv_fds(client, 1 << 16, STREAMS)
        while not line.endswith(b"\n"):
            part = client.recv(1 << 16) if line else b""
            if not part:
                raise ConnectionResetError
            line += part
        request: Request = json.loads(line)
        if request["do"] == "start":
            return self._fork(client, request, descriptors)
        client.sendall(json.dumps(self._ended(client, request["pid"])).encode() + b"\n")
        return None

    def _fork(self, client: socket.socket, request: Request, descriptors: list[int]) -> Request | None:
        ready, tell = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.setsid()
            for number, descriptor in enumerate(descriptors):
                os.dup2(descriptor, number)
                os.close(descriptor)
            for one in (self.waiting, self.listening, *self.running):
                one.close()
            os.close(ready)
            os.close(tell)  # from now on its group can be sent signals
            return request
        os.close(tell)
        os.read(ready, 1)
        for descriptor in (ready, *descriptors):
            os.close(descriptor)
        self.running[client].add(pid)
        client.sendall(json.dumps(pid).encode() + b"\n")
        return None

    def _ended(self, client: socket.socket, pid: int) -> int | None:
        """How a process ended, as `subprocess` says it; None while it runs."""
        found, status = os.waitpid(pid, os.WNOHANG)
        if not found:
            return None
        self.running[client].remove(pid)
        return os.waitstatus_to_exitcode(status)

    def _leave(self, client: socket.socket) -> None:
        self.waiting.unregister(client)
        client.close()
        for pid in self.running.pop(client):
            with suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        if not self.running:
            self._vanish()

    def _vanish(self) -> None:
        """Welcome who has knocked already; a client that comes from now on finds no address and starts another."""
        shutil.rmtree(self.address.parent, ignore_errors=True)
        self._welcome()


def run(request: Request) -> None:
    """Be the command ``innovation-hub`` in a process that was forked."""
    os.environ.clear()
    os.environ.update(request["environment"])
    os.chdir(request["folder"])
    sys.argv = ["innovation-hub", *request["arguments"]]
    from innovation_hub.cli import app

    app()


if __name__ == "__main__":
    if os.fork() == 0:  # nobody's child, so that nobody need wait for it
        os.setsid()
        load()
        if wanted := ForkServer(socket.socket(fileno=int(sys.argv[1]))).serve():
            run(wanted)
