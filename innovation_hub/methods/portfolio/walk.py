"""What a committee would do without a computer: down the ranking, each gets what it asked, while money lasts."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

import numpy as np

from innovation_hub.methods.portfolio.problem import Ints, Problem, Rule, broken, costs, worths


@dataclass(frozen=True, eq=False)
class Walk:
    """The walk's choice (P,), its shillings and worth, and the rules it ends up breaking."""

    choice: Ints
    amount: Ints
    cost: int
    value: float
    broken: tuple[Rule, ...]


def walk_down(problem: Problem, order: Sequence[int]) -> Walk:
    """Fund in ``order`` the first level offered, all that must be funded first.

    Whoever does not fit under the budget or a rule of *at most* is passed over, and the walk goes on; rules of *at
    least* are left to luck, and `Walk.broken` tells how it went.
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
