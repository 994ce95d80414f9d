"""People who act at one moment, and what came of it for each."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from innovation_hub.errors import HubError


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each act gave, or the refusal that it met; all begin together."""
    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(_outcome, acts))


def _outcome(act: Callable[[], Any]) -> Any:
    try:
        return act()
    except HubError as refusal:
        return refusal
