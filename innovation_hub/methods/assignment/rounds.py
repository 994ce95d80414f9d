"""The next reviews: those expected to improve the selection of the top proposals most.

The value of a review is the expected value of its information (Raiffa & Schlaifer, 1961; for choosing the best of
many: Frazier, Powell & Dayanik, 2008): the expected increase of the value of the selection when it is made after the
review. It is large where the probability of the top is near one half *and* the score is uncertain, otherwise small.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from innovation_hub.methods.assignment.first import assign
from innovation_hub.methods.assignment.grid import Floats, Ints
from innovation_hub.methods.assignment.results import Pair

DEEPEST = 10
"""The most further reviews of one proposal in one round."""


@dataclass(frozen=True, slots=True)
class NextReview:
    """A review to ask for, with the proposal's probability of the top, its standard error, and the review's value.

    ``p_top`` in [0, 1]; ``se`` and ``gain`` in the units of the draws; ``gain`` decreases from one review of a
    proposal to the next.
    """

    proposal: int
    judge: int
    p_top: float
    se: float
    gain: float


@dataclass(frozen=True, slots=True)
class NextRound:
    """The proposed reviews, the most valuable first, and the number of those asked for without a free judge."""

    reviews: tuple[NextReview, ...]
    unplaced: int


def p_top(draws: Floats, top: int) -> Floats:
    """The share (P,) of the draws (D, P) in which each proposal is among the ``top`` highest."""
    if top <= 0:
        return np.zeros(draws.shape[1])
    if top >= draws.shape[1]:
        return np.ones(draws.shape[1])
    first = np.argpartition(-draws, top - 1, axis=1)[:, :top]
    inside = np.zeros(draws.shape, bool)
    np.put_along_axis(inside, first, True, axis=1)
    return np.asarray(inside.mean(axis=0), np.float64)


def gains(draws: Floats, top: int, noise: float, most: int = DEEPEST, pending: Ints | None = None) -> Floats:
    """The value of the first, second, ... further review of each proposal (P, ``most``), in units of the draws.

    ``draws`` (D, P) are joint draws from the posterior, higher is better; ``noise`` is the variance of one review
    about the proposal's score. ``pending`` (P,) reviews were asked for and count as if they were submitted. The
    selection changes when a proposal's mean passes that of its nearest rival: the first below the line for a proposal
    in the top, the last above it for one that is not.
    """
    if not 0 < top < draws.shape[1]:
        return np.zeros((draws.shape[1], most))
    mean = draws.mean(axis=0)
    variance = (draws - draws.mean(axis=1, keepdims=True)).var(axis=0)  # a common shift changes no rank
    last_out, first_in = np.sort(mean)[-top - 1 : -top + 1 or None]
    distance = np.where(mean >= first_in, mean - last_out, first_in - mean)
    number = np.arange(most + 1)[None, :] + (0 if pending is None else pending[:, None])
    # The reduction of the variance by n reviews is the variance of the posterior mean.
    noise = max(noise, 1e-12)
    reduction = variance[:, None] ** 2 * number / (variance[:, None] * number + noise)
    sd = np.sqrt(np.maximum(reduction, 1e-300))
    z = -distance[:, None] / sd
    worth = sd * (np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi) + z * ndtr(z))
    worth = np.where(number == 0, 0.0, worth)
    return np.asarray(np.maximum(np.diff(worth, axis=1), 0.0), np.float64)


def next_round(
    *,
    proposals: Collection[int],
    draws: Floats,
    top: int,
    noise: float,
    reviews: int,
    capacities: Mapping[int, int],
    forbidden: Iterable[Pair] = (),
    existing: Iterable[Pair] = (),
    affinity: Floats | None = None,
    pending: Mapping[int, int] | None = None,
    seed: int = 0,
) -> NextRound:
    """Propose up to ``reviews`` further reviews of the greatest value, and judges for them.

    ``draws`` (D, P) are in the order of ``proposals``; capacities, conflicts and the choice of judges (of least cost)
    are those of `assign`. ``pending``: number of reviews by proposal that were asked for and are not in the draws.
    Where no judge is free, the next most valuable review is proposed instead.
    """
    ids = np.fromiter(proposals, np.int64, len(proposals))
    order = np.argsort(ids)
    ids, draws = (
        ids[order],
        np.ascontiguousarray(draws[:, order]),
    )  # rounding of sums depends on the memory layout
    affinity = affinity if affinity is None else affinity[order]
    forbidden, existing = set(forbidden), set(existing)
    coming = np.array([(pending or {}).get(p, 0) for p in ids.tolist()], np.int64)
    worth = gains(draws, top, noise, pending=coming)
    barred = Counter(p for p, j in forbidden | existing if j in capacities)
    deepest = np.array([min(DEEPEST, max(0, len(capacities) - barred[p])) for p in ids.tolist()], np.int64)
    panels = Counter(p for p, _ in existing)
    while True:
        wanted = _best(worth, deepest, reviews)
        plan = assign(
            proposals=ids.tolist(),
            capacities=capacities,
            per_proposal={p: panels[p] + n for p, n in zip(ids.tolist(), wanted.tolist(), strict=True) if n},
            forbidden=forbidden,
            existing=existing,
            affinity=affinity,
            seed=seed,
        )
        if not plan.gaps:
            break
        missing = {gap.proposal: gap.missing for gap in plan.gaps}
        short = np.array([missing.get(p, 0) for p in ids.tolist()], np.int64)
        deepest = np.where(short > 0, wanted - short, deepest)  # further rounds choose the next most valuable
    return _reasoned(plan.pairs, ids, draws, top, worth, reviews)


def _best(worth: Floats, deepest: Ints, reviews: int) -> Ints:
    """The number of reviews (P,) of each proposal: the most valuable ones, a proposal's first before its second."""
    allowed = np.arange(worth.shape[1]) < deepest[:, None]
    # A proposal's reviews are taken in order: none may be worth more than the one before.
    value = np.where(allowed, np.minimum.accumulate(worth, axis=1), -1.0)
    row, nth = np.unravel_index(np.argsort(-value, axis=None, kind="stable"), value.shape)
    chosen = row[value[row, nth] > 0][:reviews]
    return np.bincount(chosen, minlength=len(worth)).astype(np.int64)


def _reasoned(
    pairs: tuple[Pair, ...], ids: Ints, draws: Floats, top: int, worth: Floats, reviews: int
) -> NextRound:
    chances, errors = p_top(draws, top), draws.std(axis=0)
    position = {proposal: i for i, proposal in enumerate(ids.tolist())}
    seen: Counter[int] = Counter()
    found = []
    for proposal, judge in pairs:
        i = position[proposal]
        gain = float(worth[i, seen[proposal]])
        found.append(NextReview(proposal, judge, float(chances[i]), float(errors[i]), gain))
        seen[proposal] += 1
    found.sort(key=lambda review: (-review.gain, review.proposal, review.judge))
    return NextRound(tuple(found), reviews - len(found))
