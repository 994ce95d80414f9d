"""The ranking of a call by means, and the reviews of one proposal."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from db.queries import judging
from db.queries import ranking as queries
from db.unit_of_work import read_only
from innovation_hub.domain.money import Money
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.domain.proposals import ProposalState, Track
from innovation_hub.errors import NotFound
from innovation_hub.methods.ranking import MeanStanding, by_mean
from innovation_hub.methods.terms.ranking import Direction
from innovation_hub.services.cache import cached_until_journalled


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


def ranking(actor: Actor, *, call_id: int) -> Sequence[Ranked]:
    """The admitted proposals of a call by the mean of their judges' totals, the best first."""
    ensure(actor, Permission.PROPOSAL_DECIDE)
    with read_only() as session:
        return _ranking(session, call_id)


@cached_until_journalled(size=8)
def _ranking(session: Session, call_id: int) -> Sequence[Ranked]:
    terms = judging.terms(session, call_id)
    if terms is None:
        raise NotFound
    rows = {row.id: row for row in queries.proposals(session, call_id)}
    return tuple(
        Ranked(
            **rows[standing.proposal]._mapping,
            standing=standing,
            missing=max(0, terms.judges_per_proposal - standing.n),
        )
        for standing in standings_of(session, call_id, rows, terms.score_best)
    )


def standings_of(
    session: Session, call_id: int, proposals: Mapping[int, object], best: Direction
) -> list[MeanStanding]:
    """The standing of each proposal by the reviews submitted so far."""
    totals = [(row.proposal_id, row.total) for row in queries.totals(session, call_id)]
    return by_mean(proposals, totals, best)


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
