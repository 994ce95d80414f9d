"""The probability of funding: the share of draws of the values for which a proposal is in the best portfolio."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from innovation_hub.methods.portfolio.problem import Floats, Problem
from innovation_hub.methods.portfolio.program import Undecided
from innovation_hub.methods.portfolio.solving import quick

_PLAIN, _RULED = 400_000, 12_000
_MOST_RULED = 100


@dataclass(frozen=True, eq=False)
class Chances:
    """``share`` (P,) of the ``draws`` in which each proposal is funded, at any level."""

    share: Floats
    draws: int


def affordable(problem: Problem, draws: int) -> int:
    """The number of draws solved in a few seconds; it depends on the problem's size alone, so that runs repeat."""
    if problem.rules:
        return min(draws, _MOST_RULED, max(10, _RULED // max(1, problem.cost.size)))
    return min(draws, max(10, _PLAIN // max(1, problem.cost.size)))


def chances(
    problem: Problem, draws: Floats, *, progress: Callable[[float], None] = lambda share: None
) -> Chances:
    """Solve the problem for the first `affordable` of ``draws`` (D, P).

    A draw is one possible set of true values given the scores; ``progress`` is called with the share done.
    Draws without a solution, or not solved within the limit of nodes, are not counted.
    """
    problem = problem.without_idle_rules()
    number = affordable(problem, len(draws))
    funded, solved = np.zeros(len(problem.values)), 0
    for index in range(number):
        try:
            found = quick(replace(problem, values=draws[index]))
        except Undecided:
            found = None
        if found is not None:
            funded += found.choice > 0
            solved += 1
        progress((index + 1) / number)
    return Chances(funded / max(1, solved), solved)
