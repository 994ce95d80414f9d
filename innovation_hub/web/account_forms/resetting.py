"""Password reset: requesting the link, and choosing a new password."""

from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from innovation_hub.domain.accounts import TokenPurpose
from innovation_hub.errors import HubError, NotNow
from innovation_hub.services import accounts
from innovation_hub.web import identity, pools
from innovation_hub.web.account_forms.page import arrive, evenly, notice


async def reset_page(request: Request) -> Response:
    """``GET /account/reset``."""
    visit = await arrive(request)
    return notice(visit, "mail_reset") if "sent" in request.query_params else visit.page("reset")


async def reset(request: Request) -> Response:
    """``POST /account/reset``: the same answer whether or not the address is known."""
    visit = await arrive(request)
    if not visit.switching:
        try:
            await evenly(
                pools.run_writing,
                partial(accounts.request_reset, visit.value("email"), client=visit.client, onward=visit.next),
            )
            return visit.go(visit.to("/account/reset", sent="1"))
        except HubError as error:
            visit.refuse(error)
    return visit.page("reset")


async def choose_page(request: Request) -> Response:
    """``GET /account/reset/choose``: the form for a new password, while the link is valid."""
    visit = await arrive(request)
    token = request.query_params.get("token", "")
    if not await pools.run_reading(accounts.link_is_valid, token, TokenPurpose.RESET):
        visit.status = 410
        return notice(visit, "dead_reset")
    return visit.page("choose", token=token)


async def choose(request: Request) -> Response:
    """``POST /account/reset/choose``: set the password; every session of the account ends."""
    visit = await arrive(request)
    token = visit.value("token")
    if not visit.switching:
        try:
            chosen = partial(accounts.reset_password, token, password=visit.typed.get("password", ""))
            await pools.SIGNING.turn(visit.client, chosen)
            response = visit.go(visit.to("/account/sign-in", done="reset"))
            identity.forget(response)
            return response
        except NotNow:
            visit.status = 410
            return notice(visit, "dead_reset")
        except HubError as error:
            visit.refuse(error)
    return visit.page("choose", token=token)
