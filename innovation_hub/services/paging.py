"""Pages of long lists, with the length of the whole list."""

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
