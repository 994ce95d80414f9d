"""Streamlit's frontend files, compressed once and served with headers that let browsers keep them."""

from innovation_hub.web.assets.serve import StaticAssets
from innovation_hub.web.assets.store import Store

__all__ = ["StaticAssets", "Store"]
