"""An empty page on the hub's own server: the same routes, middleware and settings."""

from pathlib import Path

import streamlit as st

from innovation_hub.ui.pages import PAGES
from innovation_hub.web.app import lifespan, middleware, routes

app = st.App(
    Path(__file__).with_name("empty_page.py"),
    routes=routes({info.url_path for info in PAGES}),
    middleware=middleware(),
    lifespan=lifespan,
)
