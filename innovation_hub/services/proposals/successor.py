"""A possible next leader of a proposal; in a module of its own to prevent a cycle of imports."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Successor:
    """A member who may lead the proposal."""

    member_id: int
    name: str
