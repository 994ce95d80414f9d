"""Pages of long lists, with the length of the whole list, and the neighbours of one of its records."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

T = TypeVar("T")

SIZE = 20


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Records of one page of a list; ``total`` counts those of every page."""

    items: Sequence[T]
    total: int


@dataclass(frozen=True, slots=True)
class Neighbours:
    """A record in its list: ``ids`` are those of the previous record, if any, its own, and of the next one, if any.

    ``first`` is the number of records before ``ids``, ``total`` the length of the list.
    """

    ids: tuple[int, ...]
    first: int
    total: int


def neighbours(ids: Sequence[int], current: int) -> Neighbours | None:
    """The neighbours of a record in a list of ids; None if it is not listed."""
    if current not in ids:
        return None
    position = ids.index(current)
    first = max(0, position - 1)
    return Neighbours(tuple(ids[first : position + 2]), first, len(ids))


def neighbours_shown(ids: Sequence[int], current: int, *, offset: int, total: int) -> Neighbours | None:
    """The neighbours of a record, if ``ids`` have them all; None if one is on another page, or the record is.

    ``ids`` are those of a page at ``offset`` of a list of ``total`` records.
    """
    found = neighbours(ids, current)
    if found is None:
        return None
    before, after = offset > 0, offset + len(ids) < total
    if (before and current == ids[0]) or (after and current == ids[-1]):
        return None
    return replace(found, first=offset + found.first, total=total)


def neighbours_near(
    read: Callable[[int, int], tuple[Sequence[int], int]], current: int, *, offset: int, size: int
) -> Neighbours | None:
    """The neighbours of a record on the page at ``offset``, or on the page before or after; None if it is elsewhere.

    ``read`` takes an offset and a number of records, and returns their ids and the length of the list. It reads three
    pages of ``size``, so that the cost does not grow with the list, and a record is found that has moved to the next
    page since the reader opened it.
    """
    start = max(0, offset - size)
    ids, total = read(start, 3 * size)
    found = neighbours(ids, current)
    return replace(found, first=start + found.first, total=total) if found else None
