"""Scores aggregated by review: those of one judge for one proposal over all criteria.

The models work on these sums instead of single scores, so that their cost grows with the number of reviews.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from innovation_hub.errors import Invalid
from innovation_hub.methods.ranking.io.scores import Scores, arranged
from innovation_hub.methods.ranking.numbers import Floats, Index, summed

APART = 1_000_000
"""The largest ratio of two positive weights: beyond it sums lose too many digits."""


@dataclass(frozen=True, eq=False)
class Reviews:
    """Weighted sums over the criteria of each of the R reviews, in order of proposal and judge.

    ``proposal``, ``judge`` (R,): indices; ``weight`` (R,): sum of the weights of the criteria scored; ``total`` (R,):
    sum of weight times value; ``marks`` (R, K), sparse: the weight of each criterion scored; ``row`` (N,): the review
    of each score; ``values`` (N,): scores, more is better; ``criterion`` (N,): its index; ``weights`` (K,): the
    criteria's weights, 1 on average.
    """

    proposals: int
    judges: int
    proposal: Index
    judge: Index
    weight: Floats
    total: Floats
    marks: sparse.csr_array
    row: Index
    values: Floats
    criterion: Index
    weights: Floats

    def __len__(self) -> int:
        return len(self.proposal)

    @property
    def several(self) -> bool:
        """Whether any review has more than one score."""
        return len(self.values) > len(self)

    @cached_property
    def by_criterion(self) -> sparse.csc_array:
        """The transposed marks (K, R), whose product with (R,) values is their weighted sums by criterion."""
        return self.marks.T

    def per_proposal(self, values: Floats) -> Floats:
        """Sums of (R,) values over the reviews of each proposal (P,)."""
        return summed(self.proposal, values, self.proposals)

    def per_judge(self, values: Floats) -> Floats:
        """Sums of (R,) values over the reviews of each judge (J,)."""
        return summed(self.judge, values, self.judges)

    def per_review(self, values: Floats) -> Floats:
        """Sums of (N,) values over the scores of each review (R,)."""
        return summed(self.row, values, len(self))


def gather(scores: Scores, weights: Floats, sign: float) -> Reviews:
    """Aggregate scores by review; ``weights`` (K,) are positive with mean 1, scores are multiplied by ``sign``."""
    pair = scores.proposal * len(scores.judges) + scores.judge
    first = np.flatnonzero(np.diff(pair, prepend=-1))
    row = np.cumsum(np.diff(pair, prepend=-1) != 0) - 1
    values = sign * scores.value
    w = weights[scores.criterion]
    pointers = np.append(first, len(pair))
    marks = sparse.csr_array((w, scores.criterion, pointers), shape=(len(first), len(weights)))
    return Reviews(
        proposals=len(scores.proposals),
        judges=len(scores.judges),
        proposal=scores.proposal[first],
        judge=scores.judge[first],
        weight=np.add.reduceat(w, first),
        total=np.add.reduceat(w * values, first),
        marks=marks,
        row=row,
        values=values,
        criterion=scores.criterion,
        weights=weights,
    )


def weigh(scores: Scores, weights: Mapping[str, float] | None) -> tuple[Scores, Floats]:
    """The scores of criteria with a positive weight, and these weights (K,), 1 on average.

    Without ``weights`` all criteria have the same. Raises ``Invalid`` when a criterion has no weight, a weight has no
    criterion, a weight is negative or not finite, none is positive, or the ratio of two exceeds ``APART``.
    """
    if weights is None:
        return scores, np.ones(len(scores.criteria))
    _check(weights, scores.criteria)
    given = np.array([float(weights[name]) for name in scores.criteria])
    given = np.ldexp(
        given, -np.frexp(given.max())[1]
    )  # scaling by a power of two is exact and avoids overflow
    if not given.all():
        scores, given = _without(scores, given == 0), given[given > 0]
    return scores, given * (len(given) / given.sum())


def _check(weights: Mapping[str, float], criteria: tuple[str, ...]) -> None:
    if unknown := sorted(set(weights) - set(criteria)):
        raise Invalid("scores.weight_unknown", field="weights", name=unknown[0], names=", ".join(criteria))
    if missing := [name for name in criteria if name not in weights]:
        raise Invalid("scores.weight_missing", field="weights", name=missing[0])
    if not all(0 <= weight < np.inf for weight in weights.values()) or not any(weights.values()):
        raise Invalid("scores.weight_not_positive", field="weights")
    if max(weights.values()) > APART * min(filter(None, weights.values())):
        raise Invalid("scores.weights_apart", field="weights", most=APART)


def _without(scores: Scores, left_out: NDArray[np.bool_]) -> Scores:
    keep = ~left_out[scores.criterion]
    names = ((*scores.proposals, *scores.unscored), scores.judges, scores.criteria)
    codes = [code[keep] for code in (scores.proposal, scores.judge, scores.criterion)]
    return arranged(names, codes, scores.value[keep])[0]
