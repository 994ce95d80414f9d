"""Ranking of proposals from a table of scores, with the uncertainty of ranks."""

from collections.abc import Mapping
from math import ceil

import numpy as np

from innovation_hub.errors import Invalid
from innovation_hub.methods.ranking.fit import Fitted, Groups
from innovation_hub.methods.ranking.groups import groups
from innovation_hub.methods.ranking.io.scores import Scores
from innovation_hub.methods.ranking.models import fitted
from innovation_hub.methods.ranking.numbers import Floats, Index
from innovation_hub.methods.ranking.result.cautions import warned
from innovation_hub.methods.ranking.result.places import Places, places, ranks
from innovation_hub.methods.ranking.result.posterior import draw
from innovation_hub.methods.ranking.result.records import Difficulty, Placed, Ranking, Strictness
from innovation_hub.methods.ranking.reviews import Reviews, gather, weigh
from innovation_hub.methods.terms.ranking import Model, Scale


def rank(
    scores: Scores,
    *,
    model: Model = Model.LINEAR,
    weights: Mapping[str, float] | None = None,
    scale: Scale | None = None,
    top: int | None = None,
    seed: int = 0,
    draws: int | None = None,
) -> Ranking:
    """Rank the proposals; the same scores in any order, with the same options, give the same ranking.

    ``weights`` by criterion, equal by default; ``scale``: the call's range and direction; ``top``: number of places
    that count as the top, by default a tenth of the proposals, rounded up; ``draws``: number of joint draws for the
    intervals and probabilities. Raises ``Invalid`` when ``top`` is below 1, the weights do not match the criteria, or
    the model does not support the scores.
    """
    if top is not None and top < 1:
        raise Invalid("scores.top", field="top")
    scale = scale or Scale()
    scores, w = weigh(scores, weights)
    reviews = gather(scores, w, scale.sign)
    found = groups(reviews)
    fit = fitted(model, reviews, found, scale)
    places_of_top = top or ceil(len(scores.proposals) / 10)
    drawn = draw(fit, seed, draws)
    intervals = places(drawn, found, places_of_top)
    return Ranking(
        model=model,
        scale=scale,
        seed=seed,
        draws=len(drawn),
        top=places_of_top,
        proposals=_proposals(scores, reviews, found, fit, intervals, scale.sign),
        judges=_judges(scores, reviews, found, fit),
        criteria=tuple(map(Difficulty, scores.criteria, fit.difficulty.tolist(), w.tolist())),
        categories=tuple((scale.sign * fit.categories).tolist()),
        thresholds=tuple(fit.thresholds.tolist()),
        reliability=_known(fit.reliability),
        variance=fit.variance,
        groups=tuple(found.size.tolist()),
        warnings=warned(scores, reviews, found, fit, scale),
    )


def _proposals(
    scores: Scores, reviews: Reviews, found: Groups, fit: Fitted, intervals: Places, sign: float
) -> tuple[Placed, ...]:
    rank_of = ranks(fit.score, found)
    order = np.lexsort((np.arange(len(rank_of)), rank_of, found.proposal))
    ability = fit.ability
    columns = [
        (sign * fit.score)[order].tolist(),
        _all_known(fit.se, order),
        rank_of[order].tolist(),
        np.minimum(intervals.low, rank_of)[order].tolist(),
        np.maximum(intervals.high, rank_of)[order].tolist(),
        intervals.top[order].tolist(),
        (found.proposal + 1)[order].tolist(),
        np.bincount(reviews.proposal)[order].tolist(),
        [None if more is None else int(more) for more in _all_known(fit.needed, order)],
        _all_known(ability.value, order) if ability else [None] * len(order),
        _all_known(ability.se, order) if ability else [None] * len(order),
    ]
    return tuple(map(Placed, [scores.proposals[index] for index in order.tolist()], *columns))


def _judges(scores: Scores, reviews: Reviews, found: Groups, fit: Fitted) -> tuple[Strictness, ...]:
    judging, order = fit.judging, np.arange(len(scores.judges))
    columns = [
        _all_known(judging.severity, order),
        _all_known(judging.se, order),
        _all_known(judging.consistency, order),
        np.bincount(reviews.judge).tolist(),
        (found.judge + 1).tolist(),
        [None] * len(order) if judging.outfit is None else _all_known(judging.outfit, order),
    ]
    return tuple(map(Strictness, scores.judges, *columns))


def _known(number: float) -> float | None:
    """A number, or None if it is not finite."""
    return float(number) if np.isfinite(number) else None


def _all_known(numbers: Floats, order: Index) -> list[float | None]:
    """`_known` of each number, in the given order."""
    found: list[float | None] = numbers[order].tolist()
    return found if np.isfinite(numbers).all() else [_known(number) for number in numbers[order].tolist()]
