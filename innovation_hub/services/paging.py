"""A piece of a long list, with the length of the whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

SIZE = 20


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Records of one page of a list; ``total`` counts those of every page."""

    items: Sequence[T]
    total: int
