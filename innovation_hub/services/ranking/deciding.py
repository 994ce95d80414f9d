"""Decisions: an award with its amount or a refusal, each with a reason; secret until the call is concluded."""

from db.models.proposals import Proposal
from db.models.results import Decision
from db.numbering import number_decisions
from db.primary_key import pk
from db.queries import ranking as queries
from db.queries import results
from db.unit_of_work import UnitOfWork, unit_of_work
from innovation_hub.domain.clock import now
from innovation_hub.domain.money import MAX_AMOUNT, Money
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.domain.ranking import BulkKind
from innovation_hub.domain.scoring import REASON_MIN, checked_text
from innovation_hub.domain.workflow import Event
from innovation_hub.errors import Invalid
from innovation_hub.services.ranking import bulk
from innovation_hub.services.ranking.selecting import rest_states
from innovation_hub.services.workflow import closed_call, locked, move

REASON_MAX = 2_000


def award(actor: Actor, *, proposal_id: int, version: int, amount: Money, reason: str) -> None:
    """Award a shortlisted proposal an amount in shillings; zero is an award without money."""
    ensure(actor, Permission.PROPOSAL_DECIDE)
    if not 0 <= amount <= MAX_AMOUNT:
        raise Invalid("ranking.errors.amount", field="amount")
    reason = _checked(reason)
    with unit_of_work() as uow:
        proposal, _ = locked(uow, proposal_id, version=version)
        settle(uow, actor, proposal, Event.AWARD, amount, reason)
        uow.commit()


def decline(actor: Actor, *, proposal_id: int, version: int, reason: str) -> None:
    """Decline a proposal; its owner sees the reason once the results are published."""
    ensure(actor, Permission.PROPOSAL_DECIDE)
    reason = _checked(reason)
    with unit_of_work() as uow:
        proposal, _ = locked(uow, proposal_id, version=version)
        settle(uow, actor, proposal, Event.DECLINE, 0, reason)
        uow.commit()


def decline_remaining(actor: Actor, *, call_id: int, seen: str, reason: str, shortlist: bool = False) -> int:
    """Decline every proposal of a call that has no decision, with one reason; returns how many.

    The shortlist stays as it is unless ``shortlist`` asks for it too. ``seen`` is the `digest` of the list that the
    organiser saw; raises `Conflict` when it has changed.
    """
    ensure(actor, Permission.PROPOSAL_DECIDE)
    reason = _checked(reason)
    with unit_of_work() as uow:
        closed_call(uow, call_id)
        remaining = queries.undecided(uow.session, call_id, *rest_states(shortlist=shortlist))
        bulk.ensure_seen(remaining, seen)
        before = [proposal.state for proposal in remaining]
        for proposal in remaining:
            settle(uow, actor, proposal, Event.DECLINE, 0, reason)
        number_decisions(uow.session)
        bulk.note(uow, actor, call_id, BulkKind.DECLINE, list(zip(remaining, before, strict=True)))
        uow.commit()
    return len(remaining)


def reconsider(actor: Actor, *, proposal_id: int, version: int) -> None:
    """Take a decision back; it stays on record as superseded, and the proposal can be decided again."""
    ensure(actor, Permission.PROPOSAL_DECIDE)
    with unit_of_work() as uow:
        proposal, _ = locked(uow, proposal_id, version=version)
        decision = results.standing_decision(uow.session, proposal_id)
        if decision:
            decision.superseded_at = now()
        proposal.was_shortlisted = False
        move(uow, actor, proposal, Event.RECONSIDER)
        uow.commit()


def _checked(reason: str) -> str:
    return checked_text(reason, field="reason", least=REASON_MIN, most=REASON_MAX)


def settle(
    uow: UnitOfWork, actor: Actor, proposal: Proposal, event: Event, amount: Money, reason: str
) -> None:
    """Record a decision on a locked proposal, for use inside a transaction."""
    move(uow, actor, proposal, event, {"amount": amount} if event is Event.AWARD else None)
    uow.session.add(
        Decision(
            proposal_id=pk(proposal),
            awarded=event is Event.AWARD,
            amount=amount,
            reason=reason,
            decided_by=actor.id,
        )
    )
