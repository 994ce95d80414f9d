"""The script plotly.js, as shipped in the Python package, so that both have the same version."""

from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

FILE = "plotly.min.js"
NAME = f"plotly/{version('plotly')}/{FILE}"
"""Path of the script on the server. It contains the version, so browsers may cache the script without expiry."""


def file() -> Path:
    """Path of the script in the installed package, found without importing Plotly.

    Raises:
        RuntimeError: Plotly is not installed.
    """
    found = find_spec("plotly")
    if found is None or found.origin is None:
        raise RuntimeError("Plotly is not installed")
    return Path(found.origin).parent / "package_data" / FILE
