"""A tighter bound for problems whose only rule is the budget, by branching on the number of funded proposals.

Where values are costs plus or minus a constant, the bound at the budget's price is loose: the value depends on the
number funded, and the relaxation funds a fraction of one proposal. A branch on the number removes that fraction
(Martello, Pisinger and Toth, Dynamic programming and strong bounds for the 0-1 knapsack problem, Management Science
45, 1999).
"""

from dataclasses import replace

import numpy as np

from innovation_hub.methods.portfolio import bounds
from innovation_hub.methods.portfolio.problem import Ints, Problem, Rule

NUMBER = "number"
"""The name of the rule on the number of funded proposals."""


def halves(problem: Problem, number: int) -> tuple[Problem, Problem]:
    """The problem with at most ``number`` proposals funded, and with more than ``number``."""
    everyone = np.ones(len(problem.values), np.int64)
    few, many = Rule(NUMBER, everyone, at_most=number), Rule(NUMBER, everyone, at_least=number + 1)
    return replace(problem, rules=(*problem.rules, few)), replace(problem, rules=(*problem.rules, many))


def bound(problem: Problem, choice: Ints) -> float:
    """An upper bound by branching at the number of proposals that ``choice`` funds."""
    number, allowed = int((choice > 0).sum()), problem.allowed()
    few, many = halves(problem, number)
    left = [few] if _cheapest(problem, number + 1) > problem.budget else [few, many]
    found = [bounds.by_relaxation(half, allowed) for half in left]
    return max(np.inf if priced is None else priced.bound for priced in found)


def _cheapest(problem: Problem, number: int) -> int:
    """The least cost of funding ``number`` proposals, including those that must be funded, in whole shillings."""
    far = np.iinfo(np.int64).max // 2
    each = np.where(problem.allowed()[:, 1:], problem.cost, far).min(axis=1)
    order = np.lexsort((each, -problem.must))[:number]
    return sum(each[order].tolist()) if len(order) == number else far
