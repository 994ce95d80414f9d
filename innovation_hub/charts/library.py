"""Plotly's own script, which draws charts in the browser.

It comes with the Python package, so both are of one version.
"""

from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

FILE = "plotly.min.js"
NAME = f"plotly/{version('plotly')}/{FILE}"
"""Where the script is found on the server. An upgrade changes it, so browsers may keep the script for ever."""


def file() -> Path:
    """The script in the installed package, found without loading it."""
    found = find_spec("plotly")
    if found is None or found.origin is None:
        raise RuntimeError("Plotly is not installed")
    return Path(found.origin).parent / "package_data" / FILE
