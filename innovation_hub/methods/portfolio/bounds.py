"""Lagrangian bounds: prices (multipliers) of the rules, the upper bound they prove, and the loss of each choice.

For any prices y of the rules (not negative where a rule says *at most*, not positive where it says *at least*) no
choice is worth more than ``sum over p of max over l of (value - price) + y . limits``: the Lagrangian bound
(Fisher, Management Science 27, 1981). The prices are the duals of the linear relaxation, for which this bound is
tightest (Geoffrion 1974); the bound is computed here, so that the proof is independent of the solver's tolerance.
"""

from dataclasses import dataclass
from math import fsum

import numpy as np
from scipy.optimize import linprog

from innovation_hub.methods.portfolio.problem import Bools, Floats, Ints, Problem
from innovation_hub.methods.portfolio.program import Program

_TIE = 1e-12


@dataclass(frozen=True, eq=False)
class Priced:
    """The ``bound`` for ``prices``, and each level's ``loss`` (P, L + 1) against the ``best`` of its proposal (P,).

    Given a choice of value v, any level with a loss above ``bound - v`` can be ignored: no choice that contains it is
    worth more than v.
    """

    prices: Floats
    bound: float
    loss: Floats
    best: Ints


def priced(problem: Problem, prices: Floats) -> Priced:
    """The bound by ``prices``, one for each of ``problem.budgeted``."""
    rules = problem.budgeted
    coefficients = np.array([rule.coefficient for rule in rules], float).reshape(len(rules), -1)
    money = np.array([rule.money for rule in rules])
    by_shilling = prices[money] @ coefficients[money]
    by_head = prices[~money] @ coefficients[~money]
    net = problem.value - problem.cost * by_shilling[:, None] - by_head[:, None]
    net = np.column_stack([np.zeros(len(net)), net])
    net[~problem.allowed()] = -np.inf
    # Of equal levels the cheapest, so that the best choice is within the budget if any such choice is.
    cost = np.column_stack([np.zeros(len(net), np.int64), problem.cost])
    top = net.max(axis=1)
    scale = np.abs(problem.value).max(axis=1, initial=0.0)
    near = net >= (top - _TIE * scale)[:, None]
    best = np.where(near, cost, np.iinfo(np.int64).max).argmin(axis=1)
    limits = [
        float((rule.at_most if price > 0 else rule.at_least) or 0) * float(price)
        for rule, price in zip(rules, prices, strict=True)
        if price
    ]
    return Priced(prices, fsum([*top.tolist(), *limits]), top[:, None] - net, best)


def by_efficiency(problem: Problem) -> Priced | None:
    """The bound at the best price of the budget, the only rule (Dantzig 1957); None when no choice is within it.

    The bound is convex and piecewise linear in the price; it changes slope only where two levels of a proposal are
    equal, so the minimum is found by bisection among those prices.
    """
    value = np.column_stack([np.zeros(len(problem.values)), problem.value])
    cost = np.column_stack([np.zeros(len(value), np.int64), problem.cost])
    breaks = [np.zeros(1)]
    for low in range(value.shape[1]):
        for high in range(low + 1, value.shape[1]):
            more = (cost[:, high] - cost[:, low]).astype(float)
            bend = np.divide(value[:, high] - value[:, low], more, out=np.zeros(len(more)), where=more != 0)
            breaks.append(bend[bend > 0])
    candidates = np.unique(np.concatenate(breaks))
    candidates = np.append(candidates, 2 * candidates[-1] + 1.0)
    low, high = 0, len(candidates) - 1
    if _cost_at(problem, candidates[high]) > problem.budget:
        return None
    while low < high:
        middle = (low + high) // 2
        if _cost_at(problem, candidates[middle]) <= problem.budget:
            high = middle
        else:
            low = middle + 1
    return priced(problem, candidates[[low]])


def _cost_at(problem: Problem, price: float) -> int:
    best = priced(problem, np.array([price])).best
    cost = np.column_stack([np.zeros(len(best), np.int64), problem.cost])
    return int(cost[np.arange(len(best)), best].sum())


def by_relaxation(problem: Problem, allowed: Bools) -> Priced | None:
    """The bound at the prices of the linear relaxation over ``allowed`` (P, L + 1); None when it is infeasible.

    Raises `ArithmeticError` when the solver fails.
    """
    program = Program.of(problem, allowed)
    if not len(program.value):
        return priced(problem, np.zeros(len(problem.budgeted)))
    scale = float(np.abs(program.value).max()) or 1.0
    rows, limits = program.upper()
    solved = linprog(-program.value / scale, A_ub=rows, b_ub=limits, bounds=(0, 1), method="highs")
    if solved.status == 2:
        return None
    if solved.status != 0:
        raise ArithmeticError(f"the linear relaxation was not solved: {solved.message}")
    return priced(problem, program.prices(-solved.ineqlin.marginals * scale))
