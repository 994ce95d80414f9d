"""Terms of ranking: models, the scale of scores, and cautions about a ranking."""

from dataclasses import dataclass
from enum import StrEnum
from math import isfinite

from innovation_hub.errors import Invalid


class Model(StrEnum):
    """The model of a ranking; ``docs/methods.md`` says when to use which."""

    MEAN = "mean"
    ZSCORE = "zscore"
    LINEAR = "linear"
    RASCH = "rasch"


class Direction(StrEnum):
    """Which end of the scale is the best."""

    HIGHEST = "highest"
    LOWEST = "lowest"


@dataclass(frozen=True, slots=True)
class Scale:
    """The range of a call's scores, both ends included, and which end is the best.

    None leaves an end open. Raises ``Invalid`` when the ends are not finite numbers in ascending order.
    """

    lowest: float | None = None
    highest: float | None = None
    direction: Direction = Direction.HIGHEST

    def __post_init__(self) -> None:
        ends = [end for end in (self.lowest, self.highest) if end is not None]
        if not all(isfinite(end) for end in ends) or (len(ends) == 2 and ends[0] >= ends[1]):
            raise Invalid("scores.range", field="scale")

    @property
    def sign(self) -> float:
        """The factor by which scores are multiplied so that more is better: 1 or -1."""
        return 1.0 if self.direction is Direction.HIGHEST else -1.0

    def holds(self, score: float) -> bool:
        """Whether a score lies within the range."""
        return (self.lowest is None or score >= self.lowest) and (
            self.highest is None or score <= self.highest
        )


class Caution(StrEnum):
    """A caution about a ranking; each has a subject (a name) or a count."""

    GROUPS = "groups"
    """Panels share no proposal: ranks hold within each group only (count: groups)."""
    ONE_JUDGE = "one_judge"
    """A single judge scored everything: strictness cannot be distinguished from quality."""
    NO_SPREAD = "no_spread"
    """All scores are the same, so no ranking is possible."""
    PROPOSALS_ALIKE = "proposals_alike"
    """The model finds no difference between proposals beyond chance."""
    JUDGE_WITHOUT_SPREAD = "judge_without_spread"
    """A judge gave everything the same score (subject: the judge)."""
    JUDGE_WITH_ONE_REVIEW = "judge_with_one_review"
    """A judge reviewed a single proposal: the estimate of severity uses it alone (subject: the judge)."""
    EXTREME_HIGH = "extreme_high"
    """All scores of a proposal are the best possible (subject: the proposal)."""
    EXTREME_LOW = "extreme_low"
    """All scores of a proposal are the worst possible (subject: the proposal)."""
    ONE_REVIEW_EACH = "one_review_each"
    """No proposal has two reviews: chance cannot be distinguished from quality."""
    NOT_SCORED = "not_scored"
    """A proposal without a score, which has no rank (subject: the proposal)."""
    NOT_CONVERGED = "not_converged"
    """The estimation did not converge."""


OF_JUDGES = frozenset({Caution.JUDGE_WITHOUT_SPREAD, Caution.JUDGE_WITH_ONE_REVIEW})
"""Cautions whose subject is a judge; any other subject is a proposal."""
