"""Signing in and out."""

import time
from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from innovation_hub.errors import HubError
from innovation_hub.services import accounts
from innovation_hub.web import identity, pools
from innovation_hub.web.account_forms.page import Visit, arrive, full_step


async def sign_in_page(request: Request) -> Response:
    """``GET /account/sign-in``: the form, or a redirect for somebody who is signed in."""
    visit = await arrive(request)
    if (await identity.actor(request)).signed_in:
        return visit.go(visit.next)
    return visit.page("sign_in", done=request.query_params.get("done", ""))


async def sign_in(request: Request) -> Response:
    """``POST /account/sign-in``: set the cookie and redirect, or show the form again with its values."""
    visit = await arrive(request)
    if not visit.switching:
        began = time.monotonic()
        try:
            return await _opened(visit)
        except HubError as error:
            visit.refuse(error)
            await full_step(began)  # an older hash's time must not reveal an account
    return visit.page("sign_in", done="")


async def _opened(visit: Visit) -> Response:
    email, browser = visit.value("email"), identity.browser(visit.request)
    known = bool(browser) and await pools.run_reading(accounts.is_known, email, browser)
    service = partial(
        accounts.sign_in,
        email,
        visit.typed.get("password", ""),
        client=visit.client,
        browser=browser,
        user_agent=visit.request.headers.get("user-agent", ""),
        language=visit.t.lang,
    )
    signed = await pools.SIGNING.turn(visit.client, service, known=known)
    before = identity.session_id(visit.request)
    if before is not None:
        await pools.run_writing(accounts.sign_out, before)
    response = visit.go(visit.next)
    identity.remember(response, signed.secret)
    identity.remember_browser(response, signed.browser)
    return response


async def sign_out_page(request: Request) -> Response:
    """``GET /account/sign-out``: a button, so that a link or picture cannot sign anybody out."""
    return (await arrive(request)).page("sign_out")


async def sign_out(request: Request) -> Response:
    """``POST /account/sign-out``: end the session and delete the cookie."""
    visit = await arrive(request)
    if visit.switching:
        return visit.page("sign_out")
    session_id = identity.session_id(request)
    if session_id is not None:
        await pools.run_writing(accounts.sign_out, session_id)
    response = visit.go("/account/sign-in", done="signed_out")
    identity.forget(response)
    return response
