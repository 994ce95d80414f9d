"""What a team is told by e-mail when its leader changes or goes."""

from collections.abc import Iterable
from typing import Any

from db.models.accounts import Account
from db.models.calls import Call
from db.models.proposals import Proposal, TeamMember
from db.primary_key import pk
from db.queries import proposals as queries
from db.unit_of_work import UnitOfWork
from innovation_hub.domain.messages import MessageKind
from innovation_hub.domain.proposals import Standing
from innovation_hub.services import mail
from innovation_hub.services.accounts import tries


def handed_over(uow: UnitOfWork, row: Proposal, call: Call, before: Account, after: Account) -> None:
    """Tell both leaders, and the others in the team, that the lead was handed over."""
    _send(uow, MessageKind.LEAD_TAKEN, [after.email], row, call, name=before.name, person=before.id)
    _send(uow, MessageKind.LEAD_GIVEN, [before.email], row, call, name=after.name, person=after.id)
    _team(uow, MessageKind.LEAD_CHANGED, row, call, but={before.email, after.email}, after=after)


def left(uow: UnitOfWork, row: Proposal, call: Call, leader: Account, after: Account | None) -> None:
    """Tell the team that its leader closed the account, and who leads now, if anybody."""
    if after is None:
        _team(uow, MessageKind.LEADER_LEFT, row, call, but={leader.email})
        return
    _send(uow, MessageKind.LEAD_LEFT_TO_YOU, [after.email], row, call)
    _team(uow, MessageKind.LEAD_CHANGED, row, call, but={leader.email, after.email}, after=after)


def deleted(uow: UnitOfWork, row: Proposal, call: Call, leader: Account) -> None:
    """Tell the team that its leader closed the account and deleted the draft."""
    _team(uow, MessageKind.DRAFT_DELETED, row, call, but={leader.email}, link=f"/calls?call={call.id}")


def declined(uow: UnitOfWork, row: Proposal, call: Call, member: TeamMember) -> None:
    """Tell the leader that a person does not want to be in the team."""
    leader = uow.session.get_one(Account, row.owner_id)
    _send(uow, MessageKind.INVITATION_DECLINED, [leader.email], row, call, name=member.name)


def _team(
    uow: UnitOfWork,
    kind: MessageKind,
    row: Proposal,
    call: Call,
    *,
    but: set[str],
    after: Account | None = None,
    **more: Any,
) -> None:
    joined = [m for m, _ in queries.team(uow.session, pk(row)) if m.standing is Standing.JOINED]
    others = [member.email for member in joined if member.email not in but]
    named = {"name": after.name, "person": after.id} if after else {}
    _send(uow, kind, others, row, call, **named, **more)


def _send(
    uow: UnitOfWork, kind: MessageKind, to: Iterable[str], row: Proposal, call: Call, **more: Any
) -> None:
    emails = sorted(to)  # one order for all, as each count is held
    languages = queries.languages(uow.session, emails)
    for email in emails:
        if tries.count(uow, (tries.RECEIPT, email)):
            continue
        language = languages.get(email, row.language)
        mail.enqueue(
            uow,
            kind,
            to=email,
            language=language,
            title=row.title,
            call=call.title(language),
            **({"link": f"/proposal?proposal={row.id}&step=team"} | more),
        )
