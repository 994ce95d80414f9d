"""Registering, confirming the address, and requesting the link again."""

from functools import partial
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import Response

from innovation_hub.domain.accounts import AccountKind, Sex, StudyLevel, TokenPurpose
from innovation_hub.domain.institutions import InstitutionKind
from innovation_hub.errors import HubError, NotNow
from innovation_hub.services import accounts, institutions
from innovation_hub.web import pools
from innovation_hub.web.account_forms.page import Visit, arrive, evenly, notice

E = TypeVar("E", bound=AccountKind | Sex | StudyLevel)
# keys: accounts.kind.*, accounts.sex.*, accounts.level.*, institutions.kind.*


async def register_page(request: Request) -> Response:
    """``GET /account/register``."""
    visit = await arrive(request)
    if "sent" in request.query_params:
        return notice(visit, "mail_confirm")
    return await _form(visit)


async def register(request: Request) -> Response:
    """``POST /account/register``: the same answer whether or not the address is known."""
    visit = await arrive(request)
    if not visit.switching:
        try:
            service = partial(accounts.register, _typed(visit), client=visit.client, onward=visit.next)
            await evenly(partial(pools.SIGNING.turn, visit.client), service)
            return visit.go(visit.to("/account/register", sent="1"))
        except HubError as error:
            visit.refuse(error)
    return await _form(visit)


async def confirm_page(request: Request) -> Response:
    """``GET /account/confirm``: a button, because mail scanners follow links; without a token, a form to get a link."""
    visit = await arrive(request)
    token = request.query_params.get("token", "")
    if "sent" in request.query_params:
        return notice(visit, "mail_confirm")
    if not token:
        return visit.page("resend")
    if not await pools.run_reading(accounts.link_is_valid, token, TokenPurpose.CONFIRM):
        visit.status = 410
        return notice(visit, "dead_confirm")
    return visit.page("confirm", token=token)


async def confirm(request: Request) -> Response:
    """``POST /account/confirm``: confirm with the token, or send the link again to an address."""
    visit = await arrive(request)
    token = visit.value("token")
    if visit.switching:
        return visit.page("confirm", token=token) if token else visit.page("resend")
    try:
        if token:
            kind = await pools.run_writing(accounts.confirm, token)
            return visit.go(visit.to("/account/sign-in", done=f"confirmed_{kind.value}"))
        await evenly(
            pools.run_writing,
            partial(accounts.resend, visit.value("email"), client=visit.client, onward=visit.next),
        )
        return visit.go(visit.to("/account/confirm", sent="1"))
    except NotNow:
        visit.status = 410
        return notice(visit, "dead_confirm")
    except HubError as error:
        visit.refuse(error)
    return visit.page("resend")


async def _form(visit: Visit) -> Response:
    places = await pools.run_reading(institutions.choices, language=visit.t.lang)
    university = InstitutionKind.UNIVERSITY.value
    return visit.page(
        "register",
        universities=[place for place in places if place.group == university],
        places={
            kind: members
            for kind in InstitutionKind
            if (members := [place for place in places if place.group == kind.value])
        },
        kinds=AccountKind,
        kind=_one_of(AccountKind, visit.value("kind"), AccountKind.STUDENT),
        sexes=Sex,
        levels=[level for level in StudyLevel if level is not StudyLevel.NONE],
    )


def _typed(visit: Visit) -> accounts.Registration:
    kind = _one_of(AccountKind, visit.value("kind"), AccountKind.STUDENT)
    place = visit.value("university" if kind is AccountKind.STUDENT else "institution")
    return accounts.Registration(
        kind=kind,
        email=visit.value("email"),
        name=visit.value("name"),
        password=visit.typed.get("password", ""),
        institution=int(place) if place.isascii() and place.isdecimal() and len(place) < 10 else None,
        sex=_one_of(Sex, visit.value("sex"), Sex.UNSAID),
        study_level=_one_of(StudyLevel, visit.value("study_level"), StudyLevel.NONE),
        consent=visit.value("consent") == "yes",
        language=visit.t.lang,
    )


def _one_of(enum: type[E], text: str, otherwise: E) -> E:
    try:
        return enum(text)
    except ValueError:
        return otherwise
