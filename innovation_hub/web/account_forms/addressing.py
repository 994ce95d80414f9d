"""Confirming a new e-mail address."""

from starlette.requests import Request
from starlette.responses import Response

from innovation_hub.domain.accounts import TokenPurpose
from innovation_hub.errors import NotNow
from innovation_hub.services import accounts, my_account
from innovation_hub.web import pools
from innovation_hub.web.account_forms.page import arrive, notice


async def email_page(request: Request) -> Response:
    """``GET /account/email``: a page with a button, because mail scanners follow links."""
    visit = await arrive(request)
    token = request.query_params.get("token", "")
    if not await pools.run_reading(accounts.link_is_valid, token, TokenPurpose.EMAIL):
        visit.status = 410
        return notice(visit, "dead_email")
    return visit.page("email", token=token)


async def email(request: Request) -> Response:
    """``POST /account/email``: set the account's address to the new one."""
    visit = await arrive(request)
    token = visit.value("token")
    if visit.switching:
        return visit.page("email", token=token)
    try:
        await pools.run_writing(my_account.confirm_email, token)
    except NotNow:
        visit.status = 410
        return notice(visit, "dead_email")
    return notice(visit, "email_changed")
