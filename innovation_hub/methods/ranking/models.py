"""The models by name: one way in for all."""

import numpy as np

from innovation_hub.domain.ranking import Caution, Model, Scale
from innovation_hub.methods.ranking import linear, rasch, simple
from innovation_hub.methods.ranking.fit import Fitted, Groups, Judging
from innovation_hub.methods.ranking.reviews import Reviews

FITS = {
    Model.MEAN: simple.mean,
    Model.ZSCORE: simple.zscore,
    Model.LINEAR: linear.fit,
    Model.RASCH: rasch.fit,
}


def fitted(model: Model, reviews: Reviews, groups: Groups, scale: Scale) -> Fitted:
    """The model fitted to scores of which more is better; where all scores are the same nothing is fitted."""
    if np.ptp(reviews.values) == 0:
        return _flat(reviews)
    return FITS[model](reviews, groups)


def _flat(reviews: Reviews) -> Fitted:
    """All that can be said when all scores are the same: every proposal has that score."""
    score = np.full(reviews.proposals, reviews.values[0])
    nothing, judges = np.zeros(reviews.proposals), np.zeros(reviews.judges)
    return Fitted(
        score=score,
        se=nothing,
        judging=Judging(judges, judges, judges),
        difficulty=np.zeros(len(reviews.weights)),
        variance={},
        reliability=float("nan"),
        needed=np.full(reviews.proposals, np.nan),
        draw=lambda random, count: np.tile(score.astype(np.float32), (count, 1)),
        cautions=(Caution.NO_SPREAD,),
    )
