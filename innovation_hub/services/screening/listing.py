"""The organiser's list of received proposals: search, filters, and one of its proposals."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial

from sqlmodel import Session

from db.models.proposals import Proposal
from db.queries import received
from db.queries import screening as queries
from db.queries.received import Narrowing, Order
from db.unit_of_work import read_only
from innovation_hub.domain.money import Money
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.domain.proposals import IN_JUDGING, RECEIVED, ProposalState, Track
from innovation_hub.errors import NotFound
from innovation_hub.services.cache import cached_until_journalled
from innovation_hub.services.paging import SIZE, Neighbours, Page, neighbours_near


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


EVERYTHING = Narrowing()


@dataclass(frozen=True, slots=True)
class ReceivedProposal:
    """A received proposal in the organiser's list; ``reason`` is the last one recorded."""

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


@dataclass(frozen=True, slots=True)
class SubmittingInstitution:
    """An institution that received proposals come from, with its region, if known."""

    id: int
    name_sw: str
    name_en: str
    region_code: str | None
    region_sw: str | None
    region_en: str | None


def entries(
    actor: Actor,
    *,
    call_id: int,
    show: Show = Show.WAITING,
    text: str = "",
    narrowing: Narrowing = EVERYTHING,
    order: Order = Order.CODE,
    language: str = "sw",
    offset: int = 0,
    size: int = SIZE,
) -> Page[ReceivedProposal]:
    """One page of the received proposals of a call that match, in an order; institutions by name in ``language``.

    ``text`` searches code and title.
    """
    ensure(actor, Permission.PROPOSAL_SCREEN)
    with read_only() as session:
        return _listed(session, call_id, show, text, narrowing, order, language, offset, size)


@cached_until_journalled(size=64)
def _listed(
    session: Session,
    call_id: int,
    show: Show,
    text: str,
    narrowing: Narrowing,
    order: Order,
    language: str,
    offset: int,
    size: int,
) -> Page[ReceivedProposal]:
    """Cached: after a call has closed, its received proposals change by journalled steps alone."""
    wanted = received.WantedProposals(call_id, _STATES[show], text.strip(), narrowing, order, language)
    rows, total = received.page(session, wanted, offset=offset, size=size)
    return Page(tuple(ReceivedProposal(**row._mapping) for row in rows), total)


def near(
    actor: Actor,
    *,
    call_id: int,
    proposal_id: int,
    show: Show = Show.WAITING,
    text: str = "",
    narrowing: Narrowing = EVERYTHING,
    order: Order = Order.CODE,
    language: str = "sw",
    offset: int = 0,
    size: int = SIZE,
) -> Neighbours | None:
    """The neighbours of a proposal in that list; None unless it is on the page at ``offset`` or beside it."""
    ensure(actor, Permission.PROPOSAL_SCREEN)
    wanted = received.WantedProposals(call_id, _STATES[show], text.strip(), narrowing, order, language)
    with read_only() as session:
        return neighbours_near(partial(_ids, session, wanted), proposal_id, offset=offset, size=size)


@cached_until_journalled(size=64)
def _ids(
    session: Session, wanted: received.WantedProposals, offset: int, size: int
) -> tuple[Sequence[int], int]:
    """Cached as `_listed`: pages of a proposal are drawn several times."""
    return received.some_ids(session, wanted, offset=offset, size=size)


def places(actor: Actor, *, call_id: int) -> tuple[SubmittingInstitution, ...]:
    """The institutions that received proposals of a call come from, by their Swahili name."""
    ensure(actor, Permission.PROPOSAL_SCREEN)
    with read_only() as session:
        return _places(session, call_id)


@cached_until_journalled(size=16)
def _places(session: Session, call_id: int) -> tuple[SubmittingInstitution, ...]:
    return tuple(SubmittingInstitution(**row._mapping) for row in received.places(session, call_id))


def entry(actor: Actor, *, call_id: int, proposal_id: int) -> ReceivedProposal | None:
    """A received proposal of a call; None when there is none."""
    ensure(actor, Permission.PROPOSAL_SCREEN)
    with read_only() as session:
        row = queries.one(session, call_id=call_id, proposal_id=proposal_id)
        return None if row is None else ReceivedProposal(**row._mapping)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The present state of a proposal."""

    code: str
    state: ProposalState
    version: int


def outcome(actor: Actor, *, proposal_id: int) -> Outcome | None:
    """The present state of a received proposal; None when there is none."""
    ensure(actor, Permission.PROPOSAL_SCREEN)
    with read_only() as session:
        found = session.get(Proposal, proposal_id)
        if found is None or found.code is None:
            return None
        return Outcome(found.code, found.state, found.version)


def pdf(actor: Actor, *, proposal_id: int) -> bytes:
    """The PDF that was submitted with a proposal; raises `NotFound` when there is none."""
    ensure(actor, Permission.PROPOSAL_SCREEN)
    with read_only() as session:
        content = queries.pdf(session, proposal_id)
    if content is None:
        raise NotFound
    return content
