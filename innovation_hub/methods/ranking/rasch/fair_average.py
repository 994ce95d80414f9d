"""The fair average: the score that a proposal would get from a judge of average severity (Linacre, 1989)."""

from dataclasses import dataclass

import numpy as np

from innovation_hub.methods.ranking.numbers import Floats
from innovation_hub.methods.ranking.rasch.rating_scale import probabilities

POINTS, REACH = 2001, 12.0


@dataclass(frozen=True, eq=False)
class Fair:
    """The curve from ability (logits) to the expected score in the call's units, as points on a grid.

    The curve is increasing; abilities beyond the grid, where it is flat, get its end values.
    """

    ability: Floats
    value: Floats
    rise: Floats

    @classmethod
    def of(cls, values: Floats, thresholds: Floats, criteria: Floats, mix: Floats) -> "Fair":
        """The curve for categories' ``values`` (M+1,), ``thresholds`` (M,), and criteria's shifts and shares (K,)."""
        reach = REACH + float(np.abs(thresholds).max()) + float(np.abs(criteria).max())
        ability = np.linspace(-reach, reach, POINTS)
        steps = np.arange(float(len(values)))
        value, rise = np.zeros(POINTS), np.zeros(POINTS)
        for shift, share in zip(criteria, mix, strict=True):
            chances = probabilities(ability + shift, thresholds)
            value += share * (chances @ values)
            rise += share * (chances @ (values * steps) - (chances @ values) * (chances @ steps))
        return cls(ability, value, rise)

    def score(self, ability: Floats) -> Floats:
        """The fair average at abilities of any shape."""
        return np.asarray(np.interp(ability, self.ability, self.value))

    def slope(self, ability: Floats) -> Floats:
        """The derivative of the fair average, per logit, at abilities of any shape."""
        return np.asarray(np.interp(ability, self.ability, self.rise))
