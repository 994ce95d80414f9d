"""Transitions of a proposal by organisers: lock it, check the workflow table and the permission, journal the step."""

from typing import Any

from db.models.calls import Call
from db.models.proposals import Proposal
from db.primary_key import pk
from db.unit_of_work import UnitOfWork
from innovation_hub.domain.calls import CallPhase, phase
from innovation_hub.domain.clock import now
from innovation_hub.domain.permissions import Actor
from innovation_hub.domain.workflow import Event, Window, target
from innovation_hub.errors import Conflict, Forbidden, NotFound, NotNow
from innovation_hub.services import notices


def closed_call(uow: UnitOfWork, call_id: int) -> Call:
    """Lock the call until the end of the transaction; raises `NotNow` unless it is being judged."""
    call = uow.session.get(Call, call_id, with_for_update=True)
    if call is None:
        raise NotFound
    found = phase(call.state, call.opens_at, call.ends_at, now())
    if found is not CallPhase.JUDGING:
        # keys: judging.errors.phase.*
        raise NotNow(f"judging.errors.phase.{found.value}")
    return call


def locked(uow: UnitOfWork, proposal_id: int, *, version: int) -> tuple[Proposal, Call]:
    """Lock and return the proposal and its call; raises `Conflict` when the proposal has another ``version``."""
    found = uow.session.get(Proposal, proposal_id)
    if found is None or found.code is None:
        raise NotFound
    call = closed_call(uow, found.call_id)  # the call first: every writer locks in this order
    uow.session.refresh(found, with_for_update=True)
    if found.version != version:
        raise Conflict
    return found, call


def move(
    uow: UnitOfWork, actor: Actor, proposal: Proposal, event: Event, data: dict[str, Any] | None = None
) -> None:
    """Apply an event to a proposal that is locked with its closed call (see `locked`).

    Raises what `target` raises, and `Forbidden` for the leader of the proposal: nobody decides on their own.
    """
    before = proposal.state
    after = target(event, before, actor=actor, window=Window.AFTER_CLOSE)
    if proposal.owner_id == actor.id:
        raise Forbidden("judging.errors.own_proposal")
    proposal.state = after
    proposal.version += 1  # not `updated_at`: writers see it, and it would reveal a decision
    uow.session.add(proposal)
    notices.happened(
        uow,
        actor,
        f"proposal.{event.value}",
        "proposal",
        pk(proposal),
        {"from": before.value, "to": proposal.state.value, **(data or {})},
    )
