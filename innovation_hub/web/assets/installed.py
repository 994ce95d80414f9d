"""The frontends of the installed packages, and the folder of their compressed copies."""

from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from innovation_hub.charts import library
from innovation_hub.config import settings
from innovation_hub.web.assets.store import Store
from innovation_hub.web.frontend import bundle, streamlit_static


def frontend(folder: Path) -> Store:
    """The frontends of the installed Streamlit and Plotly, with their compressed copies below ``folder``.

    Streamlit's own modules are served too, for pages that were opened before, but not compressed: pages load those of
    the bundle.
    """
    static = streamlit_static() / "static"
    home = folder / "assets"
    sources = {
        "static": static,
        bundle.folder(): bundle.installed().write(home),
        library.NAME: library.file(),
    }
    replaced = {f"static/js/{path.name}" for path in (static / "js").iterdir()}
    return Store(sources, home, version("streamlit"), replaced)


@lru_cache(maxsize=1)
def store() -> Store:
    """The frontend that this process serves."""
    return frontend(settings().var_dir)
