"""Containers of Streamlit as HTML, with their children."""

import re

from streamlit.proto.Block_pb2 import Block
from streamlit.proto.GapSize_pb2 import GapSize

from innovation_hub.ui.light import elements, markdown
from innovation_hub.ui.light.tree import Node
from innovation_hub.ui.streamlit_insides import class_of

_KEYED = re.compile(r"\$\$ID-[0-9a-f]+-(.+)")
_GAPS = {
    GapSize.NONE: "0",
    GapSize.XXSMALL: ".25rem",
    GapSize.XSMALL: ".5rem",
    GapSize.MEDIUM: "2rem",
    GapSize.LARGE: "4rem",
}
_ROW = (Block.FlexContainer.HORIZONTAL,)


def html(node: Node) -> str:
    """The HTML of an element, or of a container and everything in it; empty for an empty container."""
    if node.element is not None:
        return elements.html(node.element)
    inside = "".join(html(child) for child in node.children)
    block = node.block
    if block is None or not inside:
        return ""
    match block.WhichOneof("type"):
        case "expandable":
            return _details(block.expandable.label, inside, opened=block.expandable.expanded)
        case "popover":
            return _details(block.popover.label, inside)
        case "column":
            return _column(block, inside)
        case "flex_container":
            return _container(block, inside)
    return inside


def _details(label: str, inside: str, *, opened: bool = False) -> str:
    attribute = " open" if opened else ""
    return (
        f'<details class="light-box"{attribute}><summary>{markdown.inline(label)}</summary>{inside}</details>'
    )


def _column(block: Block, inside: str) -> str:
    classes = _classes(block, "light-column", _bordered(block.column.show_border))
    return f'<div class="{classes}" style="flex-grow:{block.column.weight * 100:.0f}">{inside}</div>'


def _container(block: Block, inside: str) -> str:
    flex = block.flex_container
    direction = "light-row" if flex.direction in _ROW else "light-stack"
    width = block.width_config.pixel_width
    styles = [f"gap:{_GAPS[flex.gap_config.gap_size]}"] if flex.gap_config.gap_size in _GAPS else []
    styles += [f"max-width:{width}px"] if width else []
    style = f' style="{";".join(styles)}"' if styles else ""
    return f'<div class="{_classes(block, direction, _bordered(flex.border))}"{style}>{inside}</div>'


def _bordered(border: bool) -> str:
    return "light-card" if border else ""


def _classes(block: Block, *names: str) -> str:
    keyed = _KEYED.fullmatch(block.id)
    key = class_of(keyed[1]) if keyed and keyed[1] != "None" else ""
    return " ".join(filter(None, (*names, key)))
