"""Several processes of the hub on one database, which can be stopped and started again."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from innovation_hub.config import ROOT
from tests.e2e.server import COMMAND, free_port, stop, wait_until_ready


class Replica:
    """One process of the hub, on a free port."""

    def __init__(self, environment: dict[str, str], var: Path, number: int) -> None:
        self.port = free_port()
        self._environment = environment
        self._log = var / f"replica-{number}.log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the process and wait until it is ready."""
        with self._log.open("ab") as output:
            self._process = subprocess.Popen(
                [COMMAND, "serve", "--host", "127.0.0.1", "--port", str(self.port)],
                cwd=ROOT,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        wait_until_ready(f"http://127.0.0.1:{self.port}/readyz", self._process, self._log)

    def stop(self) -> None:
        """Stop the process by SIGTERM and wait for its end."""
        if self._process is not None:
            stop(self._process)


@contextmanager
def replicas(var: Path, base_url: str, database_url: str | None, count: int = 2) -> Iterator[list[Replica]]:
    """``count`` processes of the hub, ready; they are stopped at the end of the block."""
    inherited = {
        key: value for key, value in os.environ.items() if not key.startswith(("HUB_", "STREAMLIT_"))
    }
    environment = {**inherited, "HUB_VAR_DIR": str(var), "HUB_BASE_URL": base_url}
    environment["STREAMLIT_SERVER_COOKIE_SECRET"] = "the same for all replicas"
    if database_url:
        environment["HUB_DATABASE_URL"] = database_url.replace("+psycopg", "")
    running = [Replica(environment, var, number) for number in range(1, count + 1)]
    try:
        for replica in running:
            replica.start()
        yield running
    finally:
        for replica in running:
            replica.stop()
