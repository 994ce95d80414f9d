"""The hub's ASGI application: ``innovation-hub serve``, or ``streamlit run streamlit_app.py``."""

import runpy

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from innovation_hub import logs
from innovation_hub.config import ROOT, settings
from innovation_hub.ui import their_logs
from innovation_hub.ui.errors import unexpected
from innovation_hub.ui.light import light_page
from innovation_hub.ui.pages import PAGES
from innovation_hub.web import heads
from innovation_hub.web.app import lifespan, middleware, routes

SHELL = ROOT / "innovation_hub" / "ui" / "shell" / "script.py"  # run by Streamlit for every page

app = st.App(
    SHELL,
    routes=routes(
        {info.url_path for info in PAGES}, light_page, {info.url_path for info in PAGES if info.public}
    ),  # account forms, downloads, API, health
    middleware=middleware(),  # security headers, identity, compressed frontend
    lifespan=lifespan,  # background work
    secrets={"hub": {}},  # set, so that Streamlit does not look for secrets files in every run
    on_script_error=unexpected,  # shows a sentence instead of a traceback
)

if get_script_run_ctx(suppress_warning=True):  # executed as a page, as by `AppTest.from_file`
    runpy.run_path(str(SHELL))
else:
    logs.configure(settings().log_level)
    their_logs.take_over()
    heads.bound()
