"""Starting values of the variances, by the method of moments."""

import numpy as np

from innovation_hub.methods.ranking.numbers import Floats, counted
from innovation_hub.methods.ranking.reviews import Reviews

LEAST = 0.02
"""Lower limit of each starting value, as a share of the total variance."""


def moments(reviews: Reviews, centred: Floats, review: bool) -> Floats:
    """Approximate variances (V,) of proposals, judges, reviews (if ``review``) and rest.

    The variances of all reviews' means, of judges' means and of proposals' means are linear in the three components
    of a review's mean; ``centred`` (N,) are scores minus their criterion's mean.
    """
    means = reviews.per_review(reviews.weights[reviews.criterion] * centred) / reviews.weight
    n_u, n_s = counted(reviews.proposal, reviews.proposals), counted(reviews.judge, reviews.judges)
    spreads = [means.var(), (reviews.per_proposal(means) / n_u).var(), (reviews.per_judge(means) / n_s).var()]
    by_u, by_s = float((1 / n_u).mean()), float((1 / n_s).mean())
    system = np.array([[1.0, 1.0, 1.0], [1.0, by_u, by_u], [by_s, 1.0, by_s]])
    parts = np.linalg.lstsq(system, np.array(spreads), rcond=None)[0]
    whole = float(centred.var())
    each = np.maximum(parts, LEAST * whole)
    if not reviews.several:
        return np.asarray(each)
    apart = centred - means[reviews.row]
    rest = float(apart @ apart) / max(1, len(centred) - len(means) - len(reviews.weights) + 1)
    rest = max(rest, LEAST * whole)
    if not review:
        return np.array([each[0], each[1], max(whole - each[0] - each[1], LEAST * whole)])
    halo = max(each[2] - rest / float(reviews.weight.mean()), LEAST * whole)
    return np.array([each[0], each[1], halo, rest])
