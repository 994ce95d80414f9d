"""Assigning judges to proposals by hand, and releasing them."""

from db.models.calls import Call, CallJudge
from db.models.judging import Assignment
from db.models.proposals import Proposal
from db.queries import conflicts, judging, panels
from db.unit_of_work import UnitOfWork, unit_of_work
from innovation_hub.domain.clock import now
from innovation_hub.domain.judging import ACTIVE_ASSIGNMENTS, AssignmentState
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.errors import Conflict, Invalid, NotFound, NotNow
from innovation_hub.services import notices
from innovation_hub.services.panels.seats import Seat, panel
from innovation_hub.services.workflow import closed_call


def assign(actor: Actor, *, proposal_id: int, account_id: int, seen: tuple[Seat, ...]) -> None:
    """Ask one judge for a review.

    Raises `Invalid` for a conflict of interest or a judge at their limit, `Conflict` when the panel differs from
    ``seen``.
    """
    ensure(actor, Permission.JUDGING_ADMINISTER)
    with unit_of_work() as uow:
        proposal = uow.session.get(Proposal, proposal_id)
        if proposal is None:
            raise NotFound
        judged_call(uow, proposal.call_id)
        uow.session.refresh(proposal)
        if proposal.state not in panels.OPEN_STATES:
            raise NotNow("panels.errors.not_judged")
        judge = uow.session.get(CallJudge, (proposal.call_id, account_id))
        if judge is None:
            raise NotFound
        if panel(uow.session, proposal_id) != seen:
            raise Conflict
        _ensure_free(uow, judge, proposal_id)
        ask(uow, proposal.call_id, proposal_id, account_id)
        data, about = {"proposal": proposal_id, "judge": account_id}, notices.About(asked={account_id: 1})
        notices.happened(uow, actor, "panel.assign", "call", proposal.call_id, data, about=about)
        uow.commit()


def release(actor: Actor, *, assignment_id: int, seen: tuple[Seat, ...]) -> None:
    """Release a judge from a proposal whose review is not submitted.

    Raises `NotNow` for a review that was submitted or is released already, `Conflict` when the panel or its progress
    differs from ``seen``.
    """
    ensure(actor, Permission.JUDGING_ADMINISTER)
    with unit_of_work() as uow:
        row = uow.session.get(Assignment, assignment_id)
        if row is None:
            raise NotFound
        closed_call(uow, row.call_id)
        uow.session.refresh(row, with_for_update=True)
        if row.state not in (AssignmentState.ASSIGNED, AssignmentState.ACCEPTED):
            raise NotNow("panels.errors.cannot_release")
        if panel(uow.session, row.proposal_id) != seen:
            raise Conflict
        row.state = AssignmentState.RELEASED
        data = {"proposal": row.proposal_id, "judge": row.account_id}
        notices.happened(uow, actor, "panel.release", "call", row.call_id, data)
        uow.commit()


def judged_call(uow: UnitOfWork, call_id: int) -> Call:
    """The call, locked; raises `NotNow` unless it is being judged and nothing has been decided."""
    call = closed_call(uow, call_id)
    if judging.decided(uow.session, call_id):
        raise NotNow("judging.errors.deciding")
    return call


def _ensure_free(uow: UnitOfWork, judge: CallJudge, proposal_id: int) -> None:
    session = uow.session
    if not panels.can_judge(session, judge.account_id):
        raise Invalid("panels.drop.no_judge", field="judge")
    pair = {"account_id": judge.account_id, "proposal_id": proposal_id}
    rival = judge.account_id in conflicts.rivals(session, judge.call_id)
    if rival or conflicts.between(session, judge.call_id, **pair):
        raise Invalid("panels.errors.conflict_of_interest", field="judge")
    if panels.load(session, judge.call_id, judge.account_id) >= judge.capacity:
        raise Invalid("panels.errors.full", field="judge", capacity=judge.capacity)


def ask(uow: UnitOfWork, call_id: int, proposal_id: int, account_id: int) -> None:
    """Ask a judge for a review; raises `Conflict` when the judge is asked for it already."""
    row = panels.assignment_of(uow.session, proposal_id, account_id)
    if row is None:
        row = Assignment(call_id=call_id, proposal_id=proposal_id, account_id=account_id)
    elif row.state in ACTIVE_ASSIGNMENTS:
        raise Conflict("panels.errors.already_asked")
    row.state, row.assigned_at, row.answered_at, row.unable_reason = AssignmentState.ASSIGNED, now(), None, ""
    uow.session.add(row)
