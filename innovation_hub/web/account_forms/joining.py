"""Answering an invitation to a team."""

from functools import partial
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from innovation_hub.domain.accounts import Sex
from innovation_hub.domain.permissions import Permission
from innovation_hub.errors import Forbidden, NotNow
from innovation_hub.services import my_account, proposals
from innovation_hub.web import identity, pools
from innovation_hub.web.account_forms.page import Visit, arrive, notice

PATH = "/account/invitation"
# keys: accounts.sex.*


async def invitation_page(request: Request) -> Response:
    """``GET /account/invitation``: the invitation, and the answers that the reader can give."""
    return await _page(await arrive(request))


async def invitation(request: Request) -> Response:
    """``POST /account/invitation``: join and go on to the proposal, or decline; declining needs no account."""
    visit = await arrive(request)
    token, actor = visit.value("token"), await identity.actor(request)
    if visit.switching:
        return await _page(visit)
    try:
        if visit.value("answer") == "decline":
            await pools.run_writing(proposals.decline, token)
            return notice(visit, "invitation_declined")
        if not actor.signed_in:
            return visit.go("/account/sign-in", next=_again(token))
        sex = visit.value("sex")
        said = Sex(sex) if sex in set(Sex) else Sex.UNSAID
        number = await pools.run_writing(partial(proposals.accept, actor, token, sex=said))
    except NotNow:
        visit.status = 410
        return notice(visit, "dead_invitation")
    except Forbidden as refusal:
        visit.refuse(refusal)
        return await _page(visit)
    if actor.may(Permission.PROPOSAL_WRITE):
        return visit.go("/proposal", proposal=str(number), step="team")
    return notice(visit, "invitation_accepted")


async def _page(visit: Visit) -> Response:
    token, actor = visit.value("token"), await identity.actor(visit.request)
    asked = await pools.run_reading(proposals.invitation, token)
    if asked is None:
        visit.status = 410
        return notice(visit, "dead_invitation")
    me = await pools.run_reading(my_account.my_profile, actor) if actor.signed_in else None
    onward = urlencode({"next": _again(token)})
    return visit.page(
        "invitation",
        token=token,
        asked=asked,
        me=me,
        sexes=Sex,
        sex=visit.value("sex") or (me.sex.value if me else Sex.UNSAID.value),
        sign_in=f"/account/sign-in?{onward}",
        register=f"/account/register?{onward}",
    )


def _again(token: str) -> str:
    return f"{PATH}?{urlencode({'token': token})}"
