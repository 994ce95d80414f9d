"""Tabs of a record's page as links: the chosen one is in the address, for the back button and copied links."""

from collections.abc import Collection, Mapping
from html import escape
from urllib.parse import urlencode

import streamlit as st

from innovation_hub.i18n import Translator
from innovation_hub.ui.html import html

TAB = "tab"
_STYLE = """<style>
.hub-tabs{display:flex;flex-wrap:wrap;gap:0 .25rem;margin:.25rem 0 .5rem;
border-bottom:1px solid color-mix(in srgb,currentColor 22%,transparent)}
.hub-tabs a{color:inherit;text-decoration:none;padding:.6rem .8rem;min-height:44px;box-sizing:border-box;
border-bottom:3px solid transparent;margin-bottom:-1px}
.hub-tabs a:hover{border-color:color-mix(in srgb,currentColor 40%,transparent)}
.hub-tabs a[aria-current]{font-weight:650;border-color:var(--mark)}
</style>"""


def tabs(t: Translator, labels: Mapping[str, str], *, keeps: Collection[str] | None = None) -> str:
    """Draw the tabs and return the name of the one in the address, by default the first of ``labels``.

    ``keeps`` are the parameters of the address that the links keep, by default all.
    """
    first, *_ = labels
    wanted = st.query_params.get(TAB, first)
    chosen = wanted if wanted in labels else first
    address = st.query_params.to_dict()
    others = {
        name: value for name, value in address.items() if name != TAB and (keeps is None or name in keeps)
    }

    def tab(name: str) -> str:
        address = urlencode(others | ({TAB: name} if name != first else {}), doseq=True)
        current = ' aria-current="page"' if name == chosen else ""
        return (
            f'<a href="?{escape(address)}" target="_self" data-hub-page="stay"{current}>'
            f"{escape(labels[name])}</a>"
        )

    links = "".join(map(tab, labels))
    html(f'{_STYLE}<nav class="hub-tabs" aria-label="{escape(t("things.tabs"))}">{links}</nav>')
    return chosen
