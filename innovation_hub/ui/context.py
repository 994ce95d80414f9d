"""Who is reading and in which language, asked again on every run so that a sign-out reaches open tabs."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

import streamlit as st

from innovation_hub.domain.permissions import VISITOR, Actor
from innovation_hub.i18n import LANGUAGES, Translator, choose_language, translator
from innovation_hub.services import accounts, arrivals

LANGUAGE_KEY = "hub.lang"
LANGUAGE_COOKIE = "hub_lang"
ADDRESS_KEY = "hub.address"
_known: ContextVar[Actor | None] = ContextVar("hub_actor", default=None)


def actor() -> Actor:
    """The actor behind this browser tab.

    The middleware puts the session's id into ``st.user`` when the tab connects; whether that session
    still stands is asked of the database on every run, of a page, a fragment or a callback.
    """
    return _known.get() or _asked()


def _asked() -> Actor:
    session_id = st.user.get("session")
    if not isinstance(session_id, str) or not session_id.isdigit():
        return VISITOR
    return accounts.actor_of_session(int(session_id)) or VISITOR


@contextmanager
def known(who: Actor) -> Iterator[None]:
    """Spare the database the same question while the shell draws one page."""
    token = _known.set(who)
    try:
        yield
    finally:
        _known.reset(token)


def still(who: Actor) -> Actor:
    """The same reader, asked of the database again: for what runs later than the page, such as a download."""
    return accounts.actor_of_session(who.session_id or 0) or VISITOR


def arrived() -> datetime:
    """When the click that this run answers reached the server, however long the run had to wait for its turn."""
    return arrivals.last(st.context.headers.get(arrivals.HEADER))


def lang() -> str:
    """The reader's language: chosen in this tab, in the address, kept in the account or a cookie, or the browser's."""
    chosen = st.session_state.get(LANGUAGE_KEY)
    if chosen not in LANGUAGES:
        chosen = _first_language()
        st.session_state[LANGUAGE_KEY] = chosen
    return str(chosen)


def _first_language() -> str:
    for candidate in (
        st.query_params.get("lang"),
        actor().language,
        st.context.cookies.get(LANGUAGE_COOKIE),
    ):
        if candidate in LANGUAGES:
            return str(candidate)
    return choose_language(st.context.headers.get("Accept-Language") or st.context.locale)


def t() -> Translator:
    """The reader's translator."""
    return translator(lang())


def page_id(name: str) -> int | None:
    """The positive number that the page's address carries under ``name``; None when absent or not a number."""
    text = st.query_params.get(name, "")
    return (
        int(text)
        if text.isdecimal() and text.isascii() and len(text) < 11 and 0 < int(text) < 2**31
        else None
    )


def keep_address(url_path: str) -> None:
    """Make the browser's address name the page and the query that are drawn, whenever either has changed.

    Streamlit leaves the address as it was when a link leads from a page to the same page with another query, and
    takes the query of the page before along when that page speaks of its own while it is left. A reload, a bookmark
    or a step back would lead elsewhere. Saying the query again makes the browser take it up.
    """
    here = (url_path, st.query_params.to_dict())
    before = st.session_state.get(ADDRESS_KEY)
    st.session_state[ADDRESS_KEY] = here
    if before is not None and before != here:
        st.query_params.from_dict(here[1])
