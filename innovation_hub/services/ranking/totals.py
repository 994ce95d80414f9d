"""Totals of a ranking, and the proposals affected by a bulk step, each cached until the journal reports a change."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sqlmodel import Session

from db.queries import judging
from db.queries import ranking as queries
from db.unit_of_work import read_only
from innovation_hub.domain.money import Money
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.domain.proposals import ProposalState
from innovation_hub.errors import NotFound
from innovation_hub.services.cache import cached_until_journalled
from innovation_hub.services.ranking.bulk import digest
from innovation_hub.services.ranking.selecting import WantedRanking, selected
from innovation_hub.services.ranking.standings import current

Decisions = Mapping[str, tuple[ProposalState, Money | None]]


@dataclass(frozen=True, slots=True)
class RankingTotals:
    """``awarded`` shillings, numbers of ``reviewed`` and ``complete`` proposals, of open reviews (``waited_for``)."""

    awarded: Money
    reviewed: int
    complete: int
    waited_for: int


@dataclass(frozen=True, slots=True)
class AffectedProposals:
    """The proposals affected by a bulk step: their number, their `digest` and their current states."""

    number: int
    digest: str
    states: frozenset[ProposalState]


def totals(actor: Actor, *, call_id: int) -> RankingTotals:
    """Totals of the admitted proposals of a call; raises `NotFound`."""
    ensure(actor, Permission.PROPOSAL_DECIDE)
    with read_only() as session:
        return _totals(session, call_id)


@cached_until_journalled(size=16)
def _totals(session: Session, call_id: int) -> RankingTotals:
    terms = judging.terms(session, call_id)
    if terms is None:
        raise NotFound
    standings = current(session, call_id, terms.score_best)
    return RankingTotals(
        awarded=queries.awarded_sum(session, call_id),
        reviewed=len(standings.ordered),
        complete=standings.complete(terms.judges_per_proposal),
        waited_for=queries.open_reviews(session, call_id),
    )


def touched(actor: Actor, *, call_id: int, wanted: WantedRanking) -> AffectedProposals:
    """The proposals that a bulk step over all ``wanted`` would affect, in their current versions."""
    ensure(actor, Permission.PROPOSAL_DECIDE)
    with read_only() as session:
        return _touched(session, call_id, wanted)


@cached_until_journalled(size=16)
def _touched(session: Session, call_id: int, wanted: WantedRanking) -> AffectedProposals:
    ids = frozenset(selected(session, call_id, wanted))
    rows = [row for row in queries.versions(session, call_id) if row.id in ids]
    return AffectedProposals(len(rows), digest(rows), frozenset(row.state for row in rows))


def decisions(actor: Actor, *, call_id: int) -> Decisions:
    """State and awarded amount of every admitted proposal of a call, by code, to name what changed since seen."""
    ensure(actor, Permission.PROPOSAL_DECIDE)
    with read_only() as session:
        return _decisions(session, call_id)


@cached_until_journalled(size=4)
def _decisions(session: Session, call_id: int) -> Decisions:
    rows = queries.decisions(session, call_id)
    return MappingProxyType({row.code: (row.state, row.amount) for row in rows})
