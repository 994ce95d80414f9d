"""The script Streamlit runs for every page: the menu, the bar, and then the page itself."""

import streamlit as st

from innovation_hub.errors import HubError
from innovation_hub.ui import chrome, context
from innovation_hub.ui.errors import sentence
from innovation_hub.ui.pages import PAGES, SECTIONS, PageInfo


def main() -> None:
    """Draw the frame for this reader and run the page they asked for."""
    who, t = context.actor(), context.t()
    st.set_page_config(page_title=t("chrome.title"), page_icon="/hub/icon.svg", layout="wide")

    def page(info: PageInfo) -> st.Page:
        return st.Page(
            info.path,
            title=t(f"pages.{info.name}"),  # keys: pages.*
            icon=f":material/{info.icon}:",
            url_path=info.url_path,
            default=info.name == "home",
            visibility="visible" if info.listed and who.may(info.permission) else "hidden",
        )

    menu = {
        t(f"chrome.section.{section}") if section else "": [  # keys: chrome.section.*
            page(info) for info in PAGES if info.section == section
        ]
        for section in SECTIONS
    }
    current = st.navigation(menu, position="top")
    chrome.top_bar(who, t)
    chrome.show_flash()
    try:
        current.run()
    except HubError as error:
        st.error(sentence(t, error), icon=":material/error:")


main()
