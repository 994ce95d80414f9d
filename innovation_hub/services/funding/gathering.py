"""The input of a plan, read in one transaction, and its fingerprint."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from db.models.calls import Call
from db.queries import funding as queries
from innovation_hub.domain.funding import Dimension, PlanDraft
from innovation_hub.domain.money import Money
from innovation_hub.domain.proposals import ProposalState, Track
from innovation_hub.errors import NotFound
from innovation_hub.methods.terms.ranking import Scale


@dataclass(frozen=True, slots=True)
class AdmittedProposal:
    """An admitted proposal. ``amount`` is that of its current award; ``woman_leads`` never leaves the services."""

    id: int
    code: str
    title: str
    track: Track
    state: ProposalState
    requested: Money
    resolutions: Sequence[int]
    institution_id: int | None
    region_code: str | None
    amount: Money | None
    woman_leads: bool

    def sorted_by(self, dimension: Dimension) -> tuple[str, ...]:
        """Its values in a dimension, which rules match."""
        if dimension is Dimension.TRACK:
            return (self.track.value,)
        if dimension is Dimension.RESOLUTION:
            return tuple(str(number) for number in self.resolutions)
        value = self.region_code if dimension is Dimension.REGION else self.institution_id
        return () if value is None else (str(value),)

    @property
    def fixed(self) -> str | None:
        """The state of a decided proposal, which every plan must keep; None while it is undecided."""
        return self.state.value if self.state in (ProposalState.AWARDED, ProposalState.DECLINED) else None


@dataclass(frozen=True, slots=True)
class Gathered:
    """A call with its entries, scores (proposal, judge, criterion, value) and the criteria's weights."""

    call_id: int
    scale: Scale
    entries: tuple[AdmittedProposal, ...]
    scores: tuple[tuple[int, int, int, int], ...]
    weights: dict[int, int]

    def fingerprint(self, draft: PlanDraft, method: str, seed: int) -> str:
        """SHA-256 of everything that the plan depends on; shortlisting does not change it."""
        facts: dict[str, Any] = {
            "method": method,
            "seed": seed,
            "draft": draft.as_json(),
            "scale": [self.scale.lowest, self.scale.highest, self.scale.direction.value],
            "weights": sorted(self.weights.items()),
            "scores": self.scores,
            "entries": [
                [
                    entry.id,
                    entry.requested,
                    *([*entry.sorted_by(dimension)] for dimension in Dimension),
                    entry.fixed,
                    entry.amount,
                    bool(entry.woman_leads),
                ]
                for entry in self.entries
            ],
        }
        written = json.dumps(facts, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(written.encode()).hexdigest()


def gather(session: Session, call_id: int) -> Gathered:
    """Read the input of a call's plans; raises `NotFound`."""
    call = session.get(Call, call_id)
    if call is None:
        raise NotFound
    return Gathered(
        call_id=call_id,
        scale=Scale(call.score_min, call.score_max, call.score_best),
        entries=tuple(AdmittedProposal(**row._mapping) for row in queries.entries(session, call_id)),
        scores=tuple(tuple(row) for row in queries.scores(session, call_id)),
        weights=queries.weights(session, call_id),
    )
