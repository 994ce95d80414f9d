"""Panels: recall of the best proposals for a number of reviews, and time of the exact assignment.

The simulation: proposals have true values, judges severities, and a review is value - severity + noise, all normal.
Each method gets the same calls and the same number of reviews and selects twenty proposals. Recall is the share of the
true best twenty among them; the lost value is the mean true value of the best minus that of the selected.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks import assigning
from benchmarks.table import Row
from innovation_hub.methods.assignment import assign, next_round
from innovation_hub.methods.ranking.fit import Fitted
from innovation_hub.methods.ranking.groups import groups
from innovation_hub.methods.ranking.io.scores import Scores
from innovation_hub.methods.ranking.models import fitted
from innovation_hub.methods.ranking.reviews import gather, weigh
from innovation_hub.methods.terms.ranking import Model, Scale

PROPOSALS, JUDGES, TOP = 300, 40, 20
VALUE, SEVERITY, NOISE = 1.0, 0.7, 1.0
"""Standard deviations: of proposals, of judges, and of one review about both."""
CALLS = 60
"""Simulated calls, each with its own proposals and judges."""
FULL = 900
"""Number of reviews, three a proposal."""
BUDGETS = (400, 430, 460, 490, 520, 560, 600, 700, 800, FULL)
START, ROUNDS, DRAWS = 360, 4, 400
"""The adaptive method starts with ``START`` reviews and assigns the others in ``ROUNDS`` rounds."""
Floats = NDArray[np.float64]
Pairs = list[tuple[int, int]]


@dataclass(frozen=True)
class Judged:
    """A simulated call: true values (P,), and the potential score of each proposal by each judge (P, J)."""

    seed: int
    value: Floats
    potential: Floats

    @classmethod
    def simulated(cls, seed: int) -> "Judged":
        """The call of a random seed."""
        rng = np.random.default_rng(seed)
        value = rng.normal(0, VALUE, PROPOSALS)
        noise = rng.normal(0, NOISE, (PROPOSALS, JUDGES))
        return cls(seed, value, value[:, None] - rng.normal(0, SEVERITY, JUDGES) + noise)

    def outcome(self, score: Floats) -> tuple[float, float]:
        """Recall and lost value of selecting by a score (P,)."""
        chosen, best = np.argsort(-score)[:TOP], np.argsort(-self.value)[:TOP]
        recall = len(set(chosen.tolist()) & set(best.tolist())) / TOP
        return recall, float(self.value[best].mean() - self.value[chosen].mean())


def random_panels(call: Judged, reviews: int) -> Pairs:
    """Random panels, with loads and panel sizes as even as possible and no pair twice."""
    rng = np.random.default_rng([call.seed, reviews])
    proposals = np.concatenate([rng.permutation(PROPOSALS) for _ in range(-(-reviews // PROPOSALS))])
    judges = np.concatenate([rng.permutation(JUDGES) for _ in range(-(-reviews // JUDGES))])
    pairs = list(zip(proposals[:reviews].tolist(), rng.permutation(judges[:reviews]).tolist(), strict=True))
    while len(set(pairs)) < len(pairs):  # swap each duplicate with a random review
        seen: set[tuple[int, int]] = set()
        for i, (proposal, judge) in enumerate(pairs):
            if (proposal, judge) in seen:
                other = int(rng.integers(len(pairs)))
                pairs[i], pairs[other] = (proposal, pairs[other][1]), (pairs[other][0], judge)
            seen.add(pairs[i])
    return pairs


def exact_panels(call: Judged, reviews: int) -> Pairs:
    """The hub's first round; random proposals get one review more where the number is not divisible."""
    order = np.random.default_rng([call.seed, reviews]).permutation(PROPOSALS).tolist()
    wanted = {p: reviews // PROPOSALS + (i < reviews % PROPOSALS) for i, p in enumerate(order)}
    capacities = dict.fromkeys(range(JUDGES), PROPOSALS)
    plan = assign(proposals=range(PROPOSALS), capacities=capacities, per_proposal=wanted, seed=call.seed)
    return list(plan.pairs)


def linear(call: Judged, pairs: Pairs) -> Fitted:
    """The hub's linear model fitted to these reviews."""
    rows = ((f"{p:03d}", f"{j:02d}", "total", float(call.potential[p, j])) for p, j in pairs)
    scores, weights = weigh(Scores.of(rows), None)
    reviews = gather(scores, weights, 1.0)
    return fitted(Model.LINEAR, reviews, groups(reviews), Scale())


def by_mean(call: Judged, reviews: int) -> Floats:
    """(a) Mean scores, random panels."""
    return _means(call, random_panels(call, reviews), call.potential)


def by_zscore(call: Judged, reviews: int) -> Floats:
    """(b) Scores standardised by judge, random panels."""
    pairs = random_panels(call, reviews)
    scores = np.full(call.potential.shape, np.nan)
    for proposal, judge in pairs:
        scores[proposal, judge] = call.potential[proposal, judge]
    return _means(call, pairs, (scores - np.nanmean(scores, axis=0)) / np.nanstd(scores, axis=0, ddof=1))


def by_linear(call: Judged, reviews: int) -> Floats:
    """(c) The linear model, exact panels."""
    return linear(call, exact_panels(call, reviews)).score


def by_rounds(call: Judged, reviews: int) -> Floats:
    """(d) The linear model, a small first round, then the most informative reviews."""
    pairs = exact_panels(call, START)
    for left in range(ROUNDS, 0, -1):
        fit = linear(call, pairs)
        noise = sum(fit.variance[part] for part in ("review", "residual"))
        found = next_round(
            proposals=range(PROPOSALS),
            draws=fit.draw(np.random.default_rng(call.seed), DRAWS).astype(np.float64),
            top=TOP,
            noise=noise,
            reviews=(reviews - len(pairs)) // left,
            capacities=dict.fromkeys(range(JUDGES), PROPOSALS),
            existing=pairs,
            seed=call.seed,
        )
        pairs += [(one.proposal, one.judge) for one in found.reviews]
    return linear(call, pairs).score


def _means(call: Judged, pairs: Pairs, scores: Floats) -> Floats:
    row, judge = np.array(pairs).T
    count = np.bincount(row, minlength=PROPOSALS)
    means = np.bincount(row, scores[row, judge], PROPOSALS) / np.maximum(count, 1)
    return np.where(count > 0, means, -np.inf)


Way = Callable[[Judged, int], Floats]
WAYS: dict[str, Way] = {
    "mean, random panels": by_mean,
    "z-score, random panels": by_zscore,
    "linear, exact panels": by_linear,
    "linear, adaptive rounds": by_rounds,
}


def outcomes(way: Way, reviews: int) -> Floats:
    """Recall and lost value (``CALLS``, 2) of a method on each simulated call."""
    return np.array([(call := Judged.simulated(seed)).outcome(way(call, reviews)) for seed in range(CALLS)])


def measure() -> Iterator[Row]:
    """Rows for the simulation, then for the assignment of a large call."""
    found = {name: outcomes(way, FULL) for name, way in WAYS.items()}
    recall = found["mean, random panels"][:, 0]
    for name, result in found.items():
        mean, error = result.mean(axis=0), result.std(axis=0, ddof=1) / np.sqrt(CALLS)
        value = f"recall {mean[0]:.3f} ±{error[0]:.3f}, lost {mean[1]:.3f} ±{error[1]:.3f}"
        ratio = mean[0] / recall.mean()
        yield Row(f"{name}, {FULL} reviews", value, "mean, random panels", ratio, 1.0, "at least")
    yield _saved(float(recall.mean()))
    yield from assigning.measure()


def _saved(wanted: float) -> Row:
    """The number of reviews with which the adaptive method reaches a recall, interpolated between the budgets tried."""
    last: tuple[int, float] | None = None
    for reviews in BUDGETS:
        reached = float(outcomes(by_rounds, reviews)[:, 0].mean())
        print(f"adaptive rounds, {reviews} reviews: recall {reached:.3f}", file=sys.stderr, flush=True)
        if reached >= wanted:
            needed = reviews if last is None else _between(last, (reviews, reached), wanted)
            name = f"adaptive rounds reach recall {wanted:.3f} of the mean"
            return Row(name, f"{needed:.0f} reviews", f"{FULL} reviews", needed / FULL, 2 / 3)
        last = reviews, reached
    return Row("adaptive rounds reach the mean's recall", "never", f"{FULL} reviews", float("inf"), 2 / 3)


def _between(low: tuple[int, float], high: tuple[int, float], wanted: float) -> float:
    return low[0] + (high[0] - low[0]) * (wanted - low[1]) / (high[1] - low[1])
