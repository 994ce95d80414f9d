"""Views of funding plans."""

from dataclasses import dataclass
from datetime import datetime

from innovation_hub.domain.funding import PlanDraft, RuleDraft
from innovation_hub.domain.money import Money
from innovation_hub.domain.proposals import ProposalState, Track

LEAST_TOLD = 5
"""With fewer funded teams, the number led by women is not shown."""
SAME_WORTH = 1e-6
"""Difference in points of score below which two plans count as equal."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan as it was computed. ``changed``: reviews or decisions have changed since.

    ``value`` in points of score; ``gap``: how far the best can lie above it, as a share; ``women_led`` is None when
    too few teams are funded to show it. ``walk_broken`` counts the rules that the walk down the ranking breaks.
    """

    id: int
    name: str
    draft: PlanDraft
    budget: Money
    cost: Money
    value: float
    gap: float
    funded: int
    draws: int
    women_led: int | None
    walk_cost: Money
    walk_value: float
    walk_funded: int
    walk_broken: int
    created_at: datetime
    decided_at: datetime | None
    decided_how: str | None
    reason: str
    version: int
    changed: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """What a plan gives a proposal; ``level`` 0 is left out, ``place`` its place in the ranking (from 1)."""

    proposal_id: int
    code: str
    title: str
    track: Track
    state: ProposalState
    version: int
    requested: Money
    place: int
    level: int
    amount: Money
    score: float | None
    chance: float
    walked: Money
    in_walk: bool


@dataclass(frozen=True, slots=True)
class FundingCandidate:
    """A proposal that must or must not can name."""

    id: int
    code: str
    title: str
    state: ProposalState


@dataclass(frozen=True, slots=True)
class Ground:
    """What rules can name: the values of each dimension as (value, Swahili name, English name)."""

    candidates: tuple[FundingCandidate, ...]
    resolutions: tuple[str, ...]
    tracks: tuple[str, ...]
    regions: tuple[tuple[str, str, str], ...]
    institutions: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class FundingObstacle:
    """One of the rules that contradict each other: ``kind`` is budget, rule, women, must or must_not."""

    kind: str
    rule: RuleDraft | None = None
    value: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Blocked:
    """Rules that cannot hold together; ``budget`` is the smallest that would keep all, None when none would."""

    obstacles: tuple[FundingObstacle, ...]
    budget: Money | None


@dataclass(frozen=True, slots=True)
class Needed:
    """The smallest change that would bring a proposal in: a score higher by, money more, or a request of."""

    score: float | None
    budget: Money | None
    request: Money | None
    obstacles: tuple[FundingObstacle, ...] = ()

    @property
    def tied(self) -> bool:
        """Whether a plan of the same worth funds it as it is."""
        return self.score is not None and self.score < SAME_WORTH


@dataclass(frozen=True, slots=True)
class Comparison:
    """A plan computed again: whether its input is the same, and whether the result is."""

    same_input: bool
    same_result: bool
