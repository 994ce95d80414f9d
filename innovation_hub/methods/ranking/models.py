"""The models by name: one way in for all."""

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

    Nothing is fitted where all scores are the same, nor by models of variances where they differ by criterion alone.
    """
    if np.ptp(reviews.values) == 0:
        return _flat(reviews, Caution.NO_SPREAD)
    means = np.bincount(reviews.criterion, reviews.values) / np.bincount(reviews.criterion)
    if model in (Model.LINEAR, Model.RASCH) and not (reviews.values - means[reviews.criterion]).any():
        return _flat(reviews, Caution.PROPOSALS_ALIKE)
    return FITS[model](reviews, groups)


def _flat(reviews: Reviews, caution: Caution) -> Fitted:
    """All that can be said when nothing tells proposals apart: every one has the same score."""
    means = np.bincount(reviews.criterion, reviews.values) / np.bincount(reviews.criterion)
    level = float(reviews.weights @ means / reviews.weights.sum())
    score = np.full(reviews.proposals, level)
    # All orders are equally likely: each draw has a random one.
    barely = 1e-3 * max(1.0, abs(level))
    nothing, judges = np.zeros(reviews.proposals), np.zeros(reviews.judges)
    return Fitted(
        score=score,
        se=nothing,
        judging=Judging(judges, judges, judges),
        difficulty=-centred(means),
        variance={},
        reliability=float("nan"),
        needed=np.full(reviews.proposals, np.nan),
        draw=lambda random, count: random.normal(level, barely, (count, len(score))).astype(np.float32),
        cautions=(caution,),
    )
