"""The input of panels: conflicts, earlier assignments, and fields of expertise."""

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import Session

from db.models.calls import Call
from db.queries import conflicts, panels, rounds
from innovation_hub.domain.judging import ACTIVE_ASSIGNMENTS, AssignmentState
from innovation_hub.domain.panels import EXPERTISE_UNKNOWN, Drop, Expertise, fields_of
from innovation_hub.errors import NotFound

if TYPE_CHECKING:
    from innovation_hub.methods.assignment.grid import Floats

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Question:
    """A call as input of the method. ``codes`` are the open proposals by id, ``conflicts`` forbidden pairs,
    ``declined`` pairs that ended before a review, ``active`` current assignments. Judges who are disabled, closed the
    account or lost the role are excluded: only their submitted reviews count.
    """

    per_proposal: int
    codes: dict[int, str]
    capacities: dict[int, int]
    conflicts: frozenset[Pair]
    declined: frozenset[Pair]
    active: frozenset[Pair]
    knows: dict[int, frozenset[Expertise]]
    lies_in: dict[int, frozenset[Expertise]]

    @property
    def forbidden(self) -> frozenset[Pair]:
        """The pairs that the hub must not choose: conflicts and declined ones."""
        return self.conflicts | self.declined

    def affinity(self) -> "Floats":
        """How well each judge's fields match each proposal's (P, J), in the order of both mappings."""
        import numpy as np

        from innovation_hub.methods.assignment import matching

        def marks(named: dict[int, frozenset[Expertise]], ids: dict[int, object]) -> "Floats":
            rows = [[field in named[one] for field in Expertise] for one in ids]
            return np.array(rows, float).reshape(len(ids), len(Expertise))

        return matching(
            marks(self.lies_in, dict(self.codes)),
            marks(self.knows, dict(self.capacities)),
            unknown=EXPERTISE_UNKNOWN,
        )

    def drop(self, pair: Pair, loads: Counter[int]) -> Drop | None:
        """Why a pair cannot be asked for now, or None; ``loads`` are the judges' current reviews."""
        proposal, judge = pair
        if proposal not in self.codes:
            return Drop.NOT_JUDGED
        if judge not in self.capacities:
            return Drop.NO_JUDGE
        if pair in self.conflicts:
            return Drop.CONFLICT
        if pair in self.active or pair in self.declined:
            return Drop.ASKED_BEFORE
        return Drop.FULL if loads[judge] >= self.capacities[judge] else None

    def loads(self) -> Counter[int]:
        """How many reviews each judge has been asked for."""
        return Counter(judge for _, judge in self.active)


def question(session: Session, call_id: int) -> Question:
    """The question of a call, read in this transaction; raises `NotFound` when there is no such call."""
    call = session.get(Call, call_id)
    if call is None:
        raise NotFound
    found = rounds.proposals(session, call_id)
    codes = {row.id: row.code for row in found}
    asked = panels.assignments(session, call_id)
    capacities = {judge.id: judge.capacity for judge in panels.judges(session, call_id) if not judge.gone}
    declared = {(row.proposal_id, row.account_id) for row in conflicts.of_call(session, call_id)}
    rivals = {(proposal_id, judge) for judge in conflicts.rivals(session, call_id) for proposal_id in codes}
    active = frozenset(
        (row.proposal_id, row.account_id)
        for row in asked
        if row.state is AssignmentState.SUBMITTED
        or (row.state in ACTIVE_ASSIGNMENTS and row.account_id in capacities)
    )
    return Question(
        per_proposal=call.judges_per_proposal,
        codes=codes,
        capacities=capacities,
        conflicts=frozenset(declared | rivals),
        declined=frozenset((row.proposal_id, row.account_id) for row in asked) - active,
        active=active,
        knows=rounds.fields(session, capacities),
        lies_in={row.id: fields_of(row.track, row.resolutions) for row in found},
    )
