"""Saving single answers of a score sheet: ``PUT /api/reviews/<assignment>/scores/<criterion>``."""

from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from innovation_hub.errors import Invalid, NotFound
from innovation_hub.services import reviews
from innovation_hub.web import identity, pools
from innovation_hub.web.body import object_of
from innovation_hub.web.fields import clock
from innovation_hub.web.problem import NO_STORE, with_problems

LONGEST_BODY = 1024
_IDS = range(1, 2**31)


async def score(request: Request) -> Response:
    """Save an answer ``{"answer", "was", "since"}``; responds with the review's present answers as JSON."""
    click = await object_of(request, longest=LONGEST_BODY)
    if not isinstance(click.get("since"), int | None):
        raise Invalid("errors.malformed")
    saved = await pools.run_writing(_keep, request, click)
    return Response(saved, media_type="application/json", headers=NO_STORE)


def _keep(request: Request, click: dict[str, Any]) -> bytes:
    place: dict[str, int] = request.path_params
    if any(number not in _IDS for number in place.values()):
        raise NotFound
    answer, was, since = (click.get(name) for name in ("answer", "was", "since"))
    saved = reviews.score(identity.known(request), **place, answer=answer, was=was, since=since)
    return orjson.dumps(
        {
            "version": saved.version,
            "answers": saved.answers,
            "saved_at": clock(saved.saved_at),
        },
        option=orjson.OPT_NON_STR_KEYS,
    )


def score_routes() -> list[Route]:
    """The route of scores."""
    path = "/api/reviews/{assignment_id:int}/scores/{criterion_id:int}"
    return [Route(path, with_problems(score), methods=["PUT"])]
