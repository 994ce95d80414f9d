"""An empty page on the hub's own server: the same routes, middleware and settings."""

from pathlib import Path

import streamlit as st

from innovation_hub.web.app import lifespan, middleware, routes

app = st.App(
    Path(__file__).with_name("empty_page.py"), routes=routes(), middleware=middleware(), lifespan=lifespan
)
