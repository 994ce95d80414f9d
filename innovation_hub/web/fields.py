"""Saving single fields of a record from a form: ``PUT /api/<kind>/<id>/fields/<name>``."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from innovation_hub.domain.clock import DAR
from innovation_hub.domain.fields import LONGEST, version
from innovation_hub.errors import Invalid, NotFound, SignInRequired
from innovation_hub.services import calls, proposals, reviews
from innovation_hub.services.writing import SavedField
from innovation_hub.web import identity, pools
from innovation_hub.web.body import object_of
from innovation_hub.web.problem import NO_STORE, with_problems

LONGEST_BODY = 8 * LONGEST
_IDS = range(1, 2**31)
_KINDS: Mapping[str, Callable[..., SavedField]] = {
    "calls": calls.save_field,
    "proposals": proposals.save_field,
    "reviews": reviews.save_field,
}


async def save(request: Request) -> Response:
    """Save ``{"value", "over", "account"}``; responds with the field's present content as JSON.

    ``over`` is the version of the content that was typed over, ``account`` the writer: it is refused when another
    account has signed in on the same browser since.
    """
    sent = await object_of(request, longest=LONGEST_BODY)
    if "value" not in sent or not isinstance(sent.get("over"), str):
        raise Invalid("errors.malformed")
    saved = await pools.run_writing(_keep, request, sent)
    return Response(saved, media_type="application/json", headers=NO_STORE)


def _keep(request: Request, sent: dict[str, Any]) -> bytes:
    kind, record_id, name = (request.path_params[part] for part in ("kind", "record_id", "name"))
    actor = identity.known(request)
    if sent.get("account") != actor.id:
        raise SignInRequired
    if record_id not in _IDS or kind not in _KINDS:
        raise NotFound
    saved = _KINDS[kind](actor, record_id=record_id, name=name, value=sent["value"], over=sent["over"])
    return orjson.dumps(
        {
            "value": saved.value,
            "version": version(saved.value),
            "record_version": saved.record_version,
            "saved_at": clock(saved.at),
        }
    )


def clock(at: datetime) -> str:
    """The time of day in Dar es Salaam, to the second."""
    return f"{at.astimezone(DAR):%H:%M:%S}"


def field_routes() -> list[Route]:
    """The route of fields."""
    return [Route("/api/{kind}/{record_id:int}/fields/{name}", with_problems(save), methods=["PUT"])]
