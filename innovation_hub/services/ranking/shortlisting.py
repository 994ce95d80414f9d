"""The shortlist: proposals that can be awarded."""

from db.primary_key import pk
from db.queries import ranking as queries
from db.unit_of_work import unit_of_work
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.domain.proposals import ProposalState
from innovation_hub.domain.ranking import BulkKind
from innovation_hub.domain.workflow import Event
from innovation_hub.errors import Invalid
from innovation_hub.services.ranking import bulk
from innovation_hub.services.ranking.standings import computed
from innovation_hub.services.workflow import closed_call, locked, move


def shortlist(actor: Actor, *, proposal_id: int, version: int) -> None:
    """Put a proposal on the shortlist."""
    ensure(actor, Permission.PROPOSAL_DECIDE)
    with unit_of_work() as uow:
        proposal, _ = locked(uow, proposal_id, version=version)
        proposal.was_shortlisted = True
        move(uow, actor, proposal, Event.SHORTLIST)
        uow.commit()


def unshortlist(actor: Actor, *, proposal_id: int, version: int) -> None:
    """Take a proposal off the shortlist."""
    ensure(actor, Permission.PROPOSAL_DECIDE)
    with unit_of_work() as uow:
        proposal, _ = locked(uow, proposal_id, version=version)
        proposal.was_shortlisted = False
        move(uow, actor, proposal, Event.UNSHORTLIST)
        uow.commit()


def shortlist_top(actor: Actor, *, call_id: int, top: int, seen: str) -> int:
    """Put the admitted proposals of rank ``top`` or better on the shortlist; returns how many.

    All proposals that share the last rank are included; one without a review has no rank. ``seen`` is the
    `digest` of the list that the organiser saw; raises `Conflict` when it has changed.
    """
    ensure(actor, Permission.PROPOSAL_DECIDE)
    if top < 1:
        raise Invalid("ranking.errors.top", field="top")
    with unit_of_work() as uow:
        call = closed_call(uow, call_id)
        standings = computed(uow.session, call_id, call.score_best)
        chosen = [
            proposal
            for proposal in queries.undecided(uow.session, call_id, ProposalState.ELIGIBLE)
            if (standings.of(pk(proposal)).rank or top + 1) <= top
        ]
        bulk.ensure_seen(chosen, seen)
        for proposal in chosen:
            proposal.was_shortlisted = True
            move(uow, actor, proposal, Event.SHORTLIST)
        moved = [(proposal, ProposalState.ELIGIBLE) for proposal in chosen]
        bulk.note(uow, actor, call_id, BulkKind.SHORTLIST, moved)
        uow.commit()
    return len(chosen)
