"""Ranks by the mean of the judges' totals, with their number and spread."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum, sqrt

from innovation_hub.methods.terms.ranking import Direction

SAME = 9  # means are compared to this many decimals, because of floating-point rounding


@dataclass(frozen=True, slots=True)
class MeanStanding:
    """Rank and mean of a proposal, in the call's units; values are None without the data to compute them.

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

    Equal means share a rank, and the next rank counts them all (1, 2, 2, 4). Proposals without a total have no rank
    and are at the end.
    """
    given: dict[int, list[float]] = {proposal: [] for proposal in proposals}
    for proposal, total in totals:
        given[proposal].append(total)
    sign = -1 if best is Direction.HIGHEST else 1
    means = {proposal: _rounded_mean(own) for proposal, own in given.items()}
    ordered = sorted(given, key=lambda p: (not given[p], sign * means[p], p))
    standings: list[MeanStanding] = []
    for position, proposal in enumerate(ordered, start=1):
        rank: int | None = position if given[proposal] else None
        same = position > 1 and means[ordered[position - 2]] == means[proposal]
        if rank and same:
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
