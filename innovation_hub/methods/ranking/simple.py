"""The baseline models: means of reviews, raw and standardised by judge.

Both reduce each review to one total: the weighted mean over its criteria, adjusted for the criteria's levels where
scores are missing, so that a missing criterion does not bias the total.
"""

import numpy as np

from innovation_hub.methods.ranking.fit import Fitted, Groups, Judging
from innovation_hub.methods.ranking.mixed.precision import TARGET, counted_reviews
from innovation_hub.methods.ranking.numbers import Draws, Floats, centred, counted
from innovation_hub.methods.ranking.reviews import Reviews
from innovation_hub.methods.terms.ranking import Caution

NOTHING = 1e-9
"""A judge's spread below this share of the largest total is a rounding error."""


def mean(reviews: Reviews, groups: Groups) -> Fitted:
    """Weighted mean of a review's criteria, then the mean of the reviews.

    The standard error is the square root of s²/n, s² being the variance of totals about their proposal's mean, pooled
    over proposals: differences between judges are treated as random. Severity is the mean difference of the other
    judges' scores of the same proposals from the judge's.
    """
    totals, levels = _totals(reviews)
    freedom = len(reviews) - reviews.proposals
    return _of_totals(reviews, totals, levels, _below_others(reviews, totals), freedom)


def zscore(reviews: Reviews, groups: Groups) -> Fitted:
    """Each judge's totals standardised by the judge's mean and standard deviation, then the mean of the reviews.

    Converted to the call's units with the mean of all totals and the standard deviation pooled over judges. Reviews of
    a judge with one review, or without spread, count as average. The model is biased when judges saw proposals of
    different quality.
    """
    totals, levels = _totals(reviews)
    n = counted(reviews.judge, reviews.judges)
    own = reviews.per_judge(totals) / n
    deviations = totals - own[reviews.judge]
    squares = reviews.per_judge(deviations**2)
    spread = np.sqrt(squares / np.maximum(n - 1, 1))
    has_spread = spread > NOTHING * np.abs(totals).max()
    z = np.where(
        has_spread[reviews.judge], deviations / np.where(has_spread, spread, 1.0)[reviews.judge], 0.0
    )
    pooled = np.sqrt(squares.sum() / max(1.0, (n - 1).sum()))
    level = totals.mean()
    error = np.where(n > 1, spread / np.sqrt(n), np.nan)
    # Each judge's mean was estimated too; one in each group is not identified apart from the level.
    freedom = len(reviews) - reviews.proposals - reviews.judges + len(groups)
    return _of_totals(reviews, level + pooled * z, levels, (level - own, error), freedom)


def _totals(reviews: Reviews) -> tuple[Floats, Floats]:
    """Each review's weighted mean (R,), and the criteria's levels (K,), whose weighted mean is 0.

    Levels are estimated within reviews by least squares, so that judges' strictness does not affect them.
    """
    marks, weight = reviews.marks, reviews.weight
    marked = np.asarray(marks.sum(axis=0))
    by_criterion = np.bincount(reviews.criterion, reviews.weights[reviews.criterion] * reviews.values)
    shares = reviews.by_criterion @ (reviews.total / weight)
    among = np.diag(marked) - (reviews.by_criterion @ (marks.multiply(1 / weight[:, None]).tocsr())).toarray()
    levels = np.linalg.lstsq(among, by_criterion - shares, rcond=1e-10)[0]
    levels -= levels @ reviews.weights / reviews.weights.sum()
    return (reviews.total - marks @ levels) / weight, levels


def _below_others(reviews: Reviews, totals: Floats) -> tuple[Floats, Floats]:
    """Mean difference of the other judges' mean from each judge's totals (J,), and its error; NaN without others."""
    others = counted(reviews.proposal, reviews.proposals)[reviews.proposal] - 1
    sums = reviews.per_proposal(totals)[reviews.proposal]
    shared = others > 0
    below = np.where(shared, (sums - totals) / np.maximum(others, 1) - totals, 0.0)
    count = reviews.per_judge(shared.astype(float))
    severity = np.where(count > 0, reviews.per_judge(below) / np.maximum(count, 1), np.nan)
    variance, _ = _within(reviews, totals, len(reviews) - reviews.proposals)
    noise = np.where(shared, 1 + 1 / np.maximum(others, 1), 0.0) * variance
    return severity, np.where(count > 0, np.sqrt(reviews.per_judge(noise)) / np.maximum(count, 1), np.nan)


def _within(reviews: Reviews, totals: Floats, freedom: int) -> tuple[float, Floats]:
    """Variance within proposals with ``freedom`` degrees of freedom, and totals minus their proposal's mean (R,).

    Without degrees of freedom it is the variance of all totals, an upper bound in expectation.
    """
    means = reviews.per_proposal(totals) / counted(reviews.proposal, reviews.proposals)
    deviations = totals - means[reviews.proposal]
    if freedom > 0:
        return float(deviations @ deviations) / freedom, deviations
    return float(totals.var(ddof=1)) if len(totals) > 1 else float("nan"), deviations


def _of_totals(
    reviews: Reviews, totals: Floats, levels: Floats, judged: tuple[Floats, Floats], freedom: int
) -> Fitted:
    """One-way analysis of variance of totals by proposal (Searle, Casella and McCulloch, 1992, ch. 3).

    ``judged``: severity and its standard error (J,), (J,).
    """
    n = counted(reviews.proposal, reviews.proposals)
    score = reviews.per_proposal(totals) / n
    rest, deviations = _within(reviews, totals, freedom)
    se = np.sqrt(rest / n)
    known = freedom > 0 and reviews.proposals > 1
    between = _between(score, n, rest) if known else float("nan")
    given = counted(reviews.judge, reviews.judges)
    spread = np.sqrt(reviews.per_judge(deviations**2) / np.maximum(given - 1, 1))

    def draw(random: np.random.Generator, count: int) -> Draws:
        z = random.standard_normal((count, len(score)), dtype=np.float32)
        return np.asarray(score.astype(np.float32) + np.nan_to_num(se).astype(np.float32) * z)

    return Fitted(
        score=score,
        se=se,
        judging=Judging(*judged, consistency=np.where(given > 1, spread, np.nan)),
        difficulty=-centred(levels),
        variance={"proposal": between, "residual": rest} if known else {},
        reliability=_reliability(between, rest, n),
        needed=_needed(between, rest, n),
        draw=draw,
        cautions=(Caution.PROPOSALS_ALIKE,) if known and not between else (),
    )


def _between(score: Floats, n: Floats, rest: float) -> float:
    """Variance between proposals by the method of moments, at least 0."""
    mean = score @ n / n.sum()
    square = float(n @ (score - mean) ** 2) / (len(n) - 1)
    per_proposal = (n.sum() - (n @ n) / n.sum()) / (len(n) - 1)
    return max(0.0, (square - rest) / float(per_proposal))


def _reliability(between: float, rest: float, n: Floats) -> float:
    """σp²/(σp² + s²/n), n the harmonic mean of the reviews per proposal."""
    whole = between + rest * float((1 / n).mean())
    return between / whole if whole > 0 else float("nan")


def _needed(between: float, rest: float, n: Floats) -> Floats:
    if np.isnan(between):
        return np.full(len(n), np.nan)
    if not between:
        return np.full(len(n), np.inf)
    return counted_reviews(TARGET / (1 - TARGET) * rest / between - n)
