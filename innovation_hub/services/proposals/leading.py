"""Transfer of the lead of a proposal to a member with an account, at any time; submitted versions do not change."""

from sqlmodel import Session, col, select

from db.models.accounts import Account
from db.models.calls import Call
from db.models.proposals import Proposal, TeamMember
from db.primary_key import pk
from db.queries import accounts as account_queries
from db.queries import proposals as queries
from db.queries import teams
from db.unit_of_work import UnitOfWork, read_only, unit_of_work
from innovation_hub.domain.accounts import AccountState
from innovation_hub.domain.calls import admits
from innovation_hub.domain.clock import now
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.errors import Conflict, Invalid, NotFound
from innovation_hub.services import notices
from innovation_hub.services.proposals import access
from innovation_hub.services.proposals.successor import Successor


def successors(actor: Actor, *, proposal_id: int) -> tuple[Successor, ...]:
    """The members to whom the leader may hand the proposal over, in the order of the team."""
    ensure(actor, Permission.PROPOSAL_WRITE)
    with read_only() as session:
        found = queries.reachable(session, proposal_id=proposal_id, account_id=actor.id)
        if found is None:
            raise NotFound
        access.ensure_leads(actor, found[0])
        return successors_of(session, *found)


def successors_of(session: Session, row: Proposal, call: Call) -> tuple[Successor, ...]:
    """`successors` of one proposal, for use inside a transaction."""
    return tuple(
        Successor(pk(member), member.name)
        for member, account in teams.with_accounts(session, pk(row))
        if account.id != row.owner_id and _refusal(session, account, call) is None
    )


def hand_over(actor: Actor, *, proposal_id: int, version: int, member_id: int) -> None:
    """Make a member of the team its leader; the former leader stays a member.

    Possible at any time, also when the call has closed. Raises `Conflict` when the proposal was changed since
    ``version``, and `Invalid` for a member who has no account or may not lead it.
    """
    ensure(actor, Permission.PROPOSAL_WRITE)
    with unit_of_work() as uow:
        hold_people(uow, actor.id, {member_id})
        found = queries.reachable(uow.session, proposal_id=proposal_id, account_id=actor.id, hold=True)
        if found is None:
            raise NotFound
        row, call = found
        access.ensure_leads(actor, row)
        if row.version != version:
            raise Conflict("proposals.refused.changed")
        give(uow, actor, row, call, member_id)
        uow.commit()


def hold_people(uow: UnitOfWork, account_id: int, member_ids: set[int]) -> None:
    """Lock the account and those of the members, in the order of their ids.

    This keeps a person from leading two proposals of one call, or one while the account is being closed.
    """
    behind = teams.account_ids(uow.session, member_ids)
    query = select(Account).where(col(Account.id).in_({account_id, *behind})).order_by(col(Account.id))
    held = query.with_for_update(key_share=True).execution_options(populate_existing=True)
    uow.session.exec(held).all()


def give(
    uow: UnitOfWork, actor: Actor, row: Proposal, call: Call, member_id: int, *, leaving: bool = False
) -> None:
    """Make a member's account the leader of a locked proposal, first in its team, and notify the team.

    ``leaving``: the former leader closes the account.
    """
    session = uow.session
    team = teams.with_accounts(session, pk(row))
    found = next(((m, a) for m, a in team if m.id == member_id and a.id != row.owner_id), None)
    if found is None:
        raise Invalid("proposals.refused.no_successor", field="member")
    member, account = found
    refusal = _refusal(session, account, call)
    if refusal is not None:
        raise refusal
    put_first(session, pk(row), member)
    before = session.get_one(Account, row.owner_id)
    data = {"leader_before": row.owner_id, "leader": account.id}
    row.owner_id = pk(account)
    access.touch(row, now())
    about = notices.About(proposal=row, call=call, former_leader=before, successor=account, leaving=leaving)
    notices.happened(uow, actor, "proposal.handed_over", "proposal", pk(row), data, about=about)


def put_first(session: Session, proposal_id: int, member: TeamMember) -> None:
    """Swap a member with the first of the team, the leader's position."""
    for other, _ in queries.team(session, proposal_id):
        if other.position == 0 and other.id != member.id:
            other.position = member.position
    member.position = 0


def _refusal(session: Session, account: Account, call: Call) -> Invalid | None:
    """The error for an account that may not lead a proposal of the call; None when it may."""
    if account.state is not AccountState.ACTIVE:
        return Invalid("proposals.refused.no_successor", field="member")
    roles = frozenset(account_queries.roles_of(session, pk(account)))
    who = Actor(account_id=account.id, roles=roles, institution_id=account.institution_id)
    if not who.may(Permission.PROPOSAL_WRITE) or not admits(call.audience, who):
        return Invalid("proposals.refused.successor_audience", field="member", name=account.name)
    if queries.led_in_call(session, call_id=pk(call), account_id=pk(account)) is not None:
        return Invalid("proposals.refused.successor_leads", field="member", name=account.name)
    return None
