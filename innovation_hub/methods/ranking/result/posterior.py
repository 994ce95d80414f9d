"""Posterior of the scores: joint draws, used by panels and funding."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from innovation_hub.methods.ranking.fit import Fitted
from innovation_hub.methods.ranking.groups import groups
from innovation_hub.methods.ranking.io.scores import Scores
from innovation_hub.methods.ranking.models import fitted
from innovation_hub.methods.ranking.numbers import Draws, Floats
from innovation_hub.methods.ranking.reviews import gather, weigh
from innovation_hub.methods.terms.ranking import Model, Scale

MOST, LEAST, NUMBERS = 4000, 400, 10_000_000


@dataclass(frozen=True, eq=False)
class Posterior:
    """The posterior distribution of the proposals' scores.

    ``proposals``: their names, sorted; ``mean``, ``se`` (P,) and ``draws`` (D, P) in the call's units, best at the end
    given by ``scale.direction``; a row of ``draws`` is one joint sample of all scores.
    """

    proposals: tuple[str, ...]
    mean: Floats
    se: Floats
    draws: Draws
    scale: Scale

    @property
    def merit(self) -> Draws:
        """The draws (D, P), with the sign changed where less is better."""
        return self.draws if self.scale.sign > 0 else -self.draws


def posterior(
    scores: Scores,
    *,
    model: Model = Model.LINEAR,
    weights: Mapping[str, float] | None = None,
    scale: Scale | None = None,
    seed: int = 0,
    draws: int | None = None,
) -> Posterior:
    """Joint draws of the proposals' scores; the same scores, model, weights and seed give the same draws.

    ``draws`` is their number, by default 4,000, or fewer when there are many proposals. Raises ``Invalid`` when the
    weights do not match the criteria or the model does not support the scores.
    """
    scale = scale or Scale()
    scores, w = weigh(scores, weights)
    reviews = gather(scores, w, scale.sign)
    fit = fitted(model, reviews, groups(reviews), scale)
    drawn = draw(fit, seed, draws)
    return Posterior(scores.proposals, scale.sign * fit.score, fit.se, np.float32(scale.sign) * drawn, scale)


def draw(fit: Fitted, seed: int, draws: int | None) -> Draws:
    """Joint draws (D, P) of the scores, more is better; ``draws`` is their number, None for the default."""
    count = draws or max(LEAST, min(MOST, NUMBERS // len(fit.score)))
    return fit.draw(np.random.default_rng(seed), count)
