"""Parts common to all pages: the bar with language and account, refusals, flash messages."""

from html import escape
from time import monotonic
from urllib.parse import quote, urlencode, urlsplit

import streamlit as st

from innovation_hub.domain.permissions import Actor
from innovation_hub.errors import HubError
from innovation_hub.i18n import LANGUAGES, Translator
from innovation_hub.services import my_account, resolutions
from innovation_hub.ui import context, forms, menu
from innovation_hub.ui.errors import sentence
from innovation_hub.ui.html import html
from innovation_hub.ui.streamlit_insides import class_of
from innovation_hub.ui.text import md

FLASH_KEY = "hub.flash"
FLASHED_KEY = "hub.flashed"
STAYS = 1.0  # seconds in which a flash is shown again: a double click reruns the page at once
BAR_KEY = "hub_bar"
_BAR = f".{class_of(BAR_KEY)}"
# The bar is one row on phones too: a long name is truncated, not wrapped.
ONE_ROW = (
    f"<style>{_BAR}{{flex-wrap:nowrap}}{_BAR}>*{{flex:0 0 auto}}"
    f"{_BAR}>*:first-child{{flex:0 1 auto;min-width:2.5rem}}"
    f"{_BAR} p{{overflow:hidden;text-overflow:ellipsis;white-space:nowrap!important}}"
    # Other page links are not truncated: a long title takes two lines.
    "[data-testid=stPageLink] p{white-space:normal;text-align:left}</style>"
)


def account_link(path: str, label: str, lang: str, *, back: str = "") -> str:
    """An anchor to one of the account forms, which are plain pages outside Streamlit."""
    target = f"/account/{path}?lang={lang}" + (f"&next={quote(back)}" if back else "")
    style = "padding:.25rem .5rem;color:inherit;text-underline-offset:.2em;white-space:nowrap"
    return f'<a style="{style}" href="{escape(target)}" target="_self">{escape(label)}</a>'


def top_bar(who: Actor, t: Translator) -> None:
    """Draw the bar above every page: account and sign-out, or sign-in and registration, and the language switch."""
    with st.container(
        horizontal=True, horizontal_alignment="right", vertical_alignment="center", gap="small", key=BAR_KEY
    ):
        if who.signed_in:
            st.page_link(
                context_page("account"), label=md(who.name) or t("pages.account"), icon=":material/person:"
            )
            html(f'<div data-hub-lang="{t.lang}">{ONE_ROW}{sign_out_form(t)}</div>', width="content")
        else:
            links = account_link("sign-in", t("chrome.sign_in"), t.lang, back=_here())
            links += account_link("register", t("chrome.register"), t.lang, back=_here())
            html(f'<span data-hub-lang="{t.lang}">{ONE_ROW}{links}</span>', width="content")
        st.segmented_control(
            t("chrome.language"),
            LANGUAGES,
            default=t.lang,
            key=context.LANGUAGE_KEY,
            required=True,
            format_func=lambda code: {"sw": "SW", "en": "EN"}[code],
            label_visibility="collapsed",
            on_change=_language_changed,
        )


def demo_banner(t: Translator) -> None:
    """Draw a note that there are demo records, while the database has any."""
    if resolutions.demo_present():
        style = (
            "margin:0;padding:.3rem .8rem;border-radius:.5rem;font-size:var(--step--1);"
            "background:color-mix(in srgb,var(--amber) 18%,transparent)"
        )
        html(f'<p role="note" style="{style}">{escape(t("resolutions.demo"))}</p>')


def sign_out_form(t: Translator) -> str:
    """An HTML form with a button that signs out; it is a plain form because the page has to be loaded again."""
    return (
        "<style>.hub-out button{font:inherit;font-size:var(--step--1);color:inherit;background:none;border:0;"
        "padding:.25rem .5rem;"
        "text-decoration:underline;text-underline-offset:.2em;cursor:pointer}</style>"
        '<form class="hub-out" method="post" action="/account/sign-out">'
        f'<button type="submit">{escape(t("chrome.sign_out"))}</button></form>'
    )


def _language_changed() -> None:
    forms.hold_choices()
    my_account.set_language(context.actor(), language=context.lang())


def context_page(name: str) -> st.Page:
    """The page object for ``st.page_link`` and ``st.switch_page``, in the reader's language."""
    return menu.page(name, context.lang())


def refuse(*, signed_in: bool) -> None:
    """Draw why the page cannot be shown, with links to sign in or to the home page."""
    t = context.t()
    if signed_in:
        st.warning(t("errors.forbidden_page"), icon=":material/lock:")
        st.page_link(context_page("home"), label=t("chrome.back_home"), icon=":material/home:")
        return
    st.info(t("errors.sign_in_required"), icon=":material/lock:")
    links = account_link("sign-in", t("chrome.sign_in"), t.lang, back=_here())
    links += account_link("register", t("chrome.register"), t.lang, back=_here())
    html(f'<div style="font-size:var(--step-1);font-weight:600">{links}</div>')


def refused(error: HubError) -> None:
    """Draw the sentence of an error that ended a page, with a link to the home page."""
    t = context.t()
    st.error(sentence(t, error), icon=":material/error:")
    st.page_link(context_page("home"), label=t("chrome.back_home"), icon=":material/home:")


def _here() -> str:
    """Path and query of the current page, without the language; `st.context.url` has no query."""
    query = {name: value for name, value in st.query_params.to_dict().items() if name != "lang"}
    return urlsplit(st.context.url or "/").path + (f"?{urlencode(query)}" if query else "")


class PartlyDone(str):
    """A message that something was not done; it is shown as a warning."""


def flash(text: str) -> None:
    """Store a message to be shown by the next run, after a rerun or a change of page."""
    st.session_state[FLASH_KEY] = text


def show_flash() -> None:
    """Show the stored message once, and again by reruns within `STAYS` seconds."""
    stored = st.session_state.pop(FLASH_KEY, None)
    text, since = (stored, monotonic()) if stored else st.session_state.get(FLASHED_KEY, (None, 0.0))
    if text and monotonic() - since < STAYS:
        st.session_state[FLASHED_KEY] = (text, since)
        if isinstance(text, PartlyDone):
            st.warning(text, icon=":material/error:")
        else:
            st.success(text, icon=":material/check_circle:")
