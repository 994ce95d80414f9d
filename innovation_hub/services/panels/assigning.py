"""Asking judges for reviews, by hand or automatically, and releasing them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.models.accounts import Account
from db.models.calls import Call, CallJudge
from db.models.judging import Assignment
from db.models.proposals import Proposal
from db.queries import judging, panels
from db.unit_of_work import UnitOfWork, unit_of_work
from innovation_hub.domain.clock import now
from innovation_hub.domain.judging import ACTIVE_ASSIGNMENTS, AssignmentState
from innovation_hub.domain.messages import MessageKind
from innovation_hub.domain.panels import Why
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.errors import Conflict, Invalid, NotFound, NotNow
from innovation_hub.services import journal, messages
from innovation_hub.services.moves import closed_call

if TYPE_CHECKING:
    from innovation_hub.methods.assignment import Plan


@dataclass(frozen=True, slots=True)
class Gap:
    """A proposal whose panel could not be filled; ``free`` judges have no conflict with it."""

    code: str
    missing: int
    free: int
    why: Why


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an automatic assignment did: new reviews asked, of how many judges, and what stays open."""

    asked: int
    judges: int
    gaps: tuple[Gap, ...]


def assign(actor: Actor, *, proposal_id: int, account_id: int) -> None:
    """Ask one judge for a review. Raises `Invalid` for a conflict of interest or a judge who is full."""
    ensure(actor, Permission.JUDGING_ADMINISTER)
    with unit_of_work() as uow:
        proposal = uow.session.get(Proposal, proposal_id)
        if proposal is None:
            raise NotFound
        call = _judged_call(uow, proposal.call_id)
        uow.session.refresh(proposal)
        if proposal.state not in panels.OPEN_STATES:
            raise NotNow("panels.errors.not_judged")
        judge = uow.session.get(CallJudge, (proposal.call_id, account_id))
        if judge is None:
            raise NotFound
        _ensure_free(uow, judge, proposal_id)
        _ask(uow, proposal.call_id, proposal_id, account_id)
        _tell(uow, call, {account_id: 1})
        data = {"proposal": proposal_id, "judge": account_id}
        journal.record(uow, actor, "panel.assign", "call", proposal.call_id, data)
        uow.commit()


def assign_automatically(actor: Actor, *, call_id: int) -> Outcome:
    """Fill every panel of a call as far as conflicts and capacities allow; what exists stays.

    A judge who declined a proposal, or was released from it, is not asked for it again.
    """
    ensure(actor, Permission.JUDGING_ADMINISTER)
    with unit_of_work() as uow:
        call = _judged_call(uow, call_id)
        codes = {row.id: row.code for row in panels.open_proposals(uow.session, call_id)}
        plan = _plan(uow, call, codes)
        for proposal_id, account_id in plan.pairs:
            _ask(uow, call_id, proposal_id, account_id)
        asked = Counter(account_id for _, account_id in plan.pairs)
        _tell(uow, call, asked)
        if plan.pairs:
            data = {"pairs": [list(pair) for pair in plan.pairs]}
            journal.record(uow, actor, "panel.assign_automatically", "call", call_id, data)
        uow.commit()
    gaps = (Gap(codes[gap.proposal], gap.missing, gap.free, gap.why) for gap in plan.gaps)
    return Outcome(len(plan.pairs), len(asked), tuple(sorted(gaps, key=lambda gap: gap.code)))


def release(actor: Actor, *, assignment_id: int) -> None:
    """Take a proposal back from a judge who has not handed in the review."""
    ensure(actor, Permission.JUDGING_ADMINISTER)
    with unit_of_work() as uow:
        row = uow.session.get(Assignment, assignment_id)
        if row is None:
            raise NotFound
        closed_call(uow, row.call_id)
        uow.session.refresh(row, with_for_update=True)
        if row.state not in (AssignmentState.ASSIGNED, AssignmentState.ACCEPTED):
            raise NotNow("panels.errors.cannot_release")
        row.state = AssignmentState.RELEASED
        data = {"proposal": row.proposal_id, "judge": row.account_id}
        journal.record(uow, actor, "panel.release", "call", row.call_id, data)
        uow.commit()


def _judged_call(uow: UnitOfWork, call_id: int) -> Call:
    call = closed_call(uow, call_id)
    if judging.decided(uow.session, call_id):
        raise NotNow("judging.errors.deciding")
    return call


def _ensure_free(uow: UnitOfWork, judge: CallJudge, proposal_id: int) -> None:
    session = uow.session
    pair = {"account_id": judge.account_id, "proposal_id": proposal_id}
    rival = judge.account_id in panels.rivals(session, judge.call_id)
    if rival or panels.conflict_between(session, judge.call_id, **pair):
        raise Invalid("panels.errors.conflict_of_interest", field="judge")
    if panels.load(session, judge.call_id, judge.account_id) >= judge.capacity:
        raise Invalid("panels.errors.full", field="judge", capacity=judge.capacity)


def _plan(uow: UnitOfWork, call: Call, codes: Mapping[int, str]) -> "Plan":
    from innovation_hub.methods import assignment as method  # the solver is loaded when it is needed

    session, call_id = uow.session, call.id or 0
    rows = panels.assignments(session, call_id)
    declined = {(row.proposal_id, row.account_id) for row in rows if row.state not in ACTIVE_ASSIGNMENTS}
    conflicts = {(row.proposal_id, row.account_id) for row in panels.conflicts(session, call_id)}
    rivals = {(proposal_id, judge) for judge in panels.rivals(session, call_id) for proposal_id in codes}
    return method.assign(
        proposals=codes.keys(),
        capacities={judge.id: judge.capacity for judge in panels.judges(session, call_id)},
        per_proposal=call.judges_per_proposal,
        forbidden=declined | conflicts | rivals,
        existing=[(row.proposal_id, row.account_id) for row in rows if row.state in ACTIVE_ASSIGNMENTS],
    )


def _ask(uow: UnitOfWork, call_id: int, proposal_id: int, account_id: int) -> None:
    row = panels.assignment_of(uow.session, proposal_id, account_id)
    if row is None:
        row = Assignment(call_id=call_id, proposal_id=proposal_id, account_id=account_id)
    elif row.state in ACTIVE_ASSIGNMENTS:
        raise Conflict("panels.errors.already_asked")
    row.state, row.assigned_at, row.answered_at, row.unable_reason = AssignmentState.ASSIGNED, now(), None, ""
    uow.session.add(row)


def _tell(uow: UnitOfWork, call: Call, asked: Mapping[int, int]) -> None:
    for account_id, count in sorted(asked.items()):
        account = uow.session.get_one(Account, account_id)
        title = call.title_sw if account.language == "sw" else call.title_en
        messages.enqueue(
            uow,
            MessageKind.ASSIGNED,
            to=account.email,
            language=account.language,
            call=title,
            count=count,
            link=f"/reviews?call={call.id}",
        )
