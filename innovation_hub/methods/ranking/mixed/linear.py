"""Crossed random effects: scores adjusted for judges' strictness to the degree that the data support.

A score is criterion + proposal + judge + review + rest; criteria are fixed, the others random and normal, their
variances by REML (``reml``). The review's effect is common to a judge's scores of one proposal (halo effect); it is
included only when a likelihood ratio test is significant. Proposals' and judges' effects are best linear unbiased
predictions (Henderson, «Best linear unbiased estimation and prediction under a selection model», Biometrics 31 (1975)
423-447).

Standard errors and draws include the uncertainty of the criteria's means and, to first order, of the variances
(Kackar and Harville, JASA 79 (1984) 853-862), counted twice, since the plug-in variance is too small by the same
amount (Prasad and Rao, JASA 85 (1990) 163-171; Datta and Lahiri, Statistica Sinica 10 (2000) 613-627).
"""

from dataclasses import dataclass

import numpy as np

from innovation_hub.methods.ranking.fit import Fitted, Groups, Judging
from innovation_hub.methods.ranking.mixed import reml
from innovation_hub.methods.ranking.mixed.design import Design
from innovation_hub.methods.ranking.mixed.equations import Effects
from innovation_hub.methods.ranking.mixed.moments import moments
from innovation_hub.methods.ranking.mixed.precision import needed, precision, reliability
from innovation_hub.methods.ranking.numbers import Draws, Floats, centred
from innovation_hub.methods.ranking.reviews import Reviews
from innovation_hub.methods.terms.ranking import Caution

HALO = 5.41
"""Critical value of the likelihood ratio for a variance of reviews: level 1 %, with the variance on the boundary of
its range (Self and Liang, JASA 82 (1987) 605-610)."""
CLEAR = 5.0
"""A variance of more than so many standard errors needs no test."""
BLOCK = 4_000_000
"""The most random numbers drawn in one step."""


def fit(reviews: Reviews, groups: Groups) -> Fitted:
    """Fit the linear model; scores must not all be the same."""
    means = np.bincount(reviews.criterion, reviews.values) / np.bincount(reviews.criterion)
    design = Design(reviews)
    found = _variances(design, reviews.values - means[reviews.criterion], reviews.several)
    point, mix = found.point, reviews.weights / reviews.weights.sum()
    rest = float(point.variances[-1])
    sure = precision(point.equations, groups, mix)
    variance_error = _VarianceError.of(found, mix)
    u = found.variance(reml.PROPOSAL)
    each = found.variance(reml.REVIEW) + rest / reviews.weight.mean() + rest * float(sure.judge.mean())
    effects = point.effects
    level = float(mix @ (means + effects.criterion))
    return Fitted(
        score=level + effects.proposal,
        se=np.sqrt(rest * sure.score + (variance_error.score**2).sum(axis=1)),
        judging=Judging(
            severity=-effects.judge,
            se=np.sqrt(rest * sure.judge + (variance_error.judge**2).sum(axis=1)),
            consistency=_consistency(reviews, effects, means),
        ),
        difficulty=-centred(means + effects.criterion),
        variance={name: found.variance(name) for name in (reml.PROPOSAL, reml.JUDGE, reml.REVIEW, reml.REST)},
        reliability=reliability(rest * sure.contrast, u, groups),
        needed=needed(rest * sure.contrast, u, each),
        draw=_Posterior(found, level, mix, variance_error.score),
        cautions=_cautions(found, reviews),
    )


def _variances(design: Design, values: Floats, several: bool) -> reml.Fit:
    """The variances, with one of reviews only if it is significant."""
    if not several:
        return reml.fit(design, values, review=False)
    begin = moments(design.reviews, values, review=True)
    if begin[2] > 0.05 * begin.sum():  # the starting values suggest a variance of reviews
        halo = reml.fit(design, values, review=True, start=begin)
        if halo.sure(reml.REVIEW) > CLEAR:
            return halo
    crossed = reml.fit(design, values, review=False)
    u, s, e = crossed.point.variances
    little = np.array([u, s, 1e-6 * e, e])
    if reml.Likelihood(design, values, review=True).at(little).slope[2] <= 0:
        return crossed
    halo = reml.fit(design, values, review=True, start=np.array([u, s, 0.1 * e, 0.9 * e]))
    return halo if 2 * (halo.point.likelihood - crossed.point.likelihood) > HALO else crossed


def _cautions(found: reml.Fit, reviews: Reviews) -> tuple[Caution, ...]:
    cautions = []
    if not found.variance(reml.PROPOSAL):
        cautions.append(Caution.PROPOSALS_ALIKE)
    if not found.converged:
        cautions.append(Caution.NOT_CONVERGED)
    return tuple(cautions)


def _consistency(reviews: Reviews, effects: Effects, means: Floats) -> Floats:
    """Root mean square of each judge's residuals, in the call's units."""
    fitted = effects.proposal[reviews.proposal] + effects.judge[reviews.judge]
    left = reviews.values - (means + effects.criterion)[reviews.criterion] - fitted[reviews.row]
    judge = reviews.judge[reviews.row]
    return np.sqrt(np.bincount(judge, left**2) / np.bincount(judge))


@dataclass(frozen=True, eq=False)
class _VarianceError:
    """The covariance that the variances' uncertainty adds, as factors F (P, V) and (J, V) of F F'."""

    score: Floats
    judge: Floats

    @classmethod
    def of(cls, found: reml.Fit, mix: Floats) -> "_VarianceError":
        point, variances = found.point, found.point.variances
        score = np.stack([-(pull.proposal + mix @ pull.criterion) for pull in point.responses], axis=1)
        judge = np.stack([-pull.judge for pull in point.responses], axis=1)
        score[:, 0] += point.effects.proposal / variances[0]
        judge[:, 1] += point.effects.judge / variances[1]
        # A weak prior, standard deviation 2 of the logarithm, limits variances that the scores barely determine.
        free = np.flatnonzero(found.free)
        known = point.information[np.ix_(free, free)] + np.diag(0.25 / variances[free] ** 2)
        lower = np.linalg.cholesky(2.0 * np.linalg.inv(known))
        return cls(score[:, free] @ lower, judge[:, free] @ lower)


@dataclass(frozen=True, eq=False)
class _Posterior:
    """Joint draws of the scores, block by block."""

    found: reml.Fit
    level: float
    mix: Floats
    variance_error: Floats

    def __call__(self, random: np.random.Generator, count: int) -> Draws:
        point = self.found.point
        middle = (self.level + point.effects.proposal).astype(np.float32)
        variance_error, scale = (
            self.variance_error.T.astype(np.float32),
            np.float32(np.sqrt(point.variances[-1])),
        )
        drawn = np.empty((count, len(middle)), dtype=np.float32)
        step = max(1, BLOCK // len(middle))
        for start in range(0, count, step):
            rows = drawn[start : start + step]
            rows[:] = point.equations.draw(random, len(rows), self.mix)
            rows *= scale
            rows += (
                random.standard_normal((len(rows), len(variance_error)), dtype=np.float32) @ variance_error
            )
            rows += middle
        return drawn
