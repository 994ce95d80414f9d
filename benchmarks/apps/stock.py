"""The hub's pages served by stock Streamlit: only the middleware that identifies the reader is added."""

import streamlit as st
from starlette.middleware import Middleware

from innovation_hub.config import ROOT
from innovation_hub.web.identity import Identity

app = st.App(ROOT / "innovation_hub" / "ui" / "shell" / "script.py", middleware=[Middleware(Identity)])
