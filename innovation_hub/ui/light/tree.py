"""The elements of a recorded run as a tree."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from streamlit.proto.Block_pb2 import Block
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

_MAIN = 0  # the container of the page, beside those of the sidebar and others


@dataclass(slots=True)
class Node:
    """An element, or a block with children by their position; neither at a position without an element."""

    element: Element | None = None
    block: Block | None = None
    places: dict[int, "Node"] = field(default_factory=dict)

    @property
    def children(self) -> Iterator["Node"]:
        """The children in the order of the page."""
        return (self.places[place] for place in sorted(self.places))


def tree(messages: Iterable[ForwardMsg]) -> Node:
    """The main container of the page; a later message replaces an earlier one at the same position."""
    top = Node(block=Block())
    for message in messages:
        path = list(message.metadata.delta_path)
        if message.WhichOneof("type") != "delta" or path[0] != _MAIN:
            continue
        parent = top
        for place in path[1:-1]:
            parent = parent.places.setdefault(place, Node(block=Block()))
        delta = message.delta
        if delta.WhichOneof("type") == "add_block":
            parent.places[path[-1]] = Node(block=delta.add_block)
        else:
            parent.places[path[-1]] = Node(element=delta.new_element)
    return top
