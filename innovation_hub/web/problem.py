"""Error responses to scripts: problem+json (RFC 9457) with a sentence in the reader's language."""

import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime
from http import HTTPStatus
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from innovation_hub import logs
from innovation_hub.domain.trail import TrailEvent
from innovation_hub.errors import Forbidden, HubError, Several, TooBusy
from innovation_hub.i18n import Translator, choose_language, formats, translator
from innovation_hub.services import trail
from innovation_hub.web import pools

log = logging.getLogger("innovation_hub.web")
RETRY_SECONDS = 5
"""Seconds after which to try again after 503."""
WAITING = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
"""Statuses with a Retry-After header."""
NO_STORE = {"Cache-Control": "no-store"}
Handler = Callable[[Request], Awaitable[Response]]


def sentence(t: Translator, error: HubError) -> str:
    """The refusal in the reader's language."""
    data: dict[str, Any] = {
        name: formats.instant(t, value) if isinstance(value, datetime) else value
        for name, value in error.data.items()
    }
    return t(error.key, **data)


def retry_of(error: HubError) -> int:
    """Seconds after which the refused request may succeed."""
    return int(error.data.get("seconds") or RETRY_SECONDS)


def with_problems(handler: Handler) -> Handler:
    """Wrap a handler: refusals and unexpected errors become problem+json in the reader's language."""

    async def answer(request: Request) -> Response:
        try:
            return await handler(request)
        except HubError as error:
            t = _reader(request)
            if isinstance(error, Forbidden):
                client = request.client.host if request.client else ""
                with suppress(TooBusy):  # the answer does not depend on it
                    await pools.run_writing(trail.note, TrailEvent.REFUSED, client=client)
            more = {"theirs": error.data["theirs"]} if "theirs" in error.data else {}
            if isinstance(error, Several):
                more["problems"] = [
                    {"field": one.field, "detail": sentence(t, one)} for one in error.problems
                ]
            return _problem(error.status, sentence(t, error), retry=retry_of(error), key=error.key, **more)
        except Exception:
            log.exception("unexpected error on %s", request.url.path)
            number, t = logs.number(), _reader(request)
            detail = f"{t('errors.unexpected')} {t('errors.number', number=number)}"
            return _problem(500, detail, key="errors.unexpected", number=number)

    return answer


def _reader(request: Request) -> Translator:
    return translator(choose_language(request.headers.get("accept-language")))


def _problem(status: int, detail: str, *, retry: int = RETRY_SECONDS, **more: object) -> Response:
    seconds = retry if status in WAITING else 0
    about = {"title": HTTPStatus(status).phrase, "status": status, "detail": detail, **more}
    headers = NO_STORE | ({"Retry-After": str(seconds)} if seconds else {})
    return JSONResponse(about, status, media_type="application/problem+json", headers=headers)
