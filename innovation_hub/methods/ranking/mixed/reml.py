"""Variances by restricted maximum likelihood, with the average information algorithm.

Gilmour, Thompson and Cullis, «Average information REML», Biometrics 51 (1995) 1440-1450; Johnson and Thompson,
J. Dairy Sci. 78 (1995) 449-456. Steps that decrease the likelihood are shortened; a variance is bounded below by a
floor and released from it when the slope is positive.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from innovation_hub.methods.ranking.mixed.design import Design
from innovation_hub.methods.ranking.mixed.equations import Effects, Equations, EquationSums
from innovation_hub.methods.ranking.mixed.moments import moments
from innovation_hub.methods.ranking.mixed.residual import Residual
from innovation_hub.methods.ranking.numbers import Floats, summed

STEPS = 60
TOLERANCE = 1e-7
"""Change of the variances, relative to the spread of the scores, below which the search has converged."""
GAIN = 1e-6
"""Gain in log-likelihood below which the search has converged."""
DAMPING = 1e-5
"""Share of each factor's own information that is added to the average information."""
FLOOR = 1e-9
"""Lower bound of a variance, relative to the spread of the scores."""
PROPOSAL, JUDGE, REVIEW, REST = "proposal", "judge", "review", "residual"


@dataclass(frozen=True, eq=False)
class SearchPoint:
    """The restricted likelihood at ``variances`` (V,), with its derivatives and the solution.

    ``slope`` (V,), average ``information`` (V, V); ``responses``: solutions for the working vectors of the average
    information, one for each variance.
    """

    variances: Floats
    likelihood: float
    slope: Floats
    information: Floats
    equations: Equations
    effects: Effects
    responses: tuple[Effects, ...]


@dataclass(frozen=True, eq=False)
class Fit:
    """The variances found; ``free`` (V,): whether each is above its floor."""

    names: tuple[str, ...]
    point: SearchPoint
    free: NDArray[np.bool_]
    converged: bool

    def sure(self, name: str) -> float:
        """A variance divided by its standard error; 0 at its floor."""
        free = np.flatnonzero(self.free)
        if not self.variance(name):
            return 0.0
        covariance = np.linalg.pinv(self.point.information[np.ix_(free, free)])
        index = int(np.searchsorted(free, self.names.index(name)))
        return float(self.variance(name) / np.sqrt(max(covariance[index, index], 1e-300)))

    def variance(self, name: str) -> float:
        """A variance by its name; 0 when it is at its floor or not in the model."""
        if name not in self.names:
            return 0.0
        index = self.names.index(name)
        return float(self.point.variances[index]) if self.free[index] else 0.0


class Likelihood:
    """The restricted likelihood of a crossed model, with or without a variance of reviews.

    Scores are given as deviations from their criterion's mean, which reduces rounding errors and changes nothing else.
    """

    def __init__(self, design: Design, centred: Floats, review: bool) -> None:
        reviews = design.reviews
        self.design, self.review = design, review
        self.names = (PROPOSAL, JUDGE, REVIEW, REST) if review else (PROPOSAL, JUDGE, REST)
        weighted = reviews.weights[reviews.criterion] * centred
        self.sums = EquationSums(
            reviews.per_review(weighted), summed(reviews.criterion, weighted, len(reviews.weights))
        )
        self.squares = float(weighted @ centred)
        self.spread = self.squares / len(centred)

    def at(self, variances: Floats) -> SearchPoint:
        """Value, slope and average information at ``variances`` (V,).

        Raises ``LinAlgError`` where the equations are not positive definite.
        """
        u, s, e = variances[0], variances[1], variances[-1]
        r = variances[2] if self.review else 0.0
        equations = Equations(self.design, e / u, e / s, r / e)
        effects = equations.solve(self.sums)
        reviews = self.design.reviews
        n, p = len(reviews.values), len(reviews.weights)
        absorbed = self.squares - equations.gamma * float(equations.f @ self.sums.review**2)
        quadratic = (absorbed - effects.explained) / e
        logs = reviews.proposals * np.log(u) + reviews.judges * np.log(s)
        logs += (n - p - reviews.proposals - reviews.judges) * np.log(e) + equations.logdet
        residual = Residual(self.design, self.sums, self.review, equations, effects)
        slope = -0.5 * (residual.expected(variances) - residual.observed(variances, quadratic))
        information, responses = residual.information(variances, quadratic)
        return SearchPoint(
            variances, -0.5 * (logs + quadratic), slope, information, equations, effects, responses
        )


def fit(design: Design, centred: Floats, *, review: bool, start: Floats | None = None) -> Fit:
    """The variances that maximise the restricted likelihood.

    ``centred`` (N,): scores minus their criterion's mean; ``review``: whether to include a variance of reviews;
    ``start`` (V,): starting values, by default those of `moments`.
    """
    likelihood = Likelihood(design, centred, review)
    floor = FLOOR * likelihood.spread
    begin = moments(design.reviews, centred, review) if start is None else start
    point = likelihood.at(np.maximum(begin, 1e-4 * likelihood.spread))
    for _ in range(STEPS):
        found = _step(likelihood, point, floor)
        moved = np.abs(found.variances - point.variances).max()
        gained = found.likelihood - point.likelihood
        point = found
        if moved < TOLERANCE * likelihood.spread and gained < GAIN:
            return Fit(likelihood.names, point, point.variances > floor, True)
    return Fit(likelihood.names, point, point.variances > floor, False)


def _step(likelihood: Likelihood, point: SearchPoint, floor: float) -> SearchPoint:
    """The next point, of at least the same likelihood; the same point when no step succeeds.

    The average information, which is singular when scores fit too well, is damped by a share of the information that
    error-free levels of each factor would have (Levenberg and Marquardt); the share grows until a step succeeds.
    """
    reviews, variances, spread = likelihood.design.reviews, point.variances, likelihood.spread
    levels = {
        PROPOSAL: reviews.proposals,
        JUDGE: reviews.judges,
        REVIEW: len(reviews),
        REST: len(reviews.values),
    }
    known = np.array([levels[name] for name in likelihood.names]) / (2 * (variances + 1e-3 * spread) ** 2)
    which = np.flatnonzero((variances > floor) | (point.slope > 0))
    # A variance decreases by at most 90 % in one step, unless it is almost 0.
    least = np.where(variances > 1e-6 * spread, 0.1 * variances, floor)
    most = 5 * np.maximum(variances, 0.02 * spread)
    slack = 1e-11 * abs(point.likelihood)
    for attempt in range(10):
        damped = point.information + np.diag(known * DAMPING * 10.0**attempt)
        to = variances.copy()
        to[which] += np.linalg.solve(damped[np.ix_(which, which)], point.slope[which])
        try:
            found = likelihood.at(np.clip(to, np.maximum(least, floor), most))
        except np.linalg.LinAlgError:
            continue
        if found.likelihood >= point.likelihood - slack:
            return found
    return point
