"""Run a task on the bytes of a stranger's file in a process of its own, and come back whatever the file does to it.

The process is started afresh, not forked: this one has threads. It gets an environment without the hub's settings, so
that it knows neither the database nor the mail server.
"""

import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
AT_ONCE = 2
"""So many files are read at the same moment by one process of the hub."""
WAIT_SECONDS = 30.0
"""How long a file waits for its turn."""
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "LD_LIBRARY_PATH")
_turns = threading.BoundedSemaphore(AT_ONCE)


class TooCostly(Exception):
    """The task needed more time or memory than it may have."""


class Crashed(Exception):
    """The process ended without an answer."""


class Busy(Exception):
    """Too many files are being read; none of this one has been."""


def run(task: str, content: bytes, *arguments: str, seconds: int = 5, megabytes: int = 700) -> bytes:
    """What ``work(content, *arguments)`` of the module ``task`` returns, as bytes.

    ``seconds`` of CPU and ``megabytes`` of memory are the most it may take where the platform has such limits; on
    every platform it is ended after three times as many seconds by the clock. Raises `TooCostly`, `Crashed`, `Busy`.
    """
    if not _turns.acquire(timeout=WAIT_SECONDS):
        raise Busy
    try:
        return _answer([task, str(seconds), str(megabytes), *arguments], content, 3 * seconds)
    finally:
        _turns.release()


def _answer(order: Sequence[str], content: bytes, seconds: float) -> bytes:
    command = [sys.executable, "-P", "-m", "innovation_hub.files.process", *order]
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    environment |= {"PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(  # noqa: S603 -- our own module, named by our own code
            command, input=content, capture_output=True, timeout=seconds, env=environment, check=False
        )
    except subprocess.TimeoutExpired as error:  # `run` has killed it
        raise TooCostly from error
    if done.returncode == 0:
        return done.stdout
    raise TooCostly if done.returncode in _SPENT else Crashed(done.stderr[-300:].decode(errors="replace"))


OUT_OF_MEMORY = 71
_SPENT = (OUT_OF_MEMORY, -9, -24)  # the kernel ends what exceeds its CPU time with SIGXCPU or SIGKILL
