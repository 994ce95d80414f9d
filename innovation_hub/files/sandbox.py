"""Run a task on the bytes of an untrusted file in a separate process, so that a hostile file cannot harm this one.

The process is spawned, not forked, because this one has threads. Its environment lacks the hub's settings, so it
cannot reach the database or the mail server.
"""

import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
AT_ONCE = 2
"""The most files that one process of the hub parses at the same time."""
WAIT_SECONDS = 30.0
"""How long `run` waits for a free slot."""
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "LD_LIBRARY_PATH")
_slots = threading.BoundedSemaphore(AT_ONCE)


class TooCostly(Exception):
    """The task exceeded its limit of time or memory."""


class Crashed(Exception):
    """The process ended without an answer."""


class Busy(Exception):
    """No slot became free in time; the task was not started."""


def run(task: str, content: bytes, *arguments: str, seconds: int = 5, megabytes: int = 700) -> bytes:
    """Return the bytes that ``work(content, *arguments)`` of the module ``task`` returns.

    ``seconds`` of CPU time and ``megabytes`` of memory are limits where the platform supports them; on every platform
    the process is killed after three times as many seconds of wall-clock time. Raises `TooCostly`, `Crashed`, `Busy`.
    """
    if not _slots.acquire(timeout=WAIT_SECONDS):
        raise Busy
    try:
        return _answer([task, str(seconds), str(megabytes), *arguments], content, 3 * seconds)
    finally:
        _slots.release()


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
    raise TooCostly if done.returncode in _EXCEEDED else Crashed(done.stderr[-300:].decode(errors="replace"))


OUT_OF_MEMORY = 71
_EXCEEDED = (OUT_OF_MEMORY, -9, -24)  # the kernel sends SIGXCPU or SIGKILL when CPU time is exceeded
