"""The rating scale: probabilities of the categories given a location on the logit scale.

Andrich, «A rating formulation for ordered response categories», Psychometrika 43 (1978) 561-573: the probability of
category x of 0…M is proportional to exp(x η - τ_1 - … - τ_x), and the thresholds τ (M,) sum to 0.
"""

from dataclasses import dataclass

import numpy as np

from innovation_hub.methods.ranking.numbers import Floats, Index

NODES = 5
"""Points of the integrals over a location that is not known exactly."""
CELLS = 2_000_000
"""Probabilities held at once."""


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


def expected(eta: Floats, spread: Floats, category: Index, weight: Floats, thresholds: Floats) -> Expected:
    """What the scale expects of scores whose locations are normal about ``eta`` (N,) with variance ``spread`` (N,).

    ``weight`` (N,) counts each score. The integrals are by Gauss and Hermite; some scores at a time.
    """
    nodes, shares = np.polynomial.hermite_e.hermegauss(NODES)
    shares = shares / shares.sum()
    levels = len(thresholds) + 1
    found = Expected(
        np.zeros(len(eta)), np.zeros(len(eta)), np.zeros(levels - 1), np.zeros((levels - 1, levels - 1))
    )
    size = max(1, CELLS // levels)
    for start in range(0, len(eta), size):
        rows = slice(start, start + size)
        for node, share in zip(nodes, shares, strict=True):
            chances = probabilities(eta[rows] + node * np.sqrt(spread[rows]), thresholds)
            _add(found, rows, chances, share, weight[rows])
    given = np.bincount(category, weight, levels)
    found.slope[:] -= np.cumsum(given[::-1])[::-1][1:]
    return found


def _add(found: Expected, rows: slice, chances: Floats, share: float, weight: Floats) -> None:
    """Add some scores' share of the sums at one node."""
    levels = chances.shape[1]
    steps = np.arange(float(levels))
    mean = chances @ steps
    found.mean[rows] += share * mean
    found.variance[rows] += share * np.maximum(chances @ steps**2 - mean**2, 1e-12)
    above = np.cumsum(chances[:, ::-1], axis=1)[:, ::-1][:, 1:]
    counts = share * weight
    whole = counts @ above
    found.slope[:] += whole
    at_least = np.maximum.outer(np.arange(levels - 1), np.arange(levels - 1))
    found.information[:] += whole[at_least] - above.T @ (above * counts[:, None])


def threshold_step(found: Expected) -> Floats:
    """A Newton step of the thresholds (M,) that keeps their sum."""
    count = len(found.slope)
    bordered = np.zeros((count + 1, count + 1))
    bordered[:count, :count] = found.information
    bordered[:count, count] = bordered[count, :count] = 1.0
    step = np.linalg.lstsq(bordered, np.append(found.slope, 0.0), rcond=1e-12)[0][:count]
    return np.asarray(step / max(1.0, float(np.abs(step).max())))
