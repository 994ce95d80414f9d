"""Fitting a model by its name."""

import numpy as np

from innovation_hub.methods.ranking import simple
from innovation_hub.methods.ranking.fit import Fitted, Groups, Judging
from innovation_hub.methods.ranking.mixed import linear
from innovation_hub.methods.ranking.numbers import centred
from innovation_hub.methods.ranking.rasch import many_facet
from innovation_hub.methods.ranking.reviews import Reviews
from innovation_hub.methods.terms.ranking import Caution, Model, Scale

FITS = {
    Model.MEAN: simple.mean,
    Model.ZSCORE: simple.zscore,
    Model.LINEAR: linear.fit,
    Model.RASCH: many_facet.fit,
}


def fitted(model: Model, reviews: Reviews, groups: Groups, scale: Scale) -> Fitted:
    """The model fitted to scores of which more is better.

    Without variation (all scores equal, or for the linear and Rasch models equal within each criterion) nothing is
    fitted, and the result has a caution.
    """
    if np.ptp(reviews.values) == 0:
        return _flat(reviews, Caution.NO_SPREAD)
    means = np.bincount(reviews.criterion, reviews.values) / np.bincount(reviews.criterion)
    if model in (Model.LINEAR, Model.RASCH) and not (reviews.values - means[reviews.criterion]).any():
        return _flat(reviews, Caution.PROPOSALS_ALIKE)
    return FITS[model](reviews, groups)


def _flat(reviews: Reviews, caution: Caution) -> Fitted:
    """The result when proposals do not differ: every one has the same score."""
    means = np.bincount(reviews.criterion, reviews.values) / np.bincount(reviews.criterion)
    level = float(reviews.weights @ means / reviews.weights.sum())
    score = np.full(reviews.proposals, level)
    # All orders are equally likely: tiny noise gives each draw a random one.
    noise = 1e-3 * max(1.0, abs(level))
    no_error, judges = np.zeros(reviews.proposals), np.zeros(reviews.judges)
    return Fitted(
        score=score,
        se=no_error,
        judging=Judging(judges, judges, judges),
        difficulty=-centred(means),
        variance={},
        reliability=float("nan"),
        needed=np.full(reviews.proposals, np.nan),
        draw=lambda random, count: random.normal(level, noise, (count, len(score))).astype(np.float32),
        cautions=(caution,),
    )
