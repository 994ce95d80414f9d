"""The script that Streamlit runs for every page: menu, bar, and the page itself."""

from functools import partial

import streamlit as st

from innovation_hub.errors import DatabaseTrouble, HubError
from innovation_hub.services.transactions import one_view
from innovation_hub.ui import chrome, context, decision, emblem, guard, menu, streamlit_insides, waiting
from innovation_hub.ui.pages import BY_ADDRESS, PAGES, SECTIONS


def main() -> None:
    """Draw menu and bar for the reader, and run the requested page."""
    placeholder = st.empty()
    who = waiting.actor(placeholder)
    with context.known(who):
        t = context.t()
    st.set_page_config(page_title=t("chrome.title"), page_icon="/hub/icon.svg", layout="wide")

    st.logo(emblem.wordmark(t("chrome.title")), size="large")
    sections = {
        t(f"chrome.section.{section}") if section else "": [  # keys: chrome.section.*
            menu.page(info.name, t.lang, listed=info.listed and who.may(info.permission))
            for info in PAGES
            if info.section == section
        ]
        for section in SECTIONS
    }
    current = st.navigation(sections, position="top")
    context.keep_address(current.url_path)
    info = BY_ADDRESS[current.url_path]
    try:
        with context.known(who):
            chrome.top_bar(who, t)
            chrome.demo_banner(t)
            chrome.show_flash()
            streamlit_insides.run(current, partial(guard.draw, info))
            decision.finished()
    except HubError as error:
        if isinstance(error, DatabaseTrouble):
            waiting.draw_again(placeholder, error, t)
            placeholder.empty()
        chrome.refused(error)


with one_view():
    main()
