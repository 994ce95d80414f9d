"""Who may lead a proposal next. It stands alone, for closing an account and handing over ask each other's modules."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Successor:
    """A member who may lead the proposal."""

    member_id: int
    name: str
