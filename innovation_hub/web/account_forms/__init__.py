"""The account pages: plain HTML outside Streamlit, without scripts, in both languages."""

import logging
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from innovation_hub import logs
from innovation_hub.errors import HubError
from innovation_hub.web.account_forms import addressing, joining, registering, resetting, signing
from innovation_hub.web.account_forms.page import Visit, arrive, foreign, notice

__all__ = ["account_routes", "foreign"]

log = logging.getLogger("innovation_hub.web")
Handler = Callable[[Request], Awaitable[Response]]


async def privacy(request: Request) -> Response:
    """``/account/privacy``: what is collected, why, for how long, and the reader's rights."""
    return (await arrive(request)).page("privacy")


def account_routes() -> list[Route]:
    """The GET and POST routes of all account pages."""
    return [
        *_pair("/account/sign-in", signing.sign_in_page, signing.sign_in),
        *_pair("/account/sign-out", signing.sign_out_page, signing.sign_out),
        *_pair("/account/register", registering.register_page, registering.register),
        *_pair("/account/confirm", registering.confirm_page, registering.confirm),
        *_pair("/account/reset", resetting.reset_page, resetting.reset),
        *_pair("/account/reset/choose", resetting.choose_page, resetting.choose),
        *_pair("/account/email", addressing.email_page, addressing.email),
        *_pair(joining.PATH, joining.invitation_page, joining.invitation),
        Route("/account/privacy", _safe(privacy)),
    ]


def _pair(path: str, shown: Handler, posted: Handler) -> list[Route]:
    return [Route(path, _safe(shown), methods=["GET"]), Route(path, _safe(posted), methods=["POST"])]


def _safe(handler: Handler) -> Handler:
    """The handler, with an error page for every exception it does not handle itself."""

    async def answer(request: Request) -> Response:
        visit = Visit(request, {})
        try:
            return await handler(request)
        except HubError as error:
            visit.refuse(error)
            visit.status = error.status
            return notice(visit, "refused", reason=visit.sentence(error))
        except Exception:
            log.exception("unexpected error on %s", request.url.path)
            visit.status = 500
            number = visit.t("errors.number", number=logs.number())
            return notice(visit, "refused", reason=f"{visit.t('errors.unexpected')} {number}")

    return answer
