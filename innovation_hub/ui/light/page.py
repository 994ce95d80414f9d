"""A light page: its content with head, title and description."""

import re
from dataclasses import dataclass
from functools import partial
from html import unescape

from streamlit.runtime.scriptrunner import RerunException

from innovation_hub.config import ROOT, settings
from innovation_hub.domain.permissions import VISITOR, Actor
from innovation_hub.errors import DatabaseTrouble, HubError
from innovation_hub.i18n import LANGUAGES, translator
from innovation_hub.services import accounts
from innovation_hub.services.transactions import one_view
from innovation_hub.ui import chrome, context, guard, streamlit_insides
from innovation_hub.ui.light import blocks, elements, frame
from innovation_hub.ui.light.tree import tree
from innovation_hub.ui.pages import BY_ADDRESS, PageInfo
from innovation_hub.ui.text import shortened
from innovation_hub.ui.writing.plain import SHEET

_SCRIPT = str(ROOT / "innovation_hub" / "ui" / "shell" / "script.py")
_TITLE = re.compile(r"<h1[^>]*>(.*?)</h1>", re.S)
_PARAGRAPH = re.compile(r"<(p|blockquote)\b[^>]*>((?:(?!<br).)*?)</\1>", re.S)
_TAG = re.compile(r"<[^>]+>")
_DESCRIBES = 40
"""Characters of the shortest paragraph that can describe a page."""
_LONGEST = 160
"""Characters of a description that search engines show."""


@dataclass(frozen=True, slots=True)
class LightPage:
    """The HTML of a page's content, in ``lang``, with its title and description as plain text.

    ``private``: what it shows is for this reader alone; ``form``: it has a form sheet, whose script is needed.
    """

    lang: str
    title: str
    description: str
    html: str
    status: int
    private: bool
    form: bool


def light_page(address: str, *, query: str, session: str, asked: str, lang: str) -> LightPage | None:
    """The content of a page; None for one that needs Streamlit, and for one that leads elsewhere.

    Public pages are always drawn, others if all their elements are known. It is left to Streamlit to refuse a page to
    one who has signed in, since it notes that; visitors are asked to sign in here.

    ``address`` is the path without the slash, ``session`` the id of the reader's session or empty, ``asked`` the
    language in the address, and ``lang`` that of the browser. Raises `DatabaseTrouble` while the database cannot be
    used.
    """
    info = BY_ADDRESS.get(address)
    if info is None:
        return None
    with one_view():
        who = (accounts.actor_of_session(int(session)) if session else None) or VISITOR
        if who.signed_in and not (info.light and who.may(info.permission)):
            return None
        language = next(one for one in (asked, who.language, lang) if one in LANGUAGES)
        return _drawn(info, who, query=query, session=session, lang=language)


def _drawn(info: PageInfo, who: Actor, *, query: str, session: str, lang: str) -> LightPage | None:
    t = translator(lang)
    statuses: list[int] = []
    try:
        messages = streamlit_insides.record(
            partial(_draw, info, who, statuses),
            script=_SCRIPT,
            url=f"{settings().base_url.rstrip('/')}/{info.url_path}",
            query=query,
            state={context.LANGUAGE_KEY: lang, context.ADDRESS_KEY: (info.url_path, {})},
            user={"session": session},
        )
    except RerunException:
        return None
    drawn = tree(messages)
    if not (info.public or elements.known(drawn)):
        return None
    content = blocks.html(drawn)
    title, description = _said(content)
    return LightPage(
        lang,
        " – ".join(filter(None, (title, t("chrome.title")))),
        description or t("frontend.page.description"),
        f"{frame.head(info, query, who, t)}{_main(content, private=not info.public)}{frame.foot(t)}",
        statuses[0] if statuses else 200,
        private=not info.public,
        form=SHEET in content,
    )


def _main(content: str, *, private: bool) -> str:
    """The content; buttons of a private page are not pressed again, since what they act on may have changed."""
    mark = " data-hub-private" if private else ""
    return f'<main class="light-main"{mark}>{content}</main>'


def _draw(info: PageInfo, who: Actor, statuses: list[int]) -> None:
    with context.known(who):
        try:
            chrome.demo_banner(context.t())
            guard.draw(info)
        except DatabaseTrouble:
            raise
        except HubError as error:
            statuses.append(error.status)
            chrome.refused(error)


def _said(content: str) -> tuple[str, str]:
    """The first title in HTML, and the first long paragraph after it, shortened."""
    title = _TITLE.search(content)
    paragraphs = (_plain(found[2]) for found in _PARAGRAPH.finditer(content, title.end() if title else 0))
    long = next((text for text in paragraphs if len(text) >= _DESCRIBES), "")
    return _plain(title[1]) if title else "", shortened(long, _LONGEST)


def _plain(markup: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", markup)).split())
