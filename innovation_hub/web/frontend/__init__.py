"""The page around Streamlit's frontend, with the hub's head, fonts, styles and scripts."""

from importlib.util import find_spec
from pathlib import Path

FILES = Path(__file__).with_name("files")
TEMPLATES = Path(__file__).with_name("templates")


def streamlit_static() -> Path:
    """Folder of the installed Streamlit's frontend (``index.html`` and ``static/``)."""
    found = find_spec("streamlit")
    if found is None or found.origin is None:
        raise RuntimeError("Streamlit is not installed")
    return Path(found.origin).parent / "static"
