"""Graceful shutdown on a signal: work under way is finished first, within a time limit.

uvicorn alone closes every connection at once and then waits for as long as a request takes. Here a signal first turns
``/readyz`` to 503, so that a proxy uses other servers; page runs started by a button are finished and
shown; only then uvicorn gets the signal, closes websockets with code 1012 (handled by ``restart.js``)
and finishes its requests.
"""

import logging
import signal
import threading
import time
from types import FrameType
from typing import Any

from innovation_hub.config import settings
from innovation_hub.errors import Stopping

log = logging.getLogger("innovation_hub.web")

RUNS_SECONDS = 8.0
"""The most seconds to wait for page runs."""
REQUESTS_SECONDS = 10
"""The most seconds to wait for requests after that."""
RUN = "ScriptRunner.scriptThread"
"""The name of a thread in which Streamlit runs a page."""
_stopping = threading.Event()


def trouble() -> Stopping | None:
    """The refusal of new work while the process is ending, else None."""
    return Stopping() if _stopping.is_set() else None


def await_signal() -> None:
    """Handle SIGTERM before uvicorn does, when this is its process; a second one ends everything at once."""
    if threading.current_thread() is not threading.main_thread():
        return
    theirs = signal.getsignal(signal.SIGTERM)
    server: Any = getattr(theirs, "__self__", None)  # uvicorn's, whose own handler it is
    if server is None or not callable(theirs) or not hasattr(server, "should_exit"):
        return
    _stopping.clear()
    server.config.timeout_graceful_shutdown = REQUESTS_SECONDS

    def on_sigterm(number: int, frame: FrameType | None) -> None:
        if _stopping.is_set():
            theirs(number, frame)
            return
        _stopping.set()
        threading.Thread(target=_end, args=(theirs, number), name="hub-stopping", daemon=True).start()

    signal.signal(signal.SIGTERM, on_sigterm)


def _end(theirs: Any, number: int) -> None:
    log.info("told to stop: not ready any more, ending what is under way")
    begun = time.monotonic()
    time.sleep(settings().stop_seconds)
    while any(one.name == RUN for one in threading.enumerate()) and time.monotonic() - begun < RUNS_SECONDS:
        time.sleep(0.05)
    theirs(number, None)
