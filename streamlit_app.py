"""The hub as one ASGI application: ``innovation-hub serve``, or ``streamlit run streamlit_app.py``."""

import runpy

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from innovation_hub import logs
from innovation_hub.config import ROOT, settings
from innovation_hub.ui import their_logs
from innovation_hub.ui.errors import unexpected
from innovation_hub.ui.pages import PAGES
from innovation_hub.web import heads
from innovation_hub.web.app import lifespan, middleware, routes

SHELL = ROOT / "innovation_hub" / "ui" / "shell" / "script.py"  # what Streamlit runs for every page

app = st.App(
    SHELL,
    routes=routes({info.url_path for info in PAGES}),  # account forms, downloads, API, health
    middleware=middleware(),  # security headers, identity, compressed frontend
    lifespan=lifespan,  # background work
    secrets={"hub": {}},  # none, but known: else Streamlit looks for files of them at every run
    on_script_error=unexpected,  # a sentence, never a traceback
)

if get_script_run_ctx(suppress_warning=True):  # run as a page itself, as `AppTest.from_file` does
    runpy.run_path(str(SHELL))
else:
    logs.configure(settings().log_level)
    their_logs.take_over()
    heads.bound()
