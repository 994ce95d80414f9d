"""Variances by restricted maximum likelihood, with the average information algorithm.

Gilmour, Thompson and Cullis, «Average information REML», Biometrics 51 (1995) 1440-1450; Johnson and Thompson,
J. Dairy Sci. 78 (1995) 449-456. Steps that lose likelihood are halved; a variance that would fall below its floor
is set there and taken up again when the likelihood wants it to grow.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from innovation_hub.methods.ranking.equations import Design, Effects, Equations, Sums, dense, divided
from innovation_hub.methods.ranking.numbers import Floats, summed

STEPS = 60
SETTLED = 1e-9
"""Change of the variances, relative to the spread of the scores, at which the search ends."""
FLOOR = 1e-9
"""Least variance, relative to the spread of the scores."""
PROPOSAL, JUDGE, REVIEW, REST = "proposal", "judge", "review", "residual"


@dataclass(frozen=True, eq=False)
class Point:
    """The restricted likelihood at some variances, with what a step and the answer need.

    ``slope`` (V,) and ``information`` (V, V) belong to ``variances`` (V,); ``pulls`` are the effects that belong to
    the working vectors of the average information, one for each variance.
    """

    variances: Floats
    likelihood: float
    slope: Floats
    information: Floats
    equations: Equations
    effects: Effects
    pulls: tuple[Effects, ...]


@dataclass(frozen=True, eq=False)
class Fit:
    """The variances found; ``free`` (V,) tells those above their floor, ``settled`` whether the search ended well."""

    names: tuple[str, ...]
    point: Point
    free: NDArray[np.bool_]
    settled: bool

    def variance(self, name: str) -> float:
        """A variance by its name; 0 when it lies on its floor or is no part of the model."""
        if name not in self.names:
            return 0.0
        place = self.names.index(name)
        return float(self.point.variances[place]) if self.free[place] else 0.0


class Likelihood:
    """The restricted likelihood of a crossed model, with or without a variance between reviews.

    The scores are taken in as deviations from their criterion's mean, which changes nothing but rounding.
    """

    def __init__(self, design: Design, centred: Floats, review: bool) -> None:
        reviews = design.reviews
        self.design, self.review = design, review
        self.names = (PROPOSAL, JUDGE, REVIEW, REST) if review else (PROPOSAL, JUDGE, REST)
        weighted = reviews.weights[reviews.criterion] * centred
        self.sums = Sums(
            reviews.per_review(weighted), summed(reviews.criterion, weighted, len(reviews.weights))
        )
        self.squares = float(weighted @ centred)
        self.spread = self.squares / len(centred)

    def at(self, variances: Floats) -> Point:
        """Value, slope and average information; raises ``LinAlgError`` where it cannot be computed."""
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
        residual = _Residual(self, equations, effects)
        slope = -0.5 * (residual.expected(variances) - residual.observed(variances, quadratic))
        information, pulls = residual.information(variances, quadratic)
        return Point(variances, -0.5 * (logs + quadratic), slope, information, equations, effects, pulls)


class _Residual:
    """What is left of the scores at a solution, and the traces of its covariance."""

    def __init__(self, likelihood: Likelihood, equations: Equations, effects: Effects) -> None:
        reviews = likelihood.design.reviews
        self.likelihood, self.equations, self.effects, self.reviews = likelihood, equations, effects, reviews
        both = effects.proposal[reviews.proposal] + effects.judge[reviews.judge]
        left = likelihood.sums.review - reviews.marks @ effects.criterion - reviews.weight * both
        self.review = equations.gamma * equations.f * left
        self.both = both
        self.left = left - reviews.weight * self.review

    def expected(self, variances: Floats) -> Floats:
        """trace(P V_k) for each variance (V,)."""
        equations, reviews = self.equations, self.reviews
        u, s, e = variances[0], variances[1], variances[-1]
        inverse, judges = equations.inverse, reviews.judges
        trace_s = np.trace(inverse[:judges, :judges])
        found = [(reviews.proposals - equations.trace_u * e / u) / u, (judges - trace_s * e / s) / s]
        used = len(reviews.values) - len(reviews.weights) - found[0] * u - found[1] * s
        if self.likelihood.review:
            r = variances[2]
            found.append((len(reviews) - self._trace_review() * e / r) / r)
            used -= found[2] * r
        return np.array([*found, used / e])

    def _trace_review(self) -> float:
        """Trace of the reviews' posterior covariance in units of σe²: γf each, and what (u, θ) add to it."""
        equations, design = self.equations, self.likelihood.design
        over = divided(equations.crossing, equations.d)
        f2 = (equations.gamma * equations.f) ** 2
        weight = self.reviews.weight
        g = self.reviews.per_proposal(f2 * weight**2)
        crossing = design.crossing(f2 * weight)
        kept = design.squared(f2)
        inner = dense(divided(over, 1 / g).T @ over) - 2 * dense(over.T @ crossing)
        return float(
            (equations.gamma * equations.f).sum()
            + (g / equations.d).sum()
            + np.vdot(inner + kept, equations.inverse)
        )

    def observed(self, variances: Floats, quadratic: float) -> Floats:
        """y'P V_k P y for each variance (V,)."""
        u, s, e = variances[0], variances[1], variances[-1]
        parts = [
            self.effects.proposal @ self.effects.proposal / u,
            self.effects.judge @ self.effects.judge / s,
        ]
        if self.likelihood.review:
            parts.append(self.review @ self.review / variances[2])
        own = [part / variance for part, variance in zip(parts, variances, strict=False)]
        return np.array([*own, (quadratic - sum(parts)) / e])

    def information(self, variances: Floats, quadratic: float) -> tuple[Floats, tuple[Effects, ...]]:
        """The average information (V, V), and the effects of its working vectors V_k P y."""
        equations, reviews, e = self.equations, self.reviews, variances[-1]
        flat = [self.effects.proposal[reviews.proposal], self.effects.judge[reviews.judge]]
        if self.likelihood.review:
            flat.append(self.review)
        flat = [values / variance for values, variance in zip(flat, variances, strict=False)]
        sums = [Sums(reviews.weight * values, reviews.marks.T @ values) for values in flat]
        criterion = self.likelihood.sums.criterion - self.likelihood.design.marked * self.effects.criterion
        criterion = criterion - reviews.marks.T @ (self.both + self.review)
        sums.append(Sums(self.left / e, criterion / e))
        pulls = tuple(equations.solve(each) for each in sums)
        count = len(variances)
        products = np.empty((count, count))
        for a in range(count):
            for b in range(a, count):
                products[a, b] = products[b, a] = self._product(a, b, flat, sums, variances, quadratic)
                products[a, b] -= self._explained(sums[a], pulls[b])
                products[b, a] = products[a, b]
        return products / (2 * e), pulls

    def _product(
        self, a: int, b: int, flat: list[Floats], sums: list[Sums], variances: Floats, quadratic: float
    ) -> float:
        """q_a' W q_b in units of 1/σe²."""
        f, gamma = self.equations.f, self.equations.gamma
        if a < len(flat):
            return float((f * sums[b].review) @ flat[a])
        e = variances[-1]
        within = self.observed(variances, quadratic)[-1]  # the residual's own squares, over σe⁴
        return float(within - gamma * (f @ sums[a].review ** 2)) if e else 0.0

    def _explained(self, sums: Sums, pull: Effects) -> float:
        """q_a' W X of the equations' solution for q_b."""
        reviews, f = self.reviews, self.equations.f
        scaled = f * sums.review
        b = sums.criterion - self.equations.gamma * (reviews.marks.T @ scaled)
        whole = pull.proposal[reviews.proposal] + pull.judge[reviews.judge]
        return float(scaled @ whole + b @ pull.criterion)


def fit(design: Design, centred: Floats, *, review: bool) -> Fit:
    """The variances that make the scores likeliest.

    ``centred`` (N,): scores less their criterion's mean; ``review``: whether reviews vary beyond their scores.
    """
    likelihood = Likelihood(design, centred, review)
    floor = FLOOR * likelihood.spread
    count = len(likelihood.names)
    point = likelihood.at(np.full(count, likelihood.spread / count))
    for _ in range(STEPS):
        free = (point.variances > floor) | (point.slope > 0)
        found = _step(likelihood, point, free, floor)
        if found is None:
            return Fit(
                likelihood.names, point, point.variances > floor, _flat(point, free, likelihood.spread)
            )
        moved = np.abs(found.variances - point.variances).max()
        point = found
        if moved < SETTLED * likelihood.spread:
            return Fit(likelihood.names, point, point.variances > floor, True)
    return Fit(likelihood.names, point, point.variances > floor, False)


def _step(likelihood: Likelihood, point: Point, free: NDArray[np.bool_], floor: float) -> Point | None:
    """The next point, which is at least as likely, or None when there is none."""
    which = np.flatnonzero(free)
    move = np.zeros(len(free))
    information = point.information[np.ix_(which, which)]
    move[which] = np.linalg.lstsq(information, point.slope[which], rcond=1e-12)[0]
    slack = 1e-11 * abs(point.likelihood)
    for halving in range(12):
        # A variance falls by no more than nine tenths at once, unless it is next to nothing already.
        least = np.where(point.variances > 1e-4 * likelihood.spread, 0.1 * point.variances, floor)
        to = np.maximum(point.variances + move * 0.5**halving, np.maximum(least, floor))
        try:
            found = likelihood.at(to)
        except np.linalg.LinAlgError:
            continue
        if found.likelihood >= point.likelihood - slack:
            return found
    return None


def _flat(point: Point, free: NDArray[np.bool_], spread: float) -> bool:
    """Whether the slope is nothing but rounding, so that no better point was to be found."""
    return bool(np.abs(point.slope[free]).max(initial=0.0) * spread < 1e-4 * max(1.0, abs(point.likelihood)))
