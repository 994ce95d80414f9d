"""A database server that is out of breath: it is there, and does not answer."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import psycopg


@contextmanager
def hanging(postgres_url: str) -> Iterator[None]:
    """All processes of the database server stand still, as on a machine that is overloaded; sockets stay open."""
    with psycopg.connect(postgres_url) as connection:
        (folder,) = connection.execute("SHOW data_directory").fetchone()
    server = psutil.Process(int((Path(folder) / "postmaster.pid").read_text().split()[0]))
    stopped = [server, *server.children(recursive=True)]
    try:
        for process in stopped:
            with suppress(psutil.NoSuchProcess):  # the one that answered above has ended meanwhile
                process.suspend()
        yield
    finally:
        for process in stopped:
            with suppress(psutil.NoSuchProcess):
                process.resume()
