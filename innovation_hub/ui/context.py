"""The reader and the language, looked up again on every run, so that a sign-out takes effect in open tabs."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

import streamlit as st

from innovation_hub.domain.calls import is_code
from innovation_hub.domain.permissions import VISITOR, Actor
from innovation_hub.i18n import LANGUAGES, Translator, choose_language, translator
from innovation_hub.services import accounts, arrivals

LANGUAGE_KEY = "hub.lang"
LANGUAGE_COOKIE = "hub_lang"
ADDRESS_KEY = "hub.address"
_known: ContextVar[Actor | None] = ContextVar("hub_actor", default=None)


def actor() -> Actor:
    """The actor of this browser tab.

    The middleware stores the session's id in ``st.user`` when the tab connects; every run of a page, a fragment or a
    callback queries whether that session is still valid.
    """
    return _known.get() or _from_session()


def _from_session() -> Actor:
    session_id = st.user.get("session")
    if not isinstance(session_id, str) or not session_id.isdigit():
        return VISITOR
    return accounts.actor_of_session(int(session_id)) or VISITOR


@contextmanager
def known(who: Actor) -> Iterator[None]:
    """Cache the actor while the shell draws one page, to save queries."""
    token = _known.set(who)
    try:
        yield
    finally:
        _known.reset(token)


def still(who: Actor) -> Actor:
    """The current actor of the same session, queried again; for code that runs after the page, such as downloads."""
    return accounts.actor_of_session(who.session_id or 0) or VISITOR


def arrived() -> datetime:
    """The instant at which the click that started this run reached the server, before the run waited in a queue."""
    return arrivals.last(st.context.headers.get(arrivals.HEADER))


def lang() -> str:
    """The reader's language: that of the tab, address, account, cookie or browser, the first that is set."""
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
    """The positive number in the query parameter ``name``; None when it is absent or not such a number."""
    text = st.query_params.get(name, "")
    return (
        int(text)
        if text.isdecimal() and text.isascii() and len(text) < 11 and 0 < int(text) < 2**31
        else None
    )


def code(name: str) -> str:
    """The code of a record, or its number, in the query parameter ``name``; empty when it can be neither."""
    text = st.query_params.get(name, "").strip().upper()
    return text if is_code(text) else ""


def page_address() -> str:
    """The address of the page that is drawn, without the slash."""
    return str(st.session_state.get(ADDRESS_KEY, ("",))[0])


def keep_address(url_path: str) -> None:
    """Set the browser's address to the page and query that are drawn, if either has changed.

    Streamlit does not update the address when a link leads to the same page with another query, and takes over the
    query of the previous page when that page sets its query while it is left. A reload, a bookmark or a step back
    would lead to another page. Setting the query again updates the address.
    """
    here = (url_path, st.query_params.to_dict())
    before = st.session_state.get(ADDRESS_KEY)
    st.session_state[ADDRESS_KEY] = here
    if before is not None and before != here:
        st.query_params.from_dict(here[1])
