"""Background work of the server: compressing the frontend, importing the chart library, tuning garbage collection."""

import gc
import importlib
import logging
import os
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from anyio import to_thread

from innovation_hub.errors import HubError
from innovation_hub.i18n import translator
from innovation_hub.services import health, starting
from innovation_hub.services.background import worker
from innovation_hub.web import stopping
from innovation_hub.web.assets.installed import store

log = logging.getLogger("innovation_hub.web")
HEAVY = ("pandas", "pyarrow", "plotly.graph_objects")


def warm_up() -> None:
    """Import the libraries of charts and tables, then freeze all loaded objects, so that the collector skips them."""
    for name in HEAVY:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def _work(stop: threading.Event) -> None:
    # At full priority: an import holds the interpreter's lock, and one that a busy machine keeps waiting with it
    # would keep every visitor waiting.
    warm_up()
    if hasattr(os, "setpriority"):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 10)  # below requests
    try:
        store().build(stop)
    except OSError:
        log.warning("compressed copies could not be kept; plain files are served instead", exc_info=True)


def _refuse_or_start() -> None:
    """Run the checks of `starting`, also when the server was not started by ``innovation-hub serve``."""
    try:
        starting.ensure()
    except HubError as error:
        log.critical("not served: %s", translator("en")(error.key, **error.data))
        raise


@asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[None]:
    """Run the background work while the server runs."""
    _refuse_or_start()
    health.serving()
    stopping.await_signal()
    stop = threading.Event()
    threading.Thread(target=_work, args=(stop,), name="hub-background", daemon=True).start()
    mail_worker = threading.Thread(target=worker.work, args=(stop,), name="hub-mail", daemon=True)
    mail_worker.start()
    try:
        yield
    finally:
        stop.set()
        await to_thread.run_sync(mail_worker.join, 10)  # an e-mail being sent is finished first
