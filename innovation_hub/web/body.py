"""Reading request bodies with limits of size and time."""

import asyncio
from typing import Any

import orjson
from starlette.requests import ClientDisconnect, Request

from innovation_hub.errors import Incomplete, Invalid, TooLarge

SECONDS = 15.0
"""Time limit of a body after its request; our own scripts wait no longer (``LONGEST`` in `sending.js`).

A submission counts from the first line of its request, so this is also how much later its body may come.
"""


async def body_of(request: Request, *, longest: int) -> bytes:
    """The body of a request, of ``longest`` bytes at most.

    Raises `TooLarge` for a longer one, as soon as that is known, and `Incomplete` for one
    that is not complete within `SECONDS`, or ends early.
    """
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > longest:
        raise TooLarge("accounts.refused.form_too_large")
    try:
        async with asyncio.timeout(SECONDS):
            return await _read(request, longest)
    except (TimeoutError, ClientDisconnect):
        raise Incomplete from None


async def object_of(request: Request, *, longest: int) -> dict[str, Any]:
    """The JSON object in a request's body; raises `Invalid` for anything else, and what `body_of` raises."""
    body = await body_of(request, longest=longest)
    try:
        sent = orjson.loads(body)
    except orjson.JSONDecodeError:
        sent = None
    if not isinstance(sent, dict):
        raise Invalid("errors.malformed")
    return sent


async def _read(request: Request, longest: int) -> bytes:
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > longest:
            raise TooLarge("accounts.refused.form_too_large")
    return bytes(body)
