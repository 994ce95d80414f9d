"""Ranking: the models to choose from, the range of scores, and what a ranking warns of."""

from dataclasses import dataclass
from enum import StrEnum
from math import isfinite

from innovation_hub.errors import Invalid


class Model(StrEnum):
    """How scores become a ranking; ``docs/methods.md`` says when to trust which."""

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
    """The range of a call's scores, both ends allowed, and which end is the best.

    An end that is None is open. Raises ``Invalid`` when the ends are not numbers in order.
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
        """What a score is multiplied by so that more is better: 1 or -1."""
        return 1.0 if self.direction is Direction.HIGHEST else -1.0

    def holds(self, score: float) -> bool:
        """Whether a score lies within the range."""
        return (self.lowest is None or score >= self.lowest) and (
            self.highest is None or score <= self.highest
        )


class Caution(StrEnum):
    """What a reader of a ranking must know; each comes with its subject (a name) or a count."""

    GROUPS = "groups"
    """Panels share no proposal: ranks hold within each group only (count: groups)."""
    ONE_JUDGE = "one_judge"
    """A single judge scored everything: strictness cannot be told from quality."""
    NO_SPREAD = "no_spread"
    """All scores are the same: there is nothing to rank by."""
    PROPOSALS_ALIKE = "proposals_alike"
    """The model finds no difference between proposals beyond chance."""
    JUDGE_WITHOUT_SPREAD = "judge_without_spread"
    """A judge gave everything the same score (subject: the judge)."""
    JUDGE_WITH_ONE_REVIEW = "judge_with_one_review"
    """A judge reviewed a single proposal: severity rests on it alone (subject: the judge)."""
    EXTREME_HIGH = "extreme_high"
    """A proposal has nothing but the best possible score (subject: the proposal)."""
    EXTREME_LOW = "extreme_low"
    """A proposal has nothing but the worst possible score (subject: the proposal)."""
    ONE_REVIEW_EACH = "one_review_each"
    """No proposal has two reviews: chance cannot be told from quality."""
    NOT_SCORED = "not_scored"
    """A proposal is named but nobody scored it; it has no rank (subject: the proposal)."""
    NOT_CONVERGED = "not_converged"
    """The estimates had not settled when the search ended."""


OF_JUDGES = frozenset({Caution.JUDGE_WITHOUT_SPREAD, Caution.JUDGE_WITH_ONE_REVIEW})
"""Cautions whose subject is a judge; any other subject is a proposal."""
