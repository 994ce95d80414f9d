"""Precision of proposals: posterior variances within groups of comparable panels, reliability, reviews needed.

The generalizability coefficient of unbalanced data is 1 minus the mean posterior variance of the difference of two
proposals divided by twice the variance of proposals. When all judges score all proposals it equals
σp²/(σp² + σδ²/n) (Brennan, «Generalizability Theory», 2001, ch. 2), for one criterion ICC(3,n).
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from innovation_hub.methods.ranking.fit import Groups
from innovation_hub.methods.ranking.mixed.design import Matrix
from innovation_hub.methods.ranking.mixed.equations import Equations
from innovation_hub.methods.ranking.numbers import Floats, Index, summed

TARGET = 0.80


@dataclass(frozen=True, eq=False)
class Precision:
    """Posterior variances in units of σe².

    ``proposal`` (P,): effects of proposals; ``contrast`` (P,): effects minus their group's mean, scaled so that the
    mean over a group is half the mean variance of a difference, NaN for a group of one; ``score`` (P,): scores, which
    are effect + mix @ criteria; ``judge`` (J,): effects of judges.
    """

    proposal: Floats
    contrast: Floats
    score: Floats
    judge: Floats


def precision(equations: Equations, groups: Groups, mix: Floats) -> Precision:
    """Diagonals of the inverse of the equations; ``mix`` (K,): shares of the criteria in a score."""
    inverse, d, crossing = equations.inverse, equations.d, equations.crossing
    judges = equations.design.reviews.judges
    own = 1.0 / d
    proposal = equations.proposal
    level = inverse[:, judges:] @ mix  # covariance of (s, β) with the score's fixed part
    score = proposal - 2.0 * (crossing @ level) / d + level[judges:] @ mix
    member = sparse.csr_array((own, (np.arange(len(d)), groups.proposal)), shape=(len(d), len(groups)))
    pull = np.asarray((crossing.T @ member).toarray() if sparse.issparse(crossing) else crossing.T @ member)
    pulled = inverse @ pull
    with_group = own + own * _gathered(crossing, pulled, groups.proposal)
    within = np.bincount(groups.proposal, own, len(groups)) + np.einsum("ij,ij->j", pull, pulled)
    size = groups.size[groups.proposal]
    contrast = proposal - 2 * with_group / size + within[groups.proposal] / size**2
    contrast = np.where(size > 1, np.maximum(contrast, 0.0) * size / np.maximum(size - 1, 1), np.nan)
    return Precision(proposal, contrast, score, np.diagonal(inverse)[:judges].copy())


def location_variance(equations: Equations, row: Index, criterion: Index) -> Floats:
    """Posterior variance of proposal + judge + criterion for each score (N,), in units of σe².

    ``row`` (N,) is the review and ``criterion`` (N,) the criterion of each score.
    """
    inverse, shared = equations.inverse, equations.shared
    reviews = equations.design.reviews
    proposal, judge = reviews.proposal[row], reviews.judge[row]
    place, diagonal = reviews.judges + criterion, np.diagonal(inverse)
    both = np.asarray(shared[proposal, judge] + shared[proposal, place]) / equations.d[proposal]
    found = equations.proposal[proposal] + diagonal[judge] + diagonal[place]
    return np.maximum(found + 2 * (inverse[judge, place] - both), 0.0)


def reliability(contrast: Floats, variance: float, groups: Groups) -> float:
    """Generalizability coefficient from ``contrast`` (P,), in the units of ``variance``; NaN without pairs."""
    size = groups.size[groups.proposal]
    pairs = int((groups.size - 1).sum())
    if not pairs:
        return float("nan")
    error = float(np.nansum(contrast * (size - 1) / size)) / pairs
    return max(0.0, 1.0 - error / variance) if variance > 0 else 0.0


def needed(variances: Floats, variance: float, each: float) -> Floats:
    """Further reviews (P,) that bring each proposal's reliability to .80; ``each`` is a review's error variance.

    A proposal of posterior variance v has the information 1/v - 1/σp²; .80 needs 4/σp², and a review adds 1/``each``.
    Infinite when proposals do not differ.
    """
    if variance <= 0:
        return np.full(len(variances), np.inf)
    lacking = TARGET / (1 - TARGET) / variance - (1.0 / np.maximum(variances, 1e-300) - 1.0 / variance)
    return counted_reviews(lacking * each)


def counted_reviews(lacking: Floats) -> Floats:
    """Numbers of reviews rounded up, at least 0; infinite above a thousand, which is not realistic."""
    whole = np.maximum(0.0, np.ceil(lacking - 1e-9))
    return np.where(whole > 1000, np.inf, whole)


def _gathered(crossing: Matrix, columns: Floats, which: Index) -> Floats:
    """Row i of the crossing times column ``which[i]``."""
    if sparse.issparse(crossing):
        row = np.repeat(np.arange(crossing.shape[0]), np.diff(crossing.indptr))
        products = crossing.data * columns[crossing.indices, which[row]]
        return summed(row, products, crossing.shape[0])
    return np.asarray(np.einsum("ij,ji->i", crossing, columns[:, which]))
