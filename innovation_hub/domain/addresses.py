"""Public addresses of records: ``/calls/ICT-2027-1`` is the page ``calls`` with the query ``call=ICT-2027-1``.

Streamlit knows pages of one segment only, so each record has two forms of its address: the public one, which the hub
writes into links, and the page with its query, which is drawn. A code of digits alone stays in the query, where it
could be a number.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from innovation_hub.domain.calls import is_code

BY_CODE: Mapping[str, str] = {"calls": "call", "results": "call"}
"""Pages of which the code of a record is the second segment, with the query parameter of the code."""
_RESOLUTION = re.compile(r"resolution-(\d+)")
_RESOLUTIONS = "resolutions"

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Address:
    """A page of the registry, by its address without the slash, and its query."""

    page: str
    query: Pairs = ()

    @property
    def code(self) -> str:
        """The code of a record in capitals, or its number, as in addresses of earlier releases; empty for none."""
        name = BY_CODE.get(self.page)
        return next((value for key, value in reversed(self.query) if key == name), "").strip().upper()

    @property
    def path(self) -> str:
        """The path of the public address."""
        if self._in_path:
            return f"/{self.page}/{self.code}"
        found = _RESOLUTION.fullmatch(self.page)
        return f"/{_RESOLUTIONS}/{found[1]}" if found else f"/{self.page}"

    @property
    def rest(self) -> Pairs:
        """What of the query is not in the path."""
        return without(self.query, BY_CODE[self.page]) if self._in_path else self.query

    @property
    def written(self) -> str:
        """The public address: path, and the rest of the query."""
        return self.path + (f"?{urlencode(self.rest)}" if self.rest else "")

    def written_without(self, name: str) -> str:
        """The public address without a parameter."""
        return Address(self.page, without(self.query, name)).written

    @property
    def _in_path(self) -> bool:
        return is_code(self.code) and not self.code.isdecimal()


def read(path: str, query: Iterable[tuple[str, str]] = ()) -> Address:
    """The page and query of a path in either form; a code in the query has precedence over one in the path."""
    first, _, second = path.strip("/").partition("/")
    pairs = tuple(query)
    if first in BY_CODE and second:
        name = BY_CODE[first]
        given = name in dict(pairs)
        return Address(first, pairs if given else ((name, second.upper()), *pairs))
    if first == _RESOLUTIONS and second:
        return Address(f"resolution-{second}", pairs)
    return Address(path.strip("/"), pairs)


def of(page: str, query: Mapping[str, str] | None = None) -> Address:
    """The address of a page with a query."""
    return Address(page, tuple((query or {}).items()))


def written(page: str, query: Mapping[str, str] | None = None) -> str:
    """The public address of a page with a query."""
    return of(page, query).written


def without(query: Iterable[tuple[str, str]], name: str) -> Pairs:
    """The query without a parameter."""
    return tuple(pair for pair in query if pair[0] != name)
