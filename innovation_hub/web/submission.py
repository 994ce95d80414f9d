"""Submitting a proposal: ``POST /api/proposals/<id>/submission``."""

import re
from datetime import datetime
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from innovation_hub.domain.clock import DAR
from innovation_hub.errors import Invalid, NotFound, SignInRequired
from innovation_hub.services import proposals
from innovation_hub.web import arrival, identity, pools
from innovation_hub.web.body import object_of
from innovation_hub.web.problem import NO_STORE, with_problems

LONGEST_BODY = 1024
_IDS = range(1, 2**31)
_KEY = re.compile(r"[\w-]{8,64}", re.ASCII)


async def submit(request: Request) -> Response:
    """Submit the version ``{"version": n}``, with the request's time of arrival; responds with the receipt as JSON.

    ``key`` identifies the request: sent again, it is not another submission. ``account`` is the writer: it is refused
    when another account has signed in on the same browser since.
    """
    arrived = arrival.of(request.scope)
    press = _checked(await object_of(request, longest=LONGEST_BODY))
    receipt = await pools.run_submitting(_submit, request, press, arrived)
    return Response(receipt, 201, media_type="application/json", headers=NO_STORE)


def _checked(sent: dict[str, Any]) -> dict[str, Any]:
    version, key = sent.get("version"), sent.get("key")
    if type(version) is not int or version not in _IDS:
        raise Invalid("errors.malformed")
    if key is not None and not (isinstance(key, str) and _KEY.fullmatch(key)):
        raise Invalid("errors.malformed")
    return sent


def _submit(request: Request, sent: dict[str, Any], arrived: datetime) -> bytes:
    proposal_id: int = request.path_params["proposal_id"]
    if proposal_id not in _IDS:
        raise NotFound
    actor = identity.known(request)
    if sent.get("account", actor.id) != actor.id:
        raise SignInRequired
    receipt = proposals.submit(
        actor, proposal_id=proposal_id, version=sent["version"], arrived=arrived, key=sent.get("key")
    )
    return orjson.dumps(
        {
            "code": receipt.code,
            "number": receipt.number,
            "submitted_at": receipt.submitted_at,
            "at": f"{receipt.submitted_at.astimezone(DAR):%H:%M:%S}",
            "content_hash": receipt.content_hash,
            "title": receipt.title,
        }
    )


def submission_routes() -> list[Route]:
    """The route of submissions."""
    return [Route("/api/proposals/{proposal_id:int}/submission", with_problems(submit), methods=["POST"])]
