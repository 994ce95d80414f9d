"""Cautions about a ranking, detected in the scores."""

from collections.abc import Iterator

import numpy as np

from innovation_hub.methods.ranking.fit import Fitted, Groups
from innovation_hub.methods.ranking.io.scores import Scores
from innovation_hub.methods.ranking.result.records import Warned
from innovation_hub.methods.ranking.reviews import Reviews
from innovation_hub.methods.terms.ranking import Caution, Scale


def warned(scores: Scores, reviews: Reviews, groups: Groups, fit: Fitted, scale: Scale) -> tuple[Warned, ...]:
    """All cautions: those of the whole call first, then judges by name, then proposals by name."""
    found = [*_call_cautions(reviews, groups), *(Warned(kind) for kind in fit.cautions)]
    found += _judge_cautions(scores, reviews)
    found += _extremes(scores, reviews, scale)
    found += [Warned(Caution.NOT_SCORED, name) for name in scores.unscored]
    return tuple(found)


def _call_cautions(reviews: Reviews, groups: Groups) -> Iterator[Warned]:
    if len(groups) > 1:
        yield Warned(Caution.GROUPS, count=len(groups))
    if reviews.judges == 1:
        yield Warned(Caution.ONE_JUDGE)
    if len(reviews) == reviews.proposals:
        yield Warned(Caution.ONE_REVIEW_EACH)


def _judge_cautions(scores: Scores, reviews: Reviews) -> Iterator[Warned]:
    judge = reviews.judge[reviews.row]
    low, high = np.full(reviews.judges, np.inf), np.full(reviews.judges, -np.inf)
    np.minimum.at(low, judge, reviews.values)
    np.maximum.at(high, judge, reviews.values)
    marks, given = np.bincount(judge), np.bincount(reviews.judge)
    for index, name in enumerate(scores.judges):
        if low[index] == high[index] and marks[index] > 1:
            yield Warned(Caution.JUDGE_WITHOUT_SPREAD, name)
        if given[index] == 1 and reviews.proposals > 1:
            yield Warned(Caution.JUDGE_WITH_ONE_REVIEW, name)


def _extremes(scores: Scores, reviews: Reviews, scale: Scale) -> Iterator[Warned]:
    """Proposals whose scores are all the best or all the worst: of the range, or of those given if it is open."""
    ends = sorted(scale.sign * end for end in (scale.lowest, scale.highest) if end is not None)
    bounded = len(ends) == 2
    worst, best = ends if bounded else (reviews.values.min(), reviews.values.max())
    if worst == best:
        return
    proposal = reviews.proposal[reviews.row]
    low, high = np.full(reviews.proposals, np.inf), np.full(reviews.proposals, -np.inf)
    np.minimum.at(low, proposal, reviews.values)
    np.maximum.at(high, proposal, reviews.values)
    for index, name in enumerate(scores.proposals):
        if low[index] == best:
            yield Warned(Caution.EXTREME_HIGH, name)
        elif high[index] == worst:
            yield Warned(Caution.EXTREME_LOW, name)
