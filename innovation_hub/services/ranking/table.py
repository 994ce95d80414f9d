"""The ranking of a call by means: a page of it, one of its proposals, and the reviews of that one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from db.queries import judging
from db.queries import ranking as queries
from db.unit_of_work import read_only
from innovation_hub.domain.money import Money
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.domain.proposals import ProposalState, Track
from innovation_hub.methods.ranking import MeanStanding
from innovation_hub.services.cache import cached_until_journalled
from innovation_hub.services.paging import Neighbours, Page, neighbours
from innovation_hub.services.ranking.selecting import EVERY, WantedRanking, selected
from innovation_hub.services.ranking.standings import current


@dataclass(frozen=True, slots=True)
class Ranked:
    """A proposal with its standing, in the call's units. ``missing``: how many reviews its panel lacks.

    ``waited_for`` counts open reviews of its judges; ``amount`` and ``reason`` are the decision's.
    """

    id: int
    code: str
    title: str
    track: Track
    state: ProposalState
    version: int
    requested: Money
    amount: Money | None
    reason: str
    waited_for: int
    standing: MeanStanding
    missing: int


@dataclass(frozen=True, slots=True)
class JudgeReview:
    """A submitted review for the organiser. A score of None means «cannot judge this»."""

    judge: str
    total: float
    scores: Mapping[int, int | None]
    comment: str
    note: str
    submitted_at: datetime


def ranking(
    actor: Actor,
    *,
    call_id: int,
    wanted: WantedRanking = EVERY,
    offset: int = 0,
    size: int | None = None,
) -> Page[Ranked]:
    """A page of the matching admitted proposals of a call, all of them without a ``size``; raises `NotFound`."""
    ensure(actor, Permission.PROPOSAL_DECIDE)
    with read_only() as session:
        return _page(session, call_id, wanted, offset, size)


@cached_until_journalled(size=64)
def _page(
    session: Session, call_id: int, wanted: WantedRanking, offset: int, size: int | None
) -> Page[Ranked]:
    ids = selected(session, call_id, wanted)
    shown = ids if size is None else ids[offset : offset + size]
    found = queries.proposals(session, call_id) if size is None else queries.some(session, call_id, shown)
    rows = {row.id: row for row in found}
    return Page(tuple(_ranked(session, call_id, [rows[id] for id in shown if id in rows])), len(ids))


def _ranked(session: Session, call_id: int, rows: Sequence[Any]) -> Iterable[Ranked]:
    if not rows:
        return
    terms = judging.terms(session, call_id)
    standings = current(session, call_id, terms.score_best)
    for row in rows:
        standing = standings.of(row.id)
        missing = max(0, terms.judges_per_proposal - standing.n)
        yield Ranked(**row._mapping, standing=standing, missing=missing)


def near(actor: Actor, *, call_id: int, wanted: WantedRanking, proposal_id: int) -> Neighbours | None:
    """The neighbours of a proposal in the filtered list; None if it is not listed."""
    ensure(actor, Permission.PROPOSAL_DECIDE)
    with read_only() as session:
        return neighbours(selected(session, call_id, wanted), proposal_id)


def one(actor: Actor, *, call_id: int, proposal_id: int) -> Ranked | None:
    """An admitted proposal of a call, or None."""
    ensure(actor, Permission.PROPOSAL_DECIDE)
    with read_only() as session:
        rows = queries.some(session, call_id, [proposal_id])
        return next(iter(_ranked(session, call_id, rows)), None)


def reviews(actor: Actor, *, proposal_id: int) -> list[JudgeReview]:
    """The reviews of a proposal with their judges, for the organiser."""
    ensure(actor, Permission.PROPOSAL_DECIDE)
    with read_only() as session:
        rows = queries.reviews(session, proposal_id)
        scores: dict[int, dict[int, int | None]] = defaultdict(dict)
        for review_id, criterion_id, value in queries.scores(session, [row.id for row in rows]):
            scores[review_id][criterion_id] = value
    return [
        JudgeReview(row.judge, row.total, scores[row.id], row.comment, row.note, row.submitted_at)
        for row in rows
    ]
