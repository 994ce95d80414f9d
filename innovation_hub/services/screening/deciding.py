"""Admit one received proposal to judging, rule it out with a reason, or undo either."""

from db.models.proposals import Proposal, ScreeningNote
from db.primary_key import pk
from db.queries import screening as queries
from db.unit_of_work import UnitOfWork, unit_of_work
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.domain.scoring import REASON_MAX, REASON_MIN, checked_text
from innovation_hub.domain.workflow import Event
from innovation_hub.errors import NotNow
from innovation_hub.services.proposals.team import restore
from innovation_hub.services.workflow import locked, move


def admit(actor: Actor, *, proposal_id: int, version: int) -> None:
    """Admit a proposal to judging, also one that was ruled out before."""
    _screen(actor, proposal_id, version, Event.ADMIT, "")


def rule_out(actor: Actor, *, proposal_id: int, version: int, reason: str) -> None:
    """Rule a proposal out; its proposer sees the reason. Raises `Invalid` without one."""
    ensure(actor, Permission.PROPOSAL_SCREEN)
    reason = checked_text(reason, field="reason", least=REASON_MIN, most=REASON_MAX)
    _screen(actor, proposal_id, version, Event.RULE_OUT, reason)


def undo(actor: Actor, *, proposal_id: int, version: int) -> None:
    """Undo the screening: the proposal waits for it again."""
    _screen(actor, proposal_id, version, Event.UNSCREEN, "")


def _screen(actor: Actor, proposal_id: int, version: int, event: Event, reason: str) -> None:
    ensure(actor, Permission.PROPOSAL_SCREEN)
    with unit_of_work() as uow:
        proposal, _ = locked(uow, proposal_id, version=version)
        if event is not Event.ADMIT and queries.panel_at_work(uow.session, proposal_id):
            raise NotNow("screening.errors.panel_at_work")
        screened(uow, actor, proposal, event, reason)
        uow.commit()


def screened(uow: UnitOfWork, actor: Actor, proposal: Proposal, event: Event, reason: str) -> None:
    """Add a note and apply the event to a proposal locked with its call; raises what `workflow.move` raises."""
    uow.session.add(
        ScreeningNote(proposal_id=pk(proposal), by=actor.id, eligible=event is Event.ADMIT, reason=reason)
    )
    if event is Event.ADMIT:
        restore(uow.session, proposal)
    move(uow, actor, proposal, event)
