"""A better choice within a plain budget, by exchanging two offers at a time.

What prices leave of a budget is less than one offer costs. One that goes and one that comes instead use it up all but
for the smallest difference between any two costs: little, for a thousand offers have a million differences.
"""

import numpy as np

from innovation_hub.methods.portfolio.problem import Bools, Ints, Problem, costs, worth

ROUNDS = 100
_DUST = 1e-12


def exchanged(problem: Problem, choice: Ints, *, enough: float) -> Ints:
    """A choice at least as good as ``choice``, which must keep the budget; the search ends at the value ``enough``.

    Each round makes the best one or two moves, a move being another level for one proposal. Rules are not looked at.
    """
    choice, allowed = choice.copy(), problem.allowed()
    value = worth(problem, choice)
    for _ in range(ROUNDS):
        moves, gain = _best_moves(problem, choice, allowed)
        if value >= enough or gain <= _DUST * abs(value):
            break
        for proposal, level in moves:
            choice[proposal] = level
        value += gain
    return choice


def _best_moves(problem: Problem, choice: Ints, allowed: Bools) -> tuple[list[tuple[int, int]], float]:
    """The two moves that gain the most within what is left, and how much; one of them may be none."""
    rows = np.arange(len(choice))
    value = np.column_stack([np.zeros(len(choice)), problem.value])
    cost = np.column_stack([np.zeros(len(choice), np.int64), problem.cost])
    proposal, level = np.nonzero(allowed)
    dearer = cost[proposal, level] - cost[rows, choice][proposal]
    better = value[proposal, level] - value[rows, choice][proposal]
    left = problem.budget - int(costs(problem, choice).sum())
    order = np.argsort(dearer, kind="stable")
    best = np.maximum.accumulate(better[order])
    leader = np.maximum.accumulate(np.where(better[order] >= best, np.arange(len(order)), 0))
    within = np.searchsorted(dearer[order], left - dearer, "right") - 1
    partner = order[leader[np.maximum(within, 0)]]
    # A level that is kept is a move too, of no cost and no gain: with it goes a single move.
    apart = (proposal[partner] != proposal) | (level[partner] == choice[proposal[partner]])
    gain = np.where((within >= 0) & apart, better + better[partner], -np.inf)
    first = int(gain.argmax())
    found = [(int(proposal[move]), int(level[move])) for move in (int(partner[first]), first)]
    return found, float(gain[first])
