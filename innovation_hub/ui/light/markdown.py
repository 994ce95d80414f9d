"""Streamlit's Markdown as HTML: GitHub's, with Streamlit's directives for colours, badges and small text."""

import re
from functools import cache, lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from innovation_hub.ui.light import icons

_DIRECTIVE = re.compile(r":([a-z]+(?:-[a-z]+)?)\[")
_ICON = re.compile(r":material/\w+:")


@lru_cache(maxsize=512)
def html(text: str) -> str:
    """The HTML of a text of several paragraphs."""
    return str(_parser().render(text))


@lru_cache(maxsize=512)
def inline(text: str) -> str:
    """The HTML of a label or title: one line, without a paragraph around it."""
    return str(_parser().renderInline(text))


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.inline.ruler.before("text", "directive", _directive)
    return parser


def _directive(state: StateInline, silent: bool) -> bool:
    """Parse ``:small[text]``, ``:green-badge[text]`` and the like, and shortcodes of icons."""
    if state.src[state.pos] != ":":
        return False
    if icon := _ICON.match(state.src, state.pos, state.posMax):
        if not silent:
            state.push("html_inline", "", 0).content = icons.svg(icon[0])
        state.pos = icon.end()
        return True
    found = _DIRECTIVE.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    end = state.md.helpers.parseLinkLabel(state, found.end() - 1)
    if end < 0:
        return False
    if not silent:
        last, state.pos, state.posMax = state.posMax, found.end(), end
        opened = state.push("directive_open", "span", 1)
        opened.attrSet("class", f"light-{found[1]}")
        state.md.inline.tokenize(state)
        state.push("directive_close", "span", -1)
        state.posMax = last
    state.pos = end + 1
    return True
