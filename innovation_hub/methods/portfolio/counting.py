"""A sharper bound for a plain budget: at most so many are funded, or more.

Where every value is its cost plus a constant, or less one, the price of a shilling tells little: what counts is how
many are funded, and the part of a proposal that the relaxation funds is worth as much as the whole gap. A branch on
their number takes it away (as the bounds of Martello, Pisinger and Toth do, Dynamic programming and strong bounds for
the 0-1 knapsack problem, Management Science 45, 1999).
"""

from dataclasses import replace

import numpy as np

from innovation_hub.methods.portfolio import bounds
from innovation_hub.methods.portfolio.problem import Ints, Problem, Rule

NUMBER = "number"
"""The name of the rule on how many are funded."""


def halves(problem: Problem, number: int) -> tuple[Problem, Problem]:
    """The same problem with at most ``number`` funded, and with more."""
    everyone = np.ones(len(problem.values), np.int64)
    few, many = Rule(NUMBER, everyone, at_most=number), Rule(NUMBER, everyone, at_least=number + 1)
    return replace(problem, rules=(*problem.rules, few)), replace(problem, rules=(*problem.rules, many))


def bound(problem: Problem, choice: Ints) -> float:
    """An upper bound from a branch on the number that ``choice`` funds: as many at most, or more than that."""
    number, allowed = int((choice > 0).sum()), problem.allowed()
    few, many = halves(problem, number)
    left = [few] if _cheapest(problem, number + 1) > problem.budget else [few, many]
    found = [bounds.by_relaxation(half, allowed) for half in left]
    return max(np.inf if priced is None else priced.bound for priced in found)


def _cheapest(problem: Problem, number: int) -> int:
    """The least that so many cost in all, in whole shillings; those that must be funded are among them."""
    far = np.iinfo(np.int64).max // 2
    each = np.where(problem.allowed()[:, 1:], problem.cost, far).min(axis=1)
    order = np.lexsort((each, -problem.must))[:number]
    return sum(each[order].tolist()) if len(order) == number else far
