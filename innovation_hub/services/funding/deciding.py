"""Carrying out a plan: the organiser's decision with its reason, in one transaction."""

from db.commands import funding as commands
from db.models.funding import FundingPlan
from db.models.proposals import Proposal
from db.primary_key import pk
from db.queries import funding as queries
from db.unit_of_work import UnitOfWork, unit_of_work
from innovation_hub.domain.clock import now
from innovation_hub.domain.funding import How, PlanDraft
from innovation_hub.domain.money import Money
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.domain.proposals import ProposalState
from innovation_hub.domain.scoring import REASON_MIN, checked_text
from innovation_hub.domain.workflow import Event
from innovation_hub.errors import Conflict, NotFound, NotNow
from innovation_hub.services import notices
from innovation_hub.services.funding.following import followed
from innovation_hub.services.funding.gathering import gather
from innovation_hub.services.funding.planning import method
from innovation_hub.services.ranking.deciding import REASON_MAX, settle
from innovation_hub.services.workflow import closed_call, move

S = ProposalState


def decide(actor: Actor, *, plan_id: int, version: int, how: How, reason: str) -> int:
    """Shortlist the proposals of a plan, or award each its planned amount; returns how many changed state.

    The reason is stored with the plan and each award. Proposals that the plan leaves out stay undecided. Raises
    `Conflict` when the plan, a review or a decision is no longer what it was computed from, `NotNow` when the call is
    not being judged or nothing is left to do, `Forbidden` for whoever leads one of the proposals.
    """
    ensure(actor, Permission.PROPOSAL_DECIDE)
    reason = checked_text(reason, field="reason", least=REASON_MIN, most=REASON_MAX)
    with unit_of_work() as uow:
        plan = _current(uow, plan_id, version)
        planned = {row.proposal_id: row.amount for row in queries.choices(uow.session, plan_id) if row.level}
        moved = sum(
            _carry_out(uow, actor, proposal, how, planned[pk(proposal)], reason)
            for proposal in queries.lock_proposals(uow.session, sorted(planned))
        )
        if not moved:
            raise NotNow("funding.errors.nothing_to_decide")
        plan.decided_at, plan.decided_by, plan.decided_how = now(), actor.id, how.value
        plan.reason, plan.version = reason, plan.version + 1
        data = {"kind": how.value, "count": moved, "amount": plan.cost}
        notices.happened(uow, actor, "funding.decide", "funding_plan", plan_id, data)
        uow.commit()
    return moved


def forget(actor: Actor, *, plan_id: int, version: int) -> None:
    """Delete a plan; one that was carried out is kept."""
    ensure(actor, Permission.PROPOSAL_DECIDE)
    with unit_of_work() as uow:
        plan = uow.session.get(FundingPlan, plan_id, with_for_update=True)
        if plan is None:
            raise NotFound
        if plan.version != version:
            raise Conflict
        if plan.decided_at:
            raise NotNow("funding.errors.decided_stays")
        commands.drop_choices(uow.session, plan_id)
        uow.session.delete(plan)
        notices.happened(uow, actor, "funding.forget", "funding_plan", plan_id)
        uow.commit()


def _current(uow: UnitOfWork, plan_id: int, version: int) -> FundingPlan:
    found = uow.session.get(FundingPlan, plan_id)
    if found is None:
        raise NotFound
    closed_call(uow, found.call_id)  # the call first: every writer locks in this order
    uow.session.refresh(found, with_for_update=True)
    if found.version != version:
        raise Conflict
    draft = followed(uow.session, PlanDraft.of(found.rules))
    now_ = gather(uow.session, found.call_id).fingerprint(draft, method(), found.seed)
    if now_ != found.input_hash:
        raise Conflict("funding.errors.changed")
    return found


def _carry_out(
    uow: UnitOfWork, actor: Actor, proposal: Proposal, how: How, amount: Money, reason: str
) -> bool:
    """Shortlist or award one locked proposal; returns whether its state changed."""
    before = proposal.state
    if proposal.state is S.ELIGIBLE:
        proposal.was_shortlisted = True
        move(uow, actor, proposal, Event.SHORTLIST)
    if how is How.AWARD and proposal.state is S.SHORTLISTED:
        settle(uow, actor, proposal, Event.AWARD, amount, reason)
    return proposal.state is not before
