"""Ranks from reviews: the mean of the judges' totals, with how many there are and how far they lie apart."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum, sqrt

from innovation_hub.methods.terms.ranking import Direction

SAME = 9  # decimals to which two means are the same; beyond them lies the rounding of floating-point numbers


@dataclass(frozen=True, slots=True)
class MeanStanding:
    """Where a proposal stands; figures are in the call's units and None when there is nothing to compute from.

    ``sd`` is the sample standard deviation of the judges' totals and needs two of them.
    """

    proposal: int
    rank: int | None
    mean: float | None
    n: int
    sd: float | None
    lowest: float | None
    highest: float | None


def by_mean(
    proposals: Iterable[int], totals: Iterable[tuple[int, float]], best: Direction = Direction.HIGHEST
) -> list[MeanStanding]:
    """Rank proposals by the mean of their (proposal, total) pairs, the best first.

    Equal means share a rank, and the next rank counts them all (1, 2, 2, 4). A proposal without a total has no
    rank and stands at the end.
    """
    given: dict[int, list[float]] = {proposal: [] for proposal in proposals}
    for proposal, total in totals:
        given[proposal].append(total)
    sign = -1 if best is Direction.HIGHEST else 1
    ordered = sorted(given, key=lambda p: (not given[p], sign * _rounded_mean(given[p]), p))
    standings: list[MeanStanding] = []
    for place, proposal in enumerate(ordered, start=1):
        rank: int | None = place if given[proposal] else None
        if rank and place > 1 and _rounded_mean(given[ordered[place - 2]]) == _rounded_mean(given[proposal]):
            rank = standings[-1].rank
        standings.append(_standing(proposal, rank, given[proposal]))
    return standings


def _rounded_mean(totals: list[float]) -> float:
    return round(fsum(totals) / len(totals), SAME) if totals else 0.0


def _standing(proposal: int, rank: int | None, totals: list[float]) -> MeanStanding:
    n = len(totals)
    if not n:
        return MeanStanding(proposal, None, None, 0, None, None, None)
    mean = fsum(totals) / n
    sd = sqrt(fsum((total - mean) ** 2 for total in totals) / (n - 1)) if n > 1 else None
    return MeanStanding(proposal, rank, mean, n, sd, min(totals), max(totals))
