"""When the last message of each open page arrived: what a page hands to a service that knows a deadline.

A run of a page may begin long after the click that asked for it. The last message of its connection is never earlier
than that click, so nothing that came after a deadline passes for being in time.
"""

from collections import OrderedDict
from datetime import datetime

from innovation_hub.domain.clock import now

HEADER = "X-Hub-Connection"
"""Names the connection to the page that runs; what a client sends under this name is dropped."""
KEPT = 10_000
_last: OrderedDict[str, datetime] = OrderedDict()


def note(connection: str) -> None:
    """A message of this connection arrives now."""
    _last[connection] = now()
    _last.move_to_end(connection)
    while len(_last) > KEPT:
        _last.popitem(last=False)


def last(connection: str | None) -> datetime:
    """When the last message of this connection arrived; now, when none is known."""
    return _last.get(connection or "") or now()
