"""Panels and conflicts of interest of a call, for its organiser."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlmodel import Session

from db.models.proposals import Proposal
from db.queries import conflicts as conflict_queries
from db.queries import panels as queries
from db.queries.panels import PanelShow
from db.unit_of_work import read_only
from innovation_hub.domain.folding import key
from innovation_hub.domain.judging import ACTIVE_ASSIGNMENTS, FOUND_BY_HUB, AssignmentState, ConflictKind
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.domain.proposals import ProposalState, Track
from innovation_hub.errors import NotFound
from innovation_hub.services.cache import cached_until_journalled
from innovation_hub.services.paging import SIZE, Neighbours, Page, neighbours_near


@dataclass(frozen=True, slots=True)
class Seat:
    """A judge who was asked for a proposal; ``gone``: will not write an open review."""

    assignment_id: int
    judge: str
    state: AssignmentState
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """A proposal with its panel; ``active`` counts the judges who have not declined and are not gone."""

    proposal_id: int
    code: str
    title: str
    state: ProposalState
    active: int
    seats: tuple[Seat, ...]


@dataclass(frozen=True, slots=True)
class FoundConflict:
    """A conflict of interest of a judge with a proposal; ``by_hub`` when the hub found it."""

    judge: str
    code: str
    kind: ConflictKind

    @property
    def by_hub(self) -> bool:
        """Whether the hub found it, rather than the judge declaring it."""
        return self.kind in FOUND_BY_HUB


def panels(
    actor: Actor,
    *,
    call_id: int,
    per_proposal: int,
    show: PanelShow = PanelShow.ALL,
    text: str = "",
    track: Track | None = None,
    language: str | None = None,
    offset: int = 0,
    size: int = SIZE,
) -> Page[Panel]:
    """The matching panels of a call's proposals, by code."""
    ensure(actor, Permission.JUDGING_ADMINISTER)
    wanted = queries.WantedPanels(per_proposal, show, text, track, language)
    with read_only() as session:
        rows, total = _listed(session, call_id, wanted, offset, size)
        return Page(_with_seats(session, rows), total)


def near_panel(
    actor: Actor,
    *,
    call_id: int,
    per_proposal: int,
    proposal_id: int,
    show: PanelShow = PanelShow.ALL,
    text: str = "",
    track: Track | None = None,
    language: str | None = None,
    offset: int = 0,
    size: int = SIZE,
) -> Neighbours | None:
    """The neighbours of a proposal in that list; None unless it is on the page at ``offset`` or beside it."""
    ensure(actor, Permission.JUDGING_ADMINISTER)
    wanted = queries.WantedPanels(per_proposal, show, text, track, language)
    with read_only() as session:
        return neighbours_near(partial(_ids, session, call_id, wanted), proposal_id, offset=offset, size=size)


@cached_until_journalled(size=64)
def _listed(
    session: Session, call_id: int, wanted: queries.WantedPanels, offset: int, size: int
) -> tuple[Sequence[Any], int]:
    """Cached: panels, judges and their accounts change by journalled steps alone."""
    return queries.proposals(session, call_id, wanted, offset=offset, size=size)


@cached_until_journalled(size=64)
def _ids(
    session: Session, call_id: int, wanted: queries.WantedPanels, offset: int, size: int
) -> tuple[Sequence[int], int]:
    """Cached as `_listed`."""
    return queries.ids(session, call_id, wanted, offset=offset, size=size)


def panel_of(actor: Actor, *, call_id: int, proposal_id: int) -> Panel | None:
    """The panel of one proposal of a call; None unless the proposal is in judging there."""
    ensure(actor, Permission.JUDGING_ADMINISTER)
    with read_only() as session:
        row = queries.proposal(session, call_id, proposal_id)
        return _with_seats(session, [row])[0] if row else None


def _with_seats(session: Session, rows: Sequence[Any]) -> list[Panel]:
    seats = defaultdict(list)
    for seat in queries.seats(session, [row.id for row in rows]):
        seats[seat.proposal_id].append(Seat(seat.assignment_id, seat.name, seat.state, bool(seat.gone)))
    return [Panel(row.id, row.code, row.title, row.state, row.panel, tuple(seats[row.id])) for row in rows]


def seats(actor: Actor, *, proposal_id: int) -> tuple[str, tuple[Seat, ...]] | None:
    """The code of a proposal and the judges asked for it now; None when there is no such proposal."""
    ensure(actor, Permission.JUDGING_ADMINISTER)
    with read_only() as session:
        proposal = session.get(Proposal, proposal_id)
        if proposal is None:
            return None
        return proposal.code or "", panel(session, proposal_id)


def panel(session: Session, proposal_id: int) -> tuple[Seat, ...]:
    """The judges asked for a proposal now, for use inside a transaction."""
    rows = queries.seats(session, [proposal_id])
    return tuple(Seat(row.assignment_id, row.name, row.state, bool(row.gone)) for row in rows)


def conflicts(actor: Actor, *, call_id: int, offset: int = 0, size: int = SIZE) -> Page[FoundConflict]:
    """Every conflict between a judge and a proposal of a call, by judge."""
    ensure(actor, Permission.JUDGING_ADMINISTER)
    with read_only() as session:
        rows, total = conflict_queries.named(session, call_id, offset=offset, size=size)
    return Page([FoundConflict(row.name, row.code, ConflictKind(row.kind)) for row in rows], total)


def free_judges(actor: Actor, *, proposal_id: int) -> list[tuple[int, str, int, int]]:
    """Judges who could be assigned to a proposal by hand: id, name, load and capacity, the least loaded first."""
    ensure(actor, Permission.JUDGING_ADMINISTER)
    with read_only() as session:
        proposal = session.get(Proposal, proposal_id)
        if proposal is None:
            raise NotFound
        barred = conflict_queries.with_proposal(session, proposal.call_id, proposal_id)
        barred |= {
            seat.account_id
            for seat in queries.seats(session, [proposal_id])
            if seat.state in ACTIVE_ASSIGNMENTS
        }
        barred |= conflict_queries.rivals(session, proposal.call_id)
        rows = queries.judges(session, proposal.call_id)
    free = [row for row in rows if row.id not in barred and not row.gone and row.load < row.capacity]
    return [
        (row.id, row.name, row.load, row.capacity)
        for row in sorted(free, key=lambda r: (r.load, key(r.name)))
    ]
