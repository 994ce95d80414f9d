"""The rating scale: probabilities of the categories given a location on the logit scale.

Andrich, «A rating formulation for ordered response categories», Psychometrika 43 (1978) 561-573: the probability of
category x of 0…M is proportional to exp(x η - τ_1 - … - τ_x), and the thresholds τ (M,) sum to 0.
"""

from dataclasses import dataclass

import numpy as np

from innovation_hub.methods.ranking.numbers import Floats, Index

NODES = 5
"""Nodes of the quadrature over an uncertain location."""
STEP = 0.01
"""Grid spacing of the curves, in logits."""
FARTHEST = 50.0
"""Logits beyond the outermost threshold where the grid ends; the curves are flat there."""


@dataclass(frozen=True, eq=False)
class Expected:
    """Of each score: expectation and variance of its category (N,); and over all scores: slope and information (M, M)
    of the log-likelihood in the thresholds (M,)."""

    mean: Floats
    variance: Floats
    slope: Floats
    information: Floats


def probabilities(eta: Floats, thresholds: Floats) -> Floats:
    """Probability of each category (N, M+1) at locations ``eta`` (N,)."""
    steps = np.arange(len(thresholds) + 1.0)
    logits = np.multiply.outer(eta, steps) - np.append(0.0, np.cumsum(thresholds))
    logits -= logits.max(axis=1, keepdims=True)
    chances = np.exp(logits, out=logits)
    chances /= chances.sum(axis=1, keepdims=True)
    return np.asarray(chances)


@dataclass(frozen=True, eq=False)
class Curves:
    """The scale's expectation and variance (G,), and the probability of category h or more (G, M), on a grid.

    The curves are interpolated linearly between grid points: the error is about 1e-5 of a category, and it saves an
    exponential for each category of each score.
    """

    start: float
    mean: Floats
    variance: Floats
    above: Floats

    @classmethod
    def of(cls, thresholds: Floats, low: float, high: float) -> "Curves":
        """The curves between two locations, limited to where they are not flat: separated scores have infinite ones."""
        low = max(low, float(thresholds.min()) - FARTHEST)
        high = max(min(high, float(thresholds.max()) + FARTHEST), low)
        count = int((high - low) / STEP) + 2
        chances = probabilities(np.asarray(low + STEP * np.arange(float(count))), thresholds)
        steps = np.arange(len(thresholds) + 1.0)
        mean = chances @ steps
        variance = np.maximum(chances @ steps**2 - mean**2, 1e-12)
        return cls(low, mean, variance, np.cumsum(chances[:, ::-1], axis=1)[:, ::-1][:, 1:])

    def locate(self, eta: Floats) -> tuple[Index, Floats]:
        """The grid point below each location (N,), and the fraction of the way to the next, from 0 to 1 (N,)."""
        at = np.clip((eta - self.start) / STEP, 0.0, len(self.mean) - 1.0)
        below = np.minimum(at.astype(np.int64), len(self.mean) - 2)
        return below, at - below


def expected(eta: Floats, spread: Floats, category: Index, weight: Floats, thresholds: Floats) -> Expected:
    """Expectations for scores whose locations are normal with mean ``eta`` (N,) and variance ``spread`` (N,).

    ``category`` (N,) and ``weight`` (N,) are those of each score. The integrals use Gauss-Hermite quadrature.
    """
    nodes, shares = np.polynomial.hermite_e.hermegauss(NODES)
    shares = shares / shares.sum()
    wide = np.sqrt(spread)
    reach = float(nodes[-1] * wide.max())
    curves = Curves.of(thresholds, float(eta.min()) - reach, float(eta.max()) + reach)
    mean, variance, seen = np.zeros(len(eta)), np.zeros(len(eta)), np.zeros(len(curves.mean))
    for node, share in zip(nodes, shares, strict=True):
        below, part = curves.locate(eta + node * wide)
        mean += share * _between(curves.mean, below, part)
        variance += share * _between(curves.variance, below, part)
        seen += np.bincount(below, share * weight * (1 - part), len(seen))
        seen += np.bincount(below + 1, share * weight * part, len(seen))
    return Expected(mean, variance, *_of_thresholds(curves.above, seen, category, weight))


def _between(values: Floats, below: Index, part: Floats) -> Floats:
    """Linear interpolation of a curve (G,) at (N,) locations of `Curves.locate`."""
    low = values[below]
    return np.asarray(low + part * (values[below + 1] - low))


def _of_thresholds(above: Floats, seen: Floats, category: Index, weight: Floats) -> tuple[Floats, Floats]:
    """Slope (M,) and information (M, M) in the thresholds; ``seen`` (G,): weight of the scores at each point."""
    count = above.shape[1]
    whole = seen @ above
    at_least = np.maximum.outer(np.arange(count), np.arange(count))
    given = np.bincount(category, weight, count + 1)
    slope = whole - np.cumsum(given[::-1])[::-1][1:]
    return slope, whole[at_least] - above.T @ (above * seen[:, None])


def threshold_step(found: Expected) -> Floats:
    """A Newton step of the thresholds (M,) that sums to 0, at most one logit each."""
    count = len(found.slope)
    bordered = np.zeros((count + 1, count + 1))
    bordered[:count, :count] = found.information
    bordered[:count, count] = bordered[count, :count] = 1.0
    step = np.linalg.lstsq(bordered, np.append(found.slope, 0.0), rcond=1e-12)[0][:count]
    return np.asarray(step / max(1.0, float(np.abs(step).max())))
