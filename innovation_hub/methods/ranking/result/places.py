"""Ranks, and their intervals and probabilities from joint draws of the scores."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from innovation_hub.methods.ranking.fit import Groups
from innovation_hub.methods.ranking.numbers import Draws, Floats, Index

TIED = 1e-9
"""Difference, relative to the largest score, below which two scores are equal but for rounding."""
INTERVAL = 0.90
MANY = 4_000_000
"""The size of the draws from which they are sorted in several threads."""


@dataclass(frozen=True, eq=False)
class Places:
    """Rank intervals of proposals (P,), 1 the best: 90 % of the draws are from ``low`` to ``high``; ``top`` (P,):
    share of the draws in which a proposal is among the first k."""

    low: Index
    high: Index
    top: Floats


def ranks(score: Floats, groups: Groups) -> Index:
    """Ranks within each group, the highest score first; equal scores share a rank (1, 2, 2, 4)."""
    order = np.lexsort((-score, groups.proposal))
    group, value = groups.proposal[order], score[order]
    slack = TIED * max(float(np.abs(score).max()), 1e-300)
    begins = np.diff(group, prepend=-1) != 0
    differs = begins | (-np.diff(value, prepend=np.inf) > slack)
    position = np.arange(len(score))
    start = np.maximum.accumulate(np.where(begins, position, 0))
    leader = np.maximum.accumulate(np.where(differs, position, 0))
    found = np.empty(len(score), dtype=np.int64)
    found[order] = leader - start + 1
    return found


def places(draws: Draws, groups: Groups, top: int) -> Places:
    """Rank intervals, and probabilities of the first ``top`` places of each group, from (D, P) draws."""
    count = draws.shape[1]
    low, high, share = np.empty(count, np.int64), np.empty(count, np.int64), np.empty(count)
    for group in range(len(groups)):
        members = np.flatnonzero(groups.proposal == group) if len(groups) > 1 else slice(None)
        each = _ranks_of(draws[:, members])
        share[members] = (each <= top).mean(axis=0)
        low[members], high[members] = _interval(each)
    return Places(low, high, share)


def _ranks_of(draws: Draws) -> NDArray[np.int32]:
    """The rank of each proposal in each draw (D, P)."""
    found = np.empty(draws.shape, dtype=np.int32)
    from_one = np.arange(1, draws.shape[1] + 1, dtype=np.int32)

    def sort(row: int) -> None:
        found[row, np.argsort(-draws[row])] = from_one

    if found.size < MANY:
        for row in range(len(draws)):
            sort(row)
    else:  # NumPy releases the global interpreter lock while it sorts
        with ThreadPoolExecutor() as pool:
            list(pool.map(sort, range(len(draws))))
    return found


def _interval(each: NDArray[np.int32]) -> tuple[Index, Index]:
    """The ends (P,), (P,) of the middle 90 % of the draws of ranks (D, P), both included."""
    count = len(each)
    outside = int(count * (1 - INTERVAL) / 2)
    ordered = np.sort(np.ascontiguousarray(each.T), axis=1)  # faster than selecting these two
    return ordered[:, outside].astype(np.int64), ordered[:, count - 1 - outside].astype(np.int64)
