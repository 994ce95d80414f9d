"""The many-facet Rasch model: proposals, judges and criteria on one scale of logits.

log(P_x / P_x-1) = ability_i - severity_j - difficulty_k - threshold_x (Linacre, «Many-Facet Rasch Measurement», 1989),
with thresholds common to all (``rating_scale``). Abilities and severities are random and normal, so that proposals
and judges with extreme scores only have an estimate too; criteria and thresholds are fixed. The posterior is
approximated by a joint normal distribution (Ormerod and Wand, «Gaussian variational approximate inference for
generalized linear mixed models», JCGS 21 (2012) 2-17): each step solves the linear model's equations with the scores'
expected information as weights, and updates variances as Schall (Biometrika 78 (1991) 719-727). Joint maximum
likelihood would stretch the scale by a factor n/(n - 1), n being the number of scores per proposal, and penalised
likelihood at the mode would shrink it; this does neither (see the tests).

Scores of one review are assumed to be independent given the proposal, the judge and the criterion; where a judge's
scores of a proposal are correlated, errors are too small, and ``linear`` is the better choice. Errors treat
thresholds and variances as known.
"""

from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from innovation_hub.errors import Invalid
from innovation_hub.methods.ranking.fit import Ability, Fitted, Groups, Judging
from innovation_hub.methods.ranking.mixed.design import Design
from innovation_hub.methods.ranking.mixed.equations import Effects, Equations, EquationSums
from innovation_hub.methods.ranking.mixed.precision import location_variance, needed, precision, reliability
from innovation_hub.methods.ranking.numbers import Draws, Floats, Index, centred, summed
from innovation_hub.methods.ranking.rasch.fair_average import Fair
from innovation_hub.methods.ranking.rasch.rating_scale import Expected, expected, threshold_step
from innovation_hub.methods.ranking.reviews import Reviews
from innovation_hub.methods.terms.ranking import Caution

LEVELS = 101
"""The most categories of a scale."""
STEPS = 200
TOLERANCE = 1e-5
"""Change in logits, and in the logarithm of a variance, below which the search has converged."""
LEAST, MOST = 1e-6, 50.0
"""Range of the variances, in squared logits; at the upper end the scores separate and no estimate exists."""
ALIKE = 1e-4
"""Variance of abilities below which proposals are reported not to differ."""


@dataclass(frozen=True, eq=False)
class _State:
    """Estimates at one step; ``variances``: of abilities and of severities."""

    effects: Effects
    thresholds: Floats
    variances: tuple[float, float]
    equations: Equations


def fit(reviews: Reviews, groups: Groups) -> Fitted:
    """Fit the many-facet model; scores must not all be the same.

    Raises ``Invalid`` when the scores have more than 101 different values.
    """
    values, category = np.unique(reviews.values, return_inverse=True)
    if len(values) > LEVELS:
        raise Invalid("scores.rasch_levels", field="model", most=LEVELS, found=len(values))
    data = _Data(reviews, category, len(values))
    state, converged = _search(data)
    mix = reviews.weights / reviews.weights.sum()
    sure = precision(state.equations, groups, mix)
    effects, (u, s) = state.effects, state.variances
    level = float(mix @ effects.criterion) + float(effects.judge.mean())
    ability = level + effects.proposal
    fair = Fair.of(values, state.thresholds, effects.criterion - mix @ effects.criterion, mix)
    error = np.sqrt(sure.score)
    infit, outfit = data.misfit(state)
    each = 1 / float(state.equations.design.reviews.weight.mean()) + float(sure.judge.mean())
    alike = (Caution.PROPOSALS_ALIKE,) if u < ALIKE else ()
    return Fitted(
        score=fair.score(ability),
        se=fair.slope(ability) * error,
        judging=Judging(-centred(effects.judge), np.sqrt(sure.judge), infit, outfit),
        difficulty=-centred(effects.criterion),
        variance={"proposal": u, "judge": s},
        reliability=reliability(sure.contrast, u, groups),
        needed=needed(sure.contrast, u, each),
        draw=_Posterior(state.equations, ability, mix, fair),
        thresholds=state.thresholds,
        categories=values,
        ability=Ability(ability, error),
        cautions=alike + (() if converged else (Caution.NOT_CONVERGED,)),
    )


class _Data:
    """The scores as categories from 0, and quantities that are constant over the search."""

    def __init__(self, reviews: Reviews, category: Index, levels: int) -> None:
        self.reviews, self.category, self.levels = reviews, category, levels
        self.weight = reviews.weights[reviews.criterion]
        self.layout = Design(reviews).layout
        self.proposal, self.judge = reviews.proposal[reviews.row], reviews.judge[reviews.row]

    def start(self) -> tuple[Effects, Floats]:
        """Starting values: effects of 0, thresholds from the frequencies of the categories."""
        reviews = self.reviews
        given = np.bincount(self.category, self.weight, self.levels)
        thresholds = centred(np.log(given[:-1] / given[1:]))
        zeros = np.zeros(reviews.proposals), np.zeros(reviews.judges), np.zeros(len(reviews.weights))
        return Effects(*zeros, 0.0), thresholds

    def eta(self, effects: Effects) -> Floats:
        """The location of each score (N,)."""
        own = effects.proposal[self.proposal] + effects.judge[self.judge]
        return np.asarray(own + effects.criterion[self.reviews.criterion])

    def expect(self, eta: Floats, spread: Floats, thresholds: Floats) -> Expected:
        """Expectation and variance of each score, and derivatives in the thresholds."""
        return expected(eta, spread, self.category, self.weight, thresholds)

    def spread(self, equations: Equations) -> Floats:
        """The posterior variance of the location of each score (N,)."""
        return location_variance(equations, self.reviews.row, self.reviews.criterion)

    def equations(self, found: Expected, variances: tuple[float, float]) -> Equations:
        """The linear model's equations with the information of each score as its weight."""
        reviews = self.reviews
        information = self.weight * found.variance
        marks = sparse.csr_array(
            (information, reviews.marks.indices, reviews.marks.indptr), shape=reviews.marks.shape
        )
        weighted = replace(reviews, marks=marks, weight=reviews.per_review(information))
        return Equations(Design(weighted, self.layout), 1 / variances[0], 1 / variances[1])

    def solve(self, equations: Equations, found: Expected, eta: Floats) -> Effects:
        """One Newton step of all effects."""
        reviews = self.reviews
        pull = self.weight * (found.variance * eta + self.category - found.mean)
        count = len(reviews.weights)
        return equations.solve(EquationSums(reviews.per_review(pull), summed(reviews.criterion, pull, count)))

    def misfit(self, state: "_State") -> tuple[Floats, Floats]:
        """Infit and outfit mean squares of the judges (J,), (J,): near 1 when they score as the model expects.

        Wright and Masters, «Rating Scale Analysis», 1982, ch. 5; a residual's variance is less by the leverage of its
        score, without which few reviews would look too regular.
        """
        found = self.expect(self.eta(state.effects), np.zeros(len(self.weight)), state.thresholds)
        leverage = self.weight * found.variance * self.spread(state.equations)
        variance = found.variance * (1 - np.minimum(leverage, 0.95))
        squares = (self.category - found.mean) ** 2
        infit = np.bincount(self.judge, squares) / np.bincount(self.judge, variance)
        return infit, np.bincount(self.judge, squares / variance) / np.bincount(self.judge)


def _search(data: _Data) -> tuple[_State, bool]:
    """Alternate Newton steps of effects, thresholds and variances; returns the state, and whether it converged."""
    effects, thresholds = data.start()
    variances = (1.0, 0.5)
    eta, spread = data.eta(effects), np.zeros(len(data.weight))
    for _ in range(STEPS):
        found = data.expect(eta, spread, thresholds)
        equations = data.equations(found, variances)
        effects = data.solve(equations, found, eta)
        moved = data.eta(effects) - eta
        # Steps are limited to two logits: far from the solution the quadratic approximation is poor.
        farthest = float(np.abs(moved).max())
        eta = eta + moved * min(1.0, 2.0 / max(farthest, 1e-300))
        spread = data.spread(equations)
        step = threshold_step(data.expect(eta, spread, thresholds))
        thresholds = thresholds + step
        grown = _variances(equations, effects, variances)
        change = max(np.abs(np.log(np.divide(grown, variances))))
        variances = grown
        if max(farthest, float(np.abs(step).max()), change) < TOLERANCE:
            return _State(effects, thresholds, variances, equations), max(variances) < MOST
    return _State(effects, thresholds, variances, equations), False


def _variances(equations: Equations, effects: Effects, variances: tuple[float, float]) -> tuple[float, float]:
    """Schall's update: sums of squares divided by the effective degrees of freedom of each factor."""
    inverse, judges = equations.inverse, len(effects.judge)
    trace_s = float(np.trace(inverse[:judges, :judges]))
    trace_u = float(equations.proposal.sum())
    grown = []
    for values, trace, before in (
        (effects.proposal, trace_u, variances[0]),
        (effects.judge, trace_s, variances[1]),
    ):
        free = len(values) - trace / before
        grown.append(before if free < 1e-9 else float(np.clip(values @ values / free, LEAST, MOST)))
    return grown[0], grown[1]


@dataclass(frozen=True, eq=False)
class _Posterior:
    """Joint draws of the fair averages, transformed from draws of the abilities."""

    equations: Equations
    ability: Floats
    mix: Floats
    fair: Fair

    def __call__(self, random: np.random.Generator, count: int) -> Draws:
        drawn = np.empty((count, len(self.ability)), dtype=np.float32)
        for start in range(0, count, 100):
            rows = drawn[start : start + 100]
            rows[:] = self.fair.score(self.ability + self.equations.draw(random, len(rows), self.mix))
        return drawn
