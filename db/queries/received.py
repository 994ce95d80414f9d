"""Queries of the list of received proposals: filtered, sorted, paged, counted."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlmodel import Session, col

from db.models.institutions import Institution, Region
from db.models.proposals import Proposal
from db.queries.judging import TITLE_KEY, AnySelect, length, matching, number, slice_of
from db.queries.screening import ENTRIES
from innovation_hub.domain.money import Money
from innovation_hub.domain.proposals import RECEIVED, ProposalState, Track


class Order(StrEnum):
    """The order of the list; ``CODE`` is that of the first submissions."""

    CODE = "code"
    NEWEST = "newest"
    OLDEST = "oldest"
    TITLE = "title"
    INSTITUTION = "institution"
    MOST = "most"
    LEAST = "least"


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Filters of the list; None filters nothing. ``least`` and ``most`` bound the requested amount in shillings.

    ``language`` is that of the proposal's text, ``region`` that of its institution.
    """

    institution_id: int | None = None
    track: Track | None = None
    language: str | None = None
    region: str | None = None
    least: Money | None = None
    most: Money | None = None


@dataclass(frozen=True, slots=True)
class WantedProposals:
    """Filters and order of a call's received proposals; ``names`` is the language institutions are sorted in.

    Without an ``order`` the order is undefined.
    """

    call_id: int
    states: frozenset[ProposalState]
    text: str
    narrowing: Narrowing
    order: Order | None
    names: str


def page(session: Session, wanted: WantedProposals, *, offset: int, size: int) -> tuple[Sequence[Any], int]:
    """One page of the matching proposals, and the number of matches."""
    entries, count = _statements(wanted)
    rows = session.connection().execute(entries, {"offset": offset, "size": size}).all()
    return rows, length(session, rows, lambda: count, offset=offset, size=size)


@lru_cache(maxsize=64)
def _statements(wanted: WantedProposals) -> tuple[AnySelect, Select[int]]:
    """The statements of the list and of its length, cached: building them takes longer than running them.

    Each joins only what it filters and sorts by; the columns are looked up for the rows of the page alone.
    """
    count = _joined(select(func.count()).select_from(Proposal), wanted, None)
    shown = _slice(wanted).subquery()
    entries = ENTRIES.join(shown, shown.c.id == col(Proposal.id))
    return entries.order_by(*_order(wanted)), count.where(*_conditions(wanted))


def ids(session: Session, wanted: WantedProposals) -> tuple[int, ...]:
    """The ids of all matching proposals, in order."""
    return tuple(session.connection().execute(_ids(wanted)).scalars())


def some_ids(
    session: Session, wanted: WantedProposals, *, offset: int, size: int
) -> tuple[Sequence[int], int]:
    """The ids of a part of the matching proposals, in order, and the number of matches."""
    found = session.connection().scalars(_slice(wanted), {"offset": offset, "size": size}).all()
    return found, length(session, found, lambda: _statements(wanted)[1], offset=offset, size=size)


@lru_cache(maxsize=64)
def _slice(wanted: WantedProposals) -> AnySelect:
    found: AnySelect = slice_of(_ids(wanted))
    return found


@lru_cache(maxsize=64)
def _ids(wanted: WantedProposals) -> AnySelect:
    """Without a region and the order by institution the database only reads an index."""
    query = _joined(select(col(Proposal.id)), wanted, wanted.order)
    return query.where(*_conditions(wanted)).order_by(*_order(wanted))


def _joined(query: Select[Any], wanted: WantedProposals, order: Order | None) -> Select[Any]:
    """Join the tables needed by the filters and the order."""
    if wanted.narrowing.region or order is Order.INSTITUTION:
        query = query.outerjoin(Institution, col(Institution.id) == col(Proposal.institution_id))
    return query


def _conditions(wanted: WantedProposals) -> list[ColumnElement[bool]]:
    narrowing = wanted.narrowing
    states = wanted.states & RECEIVED
    where = [col(Proposal.call_id) == wanted.call_id, col(Proposal.state).in_(states)]
    if wanted.text:
        where.append(matching(wanted.text))
    if narrowing.region is not None:
        where.append(col(Institution.region_code) == narrowing.region)
    if narrowing.institution_id is not None:
        where.append(col(Proposal.institution_id) == narrowing.institution_id)
    if narrowing.track is not None:
        where.append(col(Proposal.track) == narrowing.track)
    if narrowing.language is not None:
        where.append(col(Proposal.language) == narrowing.language)
    requested = (
        col(Proposal.requested) + 0
    )  # so that SQLite reads the index of the order, not that of the amounts
    if narrowing.least is not None:
        where.append(requested >= narrowing.least)
    if narrowing.most is not None:
        where.append(requested <= narrowing.most)
    return where


def _order(wanted: WantedProposals) -> tuple[Any, ...]:
    if wanted.order is None:
        return ()
    name = Institution.sw_key if wanted.names == "sw" else Institution.en_key
    orders: dict[Order, tuple[Any, ...]] = {
        Order.CODE: (),
        Order.NEWEST: (col(Proposal.submitted_at).desc(),),
        Order.OLDEST: (col(Proposal.submitted_at),),
        Order.TITLE: (TITLE_KEY,),
        Order.INSTITUTION: (col(Institution.id).is_(None), col(name)),  # those without one come last
        Order.MOST: (col(Proposal.requested).desc(),),
        Order.LEAST: (col(Proposal.requested),),
    }
    return (*orders[wanted.order], col(Proposal.code))


_PLACES: AnySelect = (
    select(
        col(Institution.id),
        col(Institution.name_sw),
        col(Institution.name_en),
        col(Institution.region_code),
        col(Region.name_sw).label("region_sw"),
        col(Region.name_en).label("region_en"),
    )
    .outerjoin(Region, col(Region.code) == col(Institution.region_code))
    .where(
        col(Institution.id).in_(
            select(col(Proposal.institution_id)).where(
                col(Proposal.call_id) == number("call_id"), col(Proposal.state).in_(RECEIVED)
            )
        )
    )
    .order_by(col(Institution.sw_key), col(Institution.id))
)


def places(session: Session, call_id: int) -> Sequence[Any]:
    """The institutions that received proposals of a call come from, with their regions, by Swahili name."""
    return session.connection().execute(_PLACES, {"call_id": call_id}).all()


def locked(session: Session, call_id: int, ids: Collection[int]) -> Sequence[Proposal]:
    """Lock and return those of the proposals that were submitted to the call, by id, in their current state."""
    query = (
        select(Proposal)
        .where(col(Proposal.id).in_(ids), col(Proposal.call_id) == call_id, col(Proposal.code).is_not(None))
        .order_by(col(Proposal.id))
        .with_for_update()
    )
    return session.scalars(query, execution_options={"populate_existing": True}).all()
