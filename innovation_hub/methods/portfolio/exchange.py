"""Local search within the budget: exchanges of two offers at a time.

The choice at the budget's price leaves less money than an offer costs. An exchange of two offers uses it up to the
nearest difference between two costs, which is small: a thousand offers have a million differences.
"""

import numpy as np

from innovation_hub.methods.portfolio.problem import Bools, Ints, Problem, costs, worth

ROUNDS = 100
_DUST = 1e-12


def exchanged(problem: Problem, choice: Ints, *, enough: float) -> Ints:
    """A choice (P,) at least as good as ``choice``, which must be within the budget; stops at the value ``enough``.

    Each round makes the best one or two moves; a move is another level for one proposal. Other rules are ignored.
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
    """The best two moves (proposal, level) within the money left, and their gain; one may change nothing."""
    rows = np.arange(len(choice))
    value = np.column_stack([np.zeros(len(choice)), problem.value])
    cost = np.column_stack([np.zeros(len(choice), np.int64), problem.cost])
    proposal, level = np.nonzero(allowed)
    extra_cost = cost[proposal, level] - cost[rows, choice][proposal]
    better = value[proposal, level] - value[rows, choice][proposal]
    left = problem.budget - int(costs(problem, choice).sum())
    order = np.argsort(extra_cost, kind="stable")
    best = np.maximum.accumulate(better[order])
    leader = np.maximum.accumulate(np.where(better[order] >= best, np.arange(len(order)), 0))
    within = np.searchsorted(extra_cost[order], left - extra_cost, "right") - 1
    partner = order[leader[np.maximum(within, 0)]]
    # Keeping the level is a move of no cost and no gain, so that single moves are included.
    apart = (proposal[partner] != proposal) | (level[partner] == choice[proposal[partner]])
    gain = np.where((within >= 0) & apart, better + better[partner], -np.inf)
    first = int(gain.argmax())
    found = [(int(proposal[move]), int(level[move])) for move in (int(partner[first]), first)]
    return found, float(gain[first])
