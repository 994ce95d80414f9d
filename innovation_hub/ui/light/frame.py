"""The head of a light page: mark, menu, account and languages, as links."""

from html import escape
from urllib.parse import parse_qsl

from innovation_hub.domain import addresses
from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator
from innovation_hub.ui import chrome, emblem
from innovation_hub.ui.light import icons
from innovation_hub.ui.pages import BY_NAME, PAGES, SECTIONS, PageInfo

_NAMES = {"sw": ("SW", "Kiswahili"), "en": ("EN", "English")}


def head(info: PageInfo, query: str, who: Actor, t: Translator) -> str:
    """The HTML above the content of a page."""
    mark = emblem.image(emblem.wordmark(t("chrome.title")), t("chrome.title"), css="light-mark")
    return (
        f'<header class="light-head"><a class="light-home" href="/">{mark}</a>{_menu(info, who, t)}</header>'
        f'<div class="light-bar">{_account(info, query, who, t)}{_languages(info, query, t)}</div>'
    )


def foot(t: Translator) -> str:
    """The HTML below the content, shown on a slow line, where Streamlit is loaded on demand."""
    button = (
        f'<button type="button" class="light-later" data-hub-later>{escape(t("frontend.page.load"))}</button>'
    )
    return f'<footer class="light-slow">{escape(t("frontend.page.slow"))} {button}</footer>'


def _menu(info: PageInfo, who: Actor, t: Translator) -> str:
    parts = []
    for section in SECTIONS:
        pages = [one for one in PAGES if one.section == section and one.listed and who.may(one.permission)]
        links = "".join(f"<li>{_link(one, t, here=one == info)}</li>" for one in pages)
        if not links:
            continue
        if section:
            label = escape(t(f"chrome.section.{section}"))  # keys: chrome.section.*
            links = f"<li><details><summary>{label}</summary><ul>{links}</ul></details></li>"
        parts.append(links)
    word = escape(t("frontend.page.menu"))
    listed = f'<nav aria-label="{word}"><ul>{"".join(parts)}</ul></nav>'
    return f'<details class="light-menu"><summary>{word}</summary>{listed}</details>'


def _link(info: PageInfo, t: Translator, *, here: bool) -> str:
    mark = ' aria-current="page"' if here else ""
    label = escape(t(f"pages.{info.name}"))  # keys: pages.*
    return f'<a href="{addresses.written(info.url_path)}"{mark}>{icons.svg(info.symbol)}{label}</a>'


def _account(info: PageInfo, query: str, who: Actor, t: Translator) -> str:
    if who.signed_in:
        person = icons.svg(BY_NAME["account"].symbol)
        name = f"<span>{escape(who.name or t('pages.account'))}</span>"
        return f'<a class="light-account" href="/account">{person}{name}</a>{chrome.sign_out_form(t)}'
    back = _address(info, query)
    return chrome.account_link("sign-in", t("chrome.sign_in"), t.lang, back=back) + chrome.account_link(
        "register", t("chrome.register"), t.lang, back=back
    )


def _languages(info: PageInfo, query: str, t: Translator) -> str:
    links = []
    for code, (short, name) in _NAMES.items():
        mark = ' aria-current="true"' if code == t.lang else ""
        where = escape(_address(info, query, lang=code))
        links.append(
            f'<a href="{where}" lang="{code}" hreflang="{code}" aria-label="{name}"{mark}>{short}</a>'
        )
    label = escape(t("chrome.language"))
    return f'<span class="light-languages" role="group" aria-label="{label}">{"".join(links)}</span>'


def _address(info: PageInfo, query: str, **more: str) -> str:
    pairs = {name: value for name, value in parse_qsl(query) if name != "lang"} | more
    return addresses.written(info.url_path, pairs)
