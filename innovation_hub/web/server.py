"""The server process."""

import os
import sys
from importlib import import_module

from innovation_hub.config import HOME, settings

ENTRY = HOME / "streamlit_app.py"


def serve(*, host: str, port: int) -> None:
    """Serve until SIGTERM or Ctrl+C; raises ``SystemExit`` when the port is taken.

    Streamlit looks for ``.streamlit/config.toml`` beside the script it was started with, so ``sys.argv`` is set to
    ``streamlit_app.py``, whatever the current folder. Its server, uvicorn, uses uvloop if it is installed, which sends
    small messages at once (TCP_NODELAY), and trusts ``X-Forwarded-*`` from this machine alone unless
    ``FORWARDED_ALLOW_IPS`` names other proxies.
    """
    os.environ.setdefault("FORWARDED_ALLOW_IPS", "127.0.0.1,::1")
    sys.argv = [str(ENTRY)]
    if str(HOME) not in sys.path:
        sys.path.insert(0, str(HOME))
    app = import_module(ENTRY.stem).app
    largest = settings().attachment_mb
    app.run(config={"server.address": host, "server.port": port, "server.maxUploadSize": largest})
