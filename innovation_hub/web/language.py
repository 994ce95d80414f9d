"""The reader's language as the browser tells it, and the cookie in which a chosen one is remembered."""

from starlette.requests import Request
from starlette.responses import Response

from innovation_hub.i18n import LANGUAGES, choose_language
from innovation_hub.web import identity

COOKIE = "hub_lang"
_YEAR = 365 * 86_400


def asked(request: Request) -> str:
    """The language in the address; empty without one."""
    lang = request.query_params.get("lang", "")
    return lang if lang in LANGUAGES else ""


def language_of(request: Request) -> str:
    """The language in the address, in the cookie, or the browser's first one that the hub supports."""
    cookie = request.cookies.get(COOKIE, "")
    known = cookie if cookie in LANGUAGES else ""
    return asked(request) or known or choose_language(request.headers.get("accept-language"))


def remember(response: Response, request: Request, chosen: str) -> None:
    """Set the cookie, unless the browser has it; ``chosen`` may be empty."""
    if chosen and chosen != request.cookies.get(COOKIE):
        response.set_cookie(
            COOKIE, chosen, max_age=_YEAR, samesite="lax", httponly=True, secure=identity.secure()
        )
