"""Screening: the organiser admits what may be judged, rules out what may not, and can undo both."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session

from db.models.proposals import Proposal, ScreeningNote
from db.queries import screening as queries
from db.unit_of_work import read_only, unit_of_work
from innovation_hub.domain.money import Money
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.domain.proposals import IN_JUDGING, RECEIVED, ProposalState, Track
from innovation_hub.domain.scoring import REASON_MAX, REASON_MIN, checked_text
from innovation_hub.domain.workflow import Event
from innovation_hub.errors import NotFound, NotNow
from innovation_hub.services.cache import cached_until_journalled
from innovation_hub.services.paging import SIZE, Page
from innovation_hub.services.proposals.team import restore
from innovation_hub.services.workflow import locked, move


class Show(StrEnum):
    """Which proposals to list."""

    WAITING = "waiting"
    ADMITTED = "admitted"
    RULED_OUT = "ruled_out"
    ALL = "all"


_STATES = {
    Show.WAITING: frozenset({ProposalState.SUBMITTED}),
    Show.ADMITTED: IN_JUDGING,
    Show.RULED_OUT: frozenset({ProposalState.INELIGIBLE}),
    Show.ALL: RECEIVED,
}


@dataclass(frozen=True, slots=True)
class ReceivedProposal:
    """A received proposal as the organiser sees it in the list; ``reason`` is the last one noted."""

    id: int
    code: str
    title: str
    track: Track
    state: ProposalState
    version: int
    requested: Money
    language: str
    owner: str
    institution_sw: str | None
    institution_en: str | None
    submitted_at: datetime
    attachment_id: int | None
    team: int
    reason: str


def entries(
    actor: Actor,
    *,
    call_id: int,
    show: Show = Show.WAITING,
    text: str = "",
    offset: int = 0,
    size: int = SIZE,
) -> Page[ReceivedProposal]:
    """Received proposals of a call, by code; ``text`` looks into code and title."""
    ensure(actor, Permission.PROPOSAL_SCREEN)
    with read_only() as session:
        return _listed(session, call_id, show, text, offset, size)


@cached_until_journalled(size=64)
def _listed(
    session: Session, call_id: int, show: Show, text: str, offset: int, size: int
) -> Page[ReceivedProposal]:
    """Cached: after a call has closed, its received proposals change by journalled steps alone."""
    states = _STATES[show]
    rows, total = queries.page(session, call_id=call_id, states=states, text=text, offset=offset, size=size)
    return Page(tuple(ReceivedProposal(**row._mapping) for row in rows), total)


def entry(actor: Actor, *, call_id: int, proposal_id: int) -> ReceivedProposal | None:
    """A received proposal of a call, wherever in the list it stands; None when there is no such one."""
    ensure(actor, Permission.PROPOSAL_SCREEN)
    with read_only() as session:
        row = queries.one(session, call_id=call_id, proposal_id=proposal_id)
        return None if row is None else ReceivedProposal(**row._mapping)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a proposal that an organiser had in front of them."""

    code: str
    state: ProposalState
    version: int


def outcome(actor: Actor, *, proposal_id: int) -> Outcome | None:
    """The state of a received proposal by now; None when there is none."""
    ensure(actor, Permission.PROPOSAL_SCREEN)
    with read_only() as session:
        found = session.get(Proposal, proposal_id)
        if found is None or found.code is None:
            return None
        return Outcome(found.code, found.state, found.version)


def admit(actor: Actor, *, proposal_id: int, version: int) -> None:
    """Let a proposal be judged, also one that was ruled out before."""
    _screen(actor, proposal_id, version, Event.ADMIT, "")


def rule_out(actor: Actor, *, proposal_id: int, version: int, reason: str) -> None:
    """Keep a proposal from being judged; its proposer is shown the reason. Raises `Invalid` without one."""
    ensure(actor, Permission.PROPOSAL_SCREEN)
    reason = checked_text(reason, field="reason", least=REASON_MIN, most=REASON_MAX)
    _screen(actor, proposal_id, version, Event.RULE_OUT, reason)


def undo(actor: Actor, *, proposal_id: int, version: int) -> None:
    """Take the screening back: the proposal waits again."""
    _screen(actor, proposal_id, version, Event.UNSCREEN, "")


def _screen(actor: Actor, proposal_id: int, version: int, event: Event, reason: str) -> None:
    ensure(actor, Permission.PROPOSAL_SCREEN)
    with unit_of_work() as uow:
        proposal, _ = locked(uow, proposal_id, version=version)
        if event is not Event.ADMIT and queries.panel_at_work(uow.session, proposal_id):
            raise NotNow("screening.errors.panel_at_work")
        uow.session.add(
            ScreeningNote(proposal_id=proposal_id, by=actor.id, eligible=event is Event.ADMIT, reason=reason)
        )
        if event is Event.ADMIT:
            restore(uow.session, proposal)
        move(uow, actor, proposal, event)
        uow.commit()


def pdf(actor: Actor, *, proposal_id: int) -> bytes:
    """The PDF that was submitted with a proposal; raises `NotFound` when there is none."""
    ensure(actor, Permission.PROPOSAL_SCREEN)
    with read_only() as session:
        content = queries.pdf(session, proposal_id)
    if content is None:
        raise NotFound
    return content
