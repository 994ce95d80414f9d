"""Arrival times of the last message of each open page, which pages pass to services that check a deadline.

A run of a page may begin long after the click that caused it. The last message of its connection is never earlier
than that click, so a click after a deadline is never taken for one in time.
"""

from collections import OrderedDict
from datetime import datetime

from innovation_hub.domain.clock import now

HEADER = "X-Hub-Connection"
"""Header with the connection's id, for the page that runs; a client's own header of this name is dropped."""
KEPT = 10_000
_last: OrderedDict[str, datetime] = OrderedDict()


def note(connection: str) -> None:
    """Record that a message of this connection arrived now."""
    _last[connection] = now()
    _last.move_to_end(connection)
    while len(_last) > KEPT:
        _last.popitem(last=False)


def last(connection: str | None) -> datetime:
    """The instant at which the last message of this connection arrived; now when none is known."""
    return _last.get(connection or "") or now()
