"""A page of many widgets behind the hub's own routes and middleware, to see what the frontend makes of them."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from innovation_hub.web.assets import StaticAssets
from innovation_hub.web.assets.installed import store
from innovation_hub.web.background import lifespan
from innovation_hub.web.frontend.own import own_routes
from innovation_hub.web.frontend.page import page_routes
from innovation_hub.web.headers import SecurityHeaders
from innovation_hub.web.offline import offline_routes

app = st.App(
    Path(__file__).with_name("widgets.py"),
    routes=[*own_routes(), *offline_routes(), *page_routes()],
    middleware=[Middleware(SecurityHeaders), Middleware(StaticAssets, store=store())],
    lifespan=lifespan,
)
