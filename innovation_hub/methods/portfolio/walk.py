"""The greedy baseline: fund proposals in the order of the ranking, each with what it asked, while money lasts."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

import numpy as np

from innovation_hub.methods.portfolio.problem import Ints, Problem, Rule, broken, costs, worths


@dataclass(frozen=True, eq=False)
class Walk:
    """The greedy choice (P,), its ``amount`` (P,) and ``cost`` in shillings, its value, and the rules it violates."""

    choice: Ints
    amount: Ints
    cost: int
    value: float
    broken: tuple[Rule, ...]


def walk_down(problem: Problem, order: Sequence[int]) -> Walk:
    """Fund the first level offered in ``order`` (proposal numbers, the best first), those that must be funded first.

    A proposal that does not fit within the budget or an *at most* rule is skipped; *at least* rules are ignored, and
    `Walk.broken` lists those violated.
    """
    choice = np.zeros(len(problem.values), np.int64)
    caps = [rule for rule in problem.budgeted if rule.at_most is not None]
    used = [0] * len(caps)
    allowed = problem.allowed()
    ranked = [int(p) for p in order]
    first = [p for p in ranked if problem.must[p] > 0]
    for proposal in [*first, *(p for p in ranked if problem.must[p] == 0)]:
        offers = np.flatnonzero(allowed[proposal, 1:])
        if not len(offers):
            continue
        weight = int(problem.cost[proposal, offers[0]])
        after = [
            sum_ + int(rule.coefficient[proposal]) * (weight if rule.money else 1)
            for rule, sum_ in zip(caps, used, strict=True)
        ]
        fits = all(
            new <= max(rule.at_most or 0, old) for rule, new, old in zip(caps, after, used, strict=True)
        )
        if fits or problem.must[proposal] > 0:
            choice[proposal], used = offers[0] + 1, after
    amount = costs(problem, choice)
    value = fsum(worths(problem, choice).tolist())
    return Walk(choice, amount, sum(amount.tolist()), value, broken(problem, choice))
