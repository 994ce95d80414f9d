"""Access to proposals: the checks of actor, call and version that every change makes first."""

from datetime import datetime

from db.models.calls import Call
from db.models.proposals import Proposal
from db.queries import proposals as queries
from db.unit_of_work import UnitOfWork
from innovation_hub.domain.calls import CallPhase, phase
from innovation_hub.domain.clock import now
from innovation_hub.domain.permissions import Actor
from innovation_hub.domain.proposals import ProposalState
from innovation_hub.errors import Conflict, DeadlinePassed, Forbidden, NotFound, NotNow

EDITABLE = frozenset({ProposalState.DRAFT, ProposalState.SUBMITTED})


def lock_proposal(
    uow: UnitOfWork, actor: Actor, proposal_id: int, version: int | None = None, at: datetime | None = None
) -> tuple[Proposal, Call]:
    """The proposal, locked for this transaction, and its call.

    Raises `NotFound` when the actor neither leads it nor is in its team, `DeadlinePassed` as `ensure_open`
    does, and only then `Conflict` when it was changed since ``version``, if given: after the deadline
    a changed version would reveal what organisers do.
    """
    found = queries.reachable(uow.session, proposal_id=proposal_id, account_id=actor.id, hold=True)
    if found is None:
        raise NotFound
    ensure_open(found[1], at or now())
    if version is not None and found[0].version != version:
        raise Conflict("proposals.refused.changed")
    return found


def editable(uow: UnitOfWork, actor: Actor, proposal_id: int, version: int | None = None) -> Proposal:
    """The proposal, locked for a change of its text, team or PDF; raises as `lock_proposal` and `ensure_open` do."""
    return editable_with_call(uow, actor, proposal_id, version)[0]


def editable_with_call(
    uow: UnitOfWork, actor: Actor, proposal_id: int, version: int | None = None
) -> tuple[Proposal, Call]:
    """The same, and its call."""
    row, call = lock_proposal(uow, actor, proposal_id, version)
    if row.state not in EDITABLE:
        raise NotNow("proposals.refused.not_editable")
    return row, call


def ensure_open(call: Call, at: datetime) -> None:
    """Raise `DeadlinePassed` unless the call takes proposals at this instant; at the end of the grace it does not."""
    current = phase(call.state, call.opens_at, call.ends_at, at)
    if current is CallPhase.OPEN:
        return
    if current is CallPhase.JUDGING:
        raise DeadlinePassed(closed_at=call.closes_at)
    if current is CallPhase.UPCOMING:
        raise NotNow("proposals.refused.not_yet", opens_at=call.opens_at)
    over = "call_cancelled" if current is CallPhase.CANCELLED else "call_over"
    raise NotNow(f"proposals.refused.{over}")


def is_open(call: Call, at: datetime) -> bool:
    """Whether the call takes proposals at this instant."""
    return phase(call.state, call.opens_at, call.ends_at, at) is CallPhase.OPEN


def ensure_leads(actor: Actor, row: Proposal) -> None:
    """Raise `Forbidden` unless the actor leads the proposal."""
    if row.owner_id != actor.id:
        raise Forbidden("proposals.refused.leader_only")


def touch(row: Proposal, at: datetime) -> None:
    """Raise the proposal's version and set its time of change, so that changes based on an older one conflict."""
    row.version += 1
    row.updated_at = at
