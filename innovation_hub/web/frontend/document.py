"""The HTML document of every address of the app: the hub's head, Streamlit's scripts and styles, and a body.

Streamlit's ``index.html`` is read when the server starts, so new file names of an upgrade are found; the modules that
it names are loaded as one file (`bundle`). The rest is ours: language, title, description, icon, small fonts. The body
is a sketch of the page that is shown until Streamlit draws, or a light page, whose script loads Streamlit. No inline
script: the content security policy forbids it.
"""

from functools import cache, lru_cache
from html import escape
from string import Template
from typing import Protocol

from innovation_hub import design
from innovation_hub.config import settings
from innovation_hub.design.sheet import shared
from innovation_hub.i18n import LANGUAGES, translator
from innovation_hub.web.blob import Blob
from innovation_hub.web.frontend import TEMPLATES, bundle, modules, own, streamlit_static

CARD_SIZE = 1200, 630
"""Width and height in pixels of the picture for link previews, which `tests.e2e.card` draws."""
FORM, FORM_STYLE = "light_form.js", "form_sheet.css"
_PRIVATE = '<meta name="robots" content="noindex">\n'
ELEMENTS = ("ButtonGroup", "Html", "PageLink")
"""The kinds of elements that every page draws (`tests/e2e/test_bundle.py`): their modules are named at once."""


class Light(Protocol):
    """A light page: its content as HTML, in ``lang``; title and description are plain text."""

    @property
    def lang(self) -> str:
        """The language of the content."""

    @property
    def title(self) -> str:
        """The title of the document."""

    @property
    def description(self) -> str:
        """A sentence for search engines."""

    @property
    def html(self) -> str:
        """The content."""

    @property
    def status(self) -> int:
        """The status of the response."""

    @property
    def private(self) -> bool:
        """Whether it is for one reader alone, so that nothing may store it."""

    @property
    def form(self) -> bool:
        """Whether it has a form sheet, whose script draws it."""


def streamlit_tags() -> str:
    """The tags that load Streamlit's scripts and styles, from the root."""
    folder = bundle.folder()
    elements = bundle.later(streamlit_static() / "static" / "js", ELEMENTS)
    return "\n".join(
        (
            f'<script type="module" crossorigin src="/{folder}/{bundle.NAME}"></script>',
            f'<link rel="stylesheet" crossorigin href="{own.url(own.SHEET)}">',
            *(
                f'<link rel="modulepreload" crossorigin href="/{folder}/{name}">'
                for name in bundle.installed().apart
            ),
            *(
                f'<link rel="modulepreload" crossorigin fetchpriority="low" href="/{folder}/{name}">'
                for name in elements
            ),
        )
    )


@lru_cache(maxsize=len(LANGUAGES))
def sketch(lang: str) -> Blob:
    """The document with a sketch of a page, in one language."""
    t = translator(lang)
    title = t("chrome.title")
    body = _filled(
        "sketch.html",
        title=escape(title),
        loading=escape(t("frontend.page.loading")),
        no_script=escape(t("frontend.page.no_script")),
    )
    html = _document(
        lang,
        title=title,
        description=t("frontend.page.description"),
        scripts=_common() + _scripts(),
        style=_styled("sketch.css"),
        body=body,
    )
    return Blob.of(html, "text/html")


def light(page: Light, path: str, *, saving: bool = False) -> str:
    """The document with a light page; ``path`` is its address with the query, without the language.

    ``saving``: the browser asks for little data, so Streamlit is loaded on demand.
    """
    root = settings().base_url.rstrip("/")
    base = root + path
    mark = "&" if "?" in path else "?"
    t = translator(page.lang)
    meta = _filled(
        "meta.html",
        title=escape(page.title),
        description=escape(page.description),
        site=escape(t("chrome.title")),
        locale=f"{page.lang}_TZ",
        card=escape(root + own.url(f"card-{page.lang}.png")),
        card_width=str(CARD_SIZE[0]),
        card_height=str(CARD_SIZE[1]),
        card_text=escape(t("frontend.page.card")),
        canonical=escape(base),
        **{f"address_{code}": escape(f"{base}{mark}lang={code}") for code in LANGUAGES},
    )
    return _document(
        page.lang,
        title=page.title,
        description=page.description,
        meta=(_PRIVATE if page.private else meta) + _filled("font.html"),
        mode=' class="hub-light"',
        scripts=f'<script defer src="{own.url("light.js")}"></script>\n'
        + _common()
        + (_form_scripts() if page.form else ""),
        style=shared() + _filled("light.css"),
        body=_filled(
            "light.html", content=page.html, scripts=_scripts(), saving=" data-saving" if saving else ""
        )
        + (_form_style() if page.form else ""),
    )


def _common() -> str:
    return f'<script defer src="{own.url("common.js")}"></script>\n'


@cache
def _form_scripts() -> str:
    """All modules of the form sheet, named at once: one round trip instead of one for each level of imports."""
    writing = modules.folder("writing")
    names = sorted(writing.imported(FORM))
    preloads = "".join(f'<link rel="modulepreload" href="{writing.url(name)}">\n' for name in names)
    return f'{preloads}<script type="module" src="{writing.url(FORM)}"></script>\n'


@cache
def _form_style() -> str:
    return f'<template id="hub-sheet-style"><style>{modules.folder("writing").style(FORM_STYLE)}</style></template>\n'


@lru_cache(maxsize=len(LANGUAGES))
def offline(lang: str) -> Blob:
    """The document that is shown without a connection, in one language; it needs no other file but its scripts."""
    t = translator(lang)
    names = ("text", "title", "typed")  # keys: frontend.page.offline.*
    texts = {name: escape(t(f"frontend.page.offline.{name}")) for name in names}
    html = _filled(
        "offline.html", lang=lang, hub=escape(t("chrome.title")), style=_styled("offline.css"), **texts
    )
    return Blob.of(html, "text/html")


def _document(lang: str, *, title: str, description: str, **parts: str) -> str:
    parts = {"meta": "", "mode": "", **parts}
    return _filled("page.html", lang=lang, title=escape(title), description=escape(description), **parts)


@cache
def _scripts() -> str:
    menus = {f"menu_{code}": escape(translator(code)("frontend.page.menu")) for code in LANGUAGES}
    return _filled("scripts.html", streamlit=streamlit_tags(), **menus)


def _filled(name: str, **places: str) -> str:
    return _template(name).substitute(_addresses(), **places)


def _styled(name: str) -> str:
    """A style sheet after the tokens that it names."""
    css = _filled(name)
    return design.properties(css) + css


@cache
def _template(name: str) -> Template:
    return Template((TEMPLATES / name).read_text("utf-8"))


@cache
def _addresses() -> dict[str, str]:
    """What every template may name: the addresses of the hub's own files, and of its look."""
    look = {
        "paper_light": design.LIGHT["paper"],
        "paper_dark": design.DARK["paper"],
    }
    return look | {name.replace(".", "_").replace("-", "_"): own.url(name) for name in own.files()}
