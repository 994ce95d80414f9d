"""The calls an organiser works on, with counts of their proposals by state."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlmodel import Session

from db.queries import judging as queries
from db.unit_of_work import read_only
from innovation_hub.domain.calls import CallPhase, end, phase
from innovation_hub.domain.clock import now
from innovation_hub.domain.money import Money
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.domain.proposals import DECIDED, IN_JUDGING, ProposalState
from innovation_hub.methods.terms.ranking import Direction
from innovation_hub.services.cache import cached_until_journalled


@dataclass(frozen=True, slots=True)
class JudgedCall:
    """A published call with the number of received proposals in each state."""

    id: int
    code: str
    title_sw: str
    title_en: str
    phase: CallPhase
    closes_at: datetime
    version: int
    judges_per_proposal: int
    score_min: int
    score_max: int
    score_best: Direction
    prize_pool: Money
    counts: Mapping[ProposalState, int]

    def count(self, *states: ProposalState) -> int:
        """How many proposals are in one of the states."""
        return sum(self.counts.get(state, 0) for state in states)

    @property
    def received(self) -> int:
        """Proposals that were submitted and not withdrawn."""
        return sum(self.counts.values())

    @property
    def waiting(self) -> int:
        """Received proposals that nobody has screened."""
        return self.count(ProposalState.SUBMITTED)

    @property
    def in_judging(self) -> int:
        """Proposals that were admitted, decided ones included."""
        return self.count(*IN_JUDGING)

    @property
    def decided(self) -> int:
        """Proposals that were awarded or declined."""
        return self.count(*DECIDED)


def calls(actor: Actor) -> list[JudgedCall]:
    """The published and the concluded calls, the one that closes last first."""
    ensure(actor, Permission.PROPOSAL_READ_ALL)
    with read_only() as session:
        return [_read(call, counts) for call, counts in _counted(session)]


@cached_until_journalled(size=4)
def _counted(session: Session) -> Sequence[tuple[Any, Mapping[ProposalState, int]]]:
    """The rows of the calls, each with its proposals counted by state."""
    counts: dict[int, dict[ProposalState, int]] = defaultdict(dict)
    for call_id, state, count in queries.states(session):
        counts[call_id][state] = count
    return [(call, MappingProxyType(counts[call.id])) for call in queries.judged_calls(session)]


def _read(call: Any, counts: Mapping[ProposalState, int]) -> JudgedCall:
    return JudgedCall(
        id=call.id,
        code=call.code,
        title_sw=call.title_sw,
        title_en=call.title_en,
        phase=phase(call.state, call.opens_at, end(call.closes_at, call.grace_minutes), now()),
        closes_at=call.closes_at,
        version=call.version,
        judges_per_proposal=call.judges_per_proposal,
        score_min=call.score_min,
        score_max=call.score_max,
        score_best=call.score_best,
        prize_pool=call.prize_pool,
        counts=counts,
    )
