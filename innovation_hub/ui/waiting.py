"""Waiting for the database while a page is drawn: the page remains visible, and continues when the database is back.

The message has a placeholder above everything, so that nothing else moves; Streamlit's frontend keeps the elements of
the previous run until the new run has ended.
"""

import time

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from innovation_hub.domain.permissions import Actor
from innovation_hub.errors import DatabaseTrouble
from innovation_hub.i18n import LANGUAGES, Translator, choose_language, translator
from innovation_hub.services import pulse
from innovation_hub.ui import context
from innovation_hub.ui.errors import sentence

PAUSE = 1.0
"""Seconds between two polls of the database."""
ONCE = 30.0
"""Seconds within which a page that failed is not redrawn automatically again."""
REDRAWN_KEY = "hub.redrawn"


def actor(place: DeltaGenerator) -> Actor:
    """The reader; while the database is unavailable, wait for it with a message in ``place``."""
    waited = False
    while True:
        try:
            who = context.actor()
        except DatabaseTrouble as trouble:
            _wait(place, trouble, t=_without_account())
            waited = True
        else:
            if waited:
                place.empty()
            return who


def draw_again(place: DeltaGenerator, trouble: DatabaseTrouble, t: Translator) -> None:
    """Wait for a database that became unavailable while a page was drawn, then rerun the page, which ends this run.

    Returns if the page has failed for the second time within `ONCE` seconds.
    """
    since = st.session_state.get(REDRAWN_KEY)
    _wait(place, trouble, t=t)
    if since is None or time.monotonic() - since > ONCE:
        st.session_state[REDRAWN_KEY] = time.monotonic()
        st.rerun()


def _wait(place: DeltaGenerator, trouble: DatabaseTrouble, *, t: Translator) -> None:
    current: DatabaseTrouble | None = trouble
    while current is not None:
        # Drawn in each iteration, because a call of Streamlit ends the run when the reader has left or interacted.
        place.error(t("chrome.waiting", reason=sentence(t, current)), icon=":material/error:")
        time.sleep(PAUSE)
        current = pulse.database.trouble()


def _without_account() -> Translator:
    chosen = (st.session_state.get(context.LANGUAGE_KEY), st.query_params.get("lang"))
    for candidate in (*chosen, st.context.cookies.get(context.LANGUAGE_COOKIE)):
        if candidate in LANGUAGES:
            return translator(str(candidate))
    return translator(choose_language(st.context.headers.get("Accept-Language") or st.context.locale))
