"""The frontends of the installed packages, and the folder of their compressed copies."""

from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from innovation_hub.charts import library
from innovation_hub.config import settings
from innovation_hub.web.assets.store import Store
from innovation_hub.web.frontend import streamlit_static


def frontend(folder: Path) -> Store:
    """The frontends of the installed Streamlit and Plotly, with their compressed copies below ``folder``."""
    sources = {"static": streamlit_static() / "static", library.NAME: library.file()}
    return Store(sources, folder / "assets", version("streamlit"))


@lru_cache(maxsize=1)
def store() -> Store:
    """The frontend that this process serves."""
    return frontend(settings().var_dir)
