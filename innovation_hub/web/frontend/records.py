"""Addresses of records: old ones and other spellings redirect to the public one."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from starlette.convertors import StringConvertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import RedirectResponse

from innovation_hub.domain import addresses
from innovation_hub.domain.addresses import BY_CODE, Address
from innovation_hub.domain.calls import CODE_MAX
from innovation_hub.domain.permissions import VISITOR
from innovation_hub.errors import NotFound, TooBusy
from innovation_hub.services import calls
from innovation_hub.web import pools


class _Code(StringConvertor):
    regex = f"(?=[^/]{{1,{CODE_MAX}}}$)[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*"


register_url_convertor("code", _Code())


def paths(pages: Iterable[str]) -> Iterator[str]:
    """The paths of records under these pages, for routes."""
    for page in pages:
        path = addresses.of(page).path
        if page in BY_CODE:
            yield f"/{page}/{{code:code}}"
        elif path != f"/{page}":
            yield path


async def found(request: Request) -> Address:
    """The page and query of a request; the number of a published call is replaced by its code."""
    address = addresses.read(request.url.path, request.query_params.multi_items())
    if address.code.isascii() and address.code.isdecimal():
        try:
            call = await pools.run_reading(calls.find, VISITOR, code=address.code)
        except (NotFound, TooBusy):  # a draft, or no such call: the page says so
            return address
        name = BY_CODE[address.page]
        query = ((name, call.card.code), *addresses.without(address.query, name))
        return replace(address, query=query)
    return address


def elsewhere(request: Request, address: Address) -> RedirectResponse | None:
    """A redirect to the public address; None when it is the requested one."""
    asked = dict(request.query_params)
    if request.url.path == address.path and len(asked) == len(dict(address.rest)):
        return None
    # Not for ever: a database may be replaced, on a hub for demonstration for example.
    return RedirectResponse(address.written, 308, headers={"Cache-Control": "private, max-age=3600"})
