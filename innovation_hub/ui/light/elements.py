"""Elements of Streamlit as HTML, by their kind; widgets as buttons that load Streamlit. Other kinds cannot be drawn."""

from collections.abc import Callable, Mapping
from html import escape
from typing import Any
from urllib.parse import parse_qsl

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.Heading_pb2 import Heading
from streamlit.proto.Html_pb2 import Html
from streamlit.proto.Markdown_pb2 import Markdown
from streamlit.proto.PageLink_pb2 import PageLink
from streamlit.proto.Progress_pb2 import Progress

from innovation_hub.domain import addresses
from innovation_hub.ui.light import icons, markdown
from innovation_hub.ui.light.tree import Node

_ALERTS = {Alert.ERROR: "error", Alert.WARNING: "warning", Alert.INFO: "info", Alert.SUCCESS: "success"}


def html(element: Element) -> str:
    """The HTML of an element; empty for a kind that cannot be drawn."""
    kind = element.WhichOneof("type") or ""
    write = _DRAWN.get(kind)
    return write(getattr(element, kind)) if write else ""


def known(node: Node) -> bool:
    """Whether every element of the tree can be drawn."""
    kind = node.element.WhichOneof("type") if node.element is not None else None
    return (kind in _DRAWN or kind in _INVISIBLE) and all(known(child) for child in node.children)


def _html(proto: Html) -> str:
    return f"<div>{proto.body}</div>"


def _markdown(proto: Markdown) -> str:
    return f'<div class="light-text">{markdown.html(proto.body)}</div>'


def _heading(proto: Heading) -> str:
    return f"<{proto.tag}>{markdown.inline(proto.body)}</{proto.tag}>"


def _page_link(proto: PageLink) -> str:
    inside = addresses.written(proto.page, dict(parse_qsl(proto.query_string)))
    address = proto.page if proto.external else inside
    return f'<p class="light-link"><a href="{escape(address)}">{_label(proto)}</a></p>'


def _alert(proto: Alert) -> str:
    kind = _ALERTS.get(proto.format, "info")
    words = f"{icons.svg(proto.icon)}<div>{markdown.html(proto.body)}</div>"
    return f'<div class="light-alert light-{kind}" role="note">{words}</div>'


def _button(proto: Any) -> str:
    """A button that can be pressed once Streamlit has come."""
    return f'<button type="button" class="light-later" data-hub-later>{_label(proto)}</button>'


def _widget(proto: Any) -> str:
    """A widget by its label: it can be used once Streamlit has come."""
    label = markdown.inline(proto.label)
    return f'<button type="button" class="light-later light-widget" data-hub-later>{label}</button>'


def _progress(proto: Progress) -> str:
    words = markdown.inline(proto.text)
    return f'<div class="light-progress"><p>{words}</p><progress max="100" value="{proto.value}"></progress></div>'


def _label(proto: Any) -> str:
    return icons.svg(proto.icon) + markdown.inline(proto.label)


_KINDS: Mapping[str, Callable[[Any], str]] = {
    "alert": _alert,
    "button": _button,
    "download_button": _button,
    "heading": _heading,
    "html": _html,
    "markdown": _markdown,
    "page_link": _page_link,
    "progress": _progress,
}
_WIDGETS = (
    "button_group",
    "checkbox",
    "date_input",
    "file_uploader",
    "multiselect",
    "number_input",
    "radio",
    "selectbox",
    "slider",
    "text_area",
    "text_input",
)
_DRAWN = {**_KINDS, **dict.fromkeys(_WIDGETS, _widget)}
_INVISIBLE = (None, "empty")
