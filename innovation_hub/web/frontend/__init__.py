"""The page around Streamlit's frontend, with the hub's head, fonts, styles and scripts."""

from importlib.util import find_spec
from pathlib import Path

FILES = Path(__file__).with_name("files")
TEMPLATES = Path(__file__).with_name("templates")
WORKER = Path(__file__).parent / "worker" / "service-worker.js"
"""Not among the files: it has an address of its own, at the root."""


def streamlit_static() -> Path:
    """Folder of the installed Streamlit's frontend (``index.html`` and ``static/``)."""
    found = find_spec("streamlit")
    if found is None or found.origin is None:
        raise RuntimeError("Streamlit is not installed")
    return Path(found.origin).parent / "static"
