"""The smallest changes that would fund a proposal left out, each computed by solving the changed problem."""

from collections.abc import Hashable
from dataclasses import dataclass, replace
from math import fsum

import numpy as np

from innovation_hub.methods.portfolio.conflicts import explain
from innovation_hub.methods.portfolio.problem import Problem, broken, costs, total, worths
from innovation_hub.methods.portfolio.program import Program, Undecided
from innovation_hub.methods.portfolio.solving import Portfolio, solve

_TIE = 1e-9
_NODES = 1_000


@dataclass(frozen=True)
class PortfolioChange:
    """The smallest single changes with which a proposal is funded and the portfolio is worth no less.

    ``value``: increase of the proposal's value; ``budget``: increase of the budget in shillings; ``cost``: reduced
    cost of its first offer in shillings. None: no such change exists, or none was found within the limit of nodes.
    ``rules`` names the rules that exclude the proposal at any value.
    """

    value: float | None
    budget: int | None
    cost: int | None
    rules: tuple[Hashable, ...] = ()


def change(problem: Problem, best: Portfolio, proposal: int) -> PortfolioChange:
    """All three changes for a proposal that ``best`` leaves out; as exact as ``best`` (`Portfolio.gap`)."""
    value = value_missing(problem, best, proposal)
    budget = _budget_missing(problem, best, proposal)
    if value is None:
        conflict = explain(problem.pinned(proposal, 1))
        return PortfolioChange(None, budget, None, conflict.rules if conflict else ())
    return PortfolioChange(value, budget, _cost_wanted(problem, best, proposal))


def value_missing(problem: Problem, best: Portfolio, proposal: int) -> float | None:
    """The increase of ``problem.values[proposal]`` with which the proposal is in a best portfolio.

    It is the difference in value of the best portfolio with and without the proposal, divided by ``worth`` of the
    level. None when the rules exclude the proposal.
    """
    needed = []
    for level in np.flatnonzero(problem.offered[proposal]):
        worth = float(problem.worth[proposal, level])
        try:
            forced = _only(problem, proposal, int(level)).pinned(proposal, 1)
            found = solve(forced, gap=0.0, nodes=_NODES)
        except Undecided:
            continue
        if found is not None and worth > 0:
            needed.append(max(0.0, best.value - found.value) / worth)
    return min(needed, default=None)


def _only(problem: Problem, proposal: int, level: int) -> Problem:
    offered = problem.offered.copy()
    offered[proposal] = False
    offered[proposal, level] = True
    return replace(problem, offered=offered)


def _budget_missing(problem: Problem, best: Portfolio, proposal: int) -> int | None:
    """The least increase of the budget with which it is funded and the portfolio is worth no less."""
    enough = int(problem.cost.max(axis=1, initial=0).sum())
    rich = replace(problem, budget=max(problem.budget, enough)).pinned(proposal, 1)
    cheapest = _cheapest_worth(rich, best.value)
    return None if cheapest is None else max(0, cheapest - problem.budget)


def _cheapest_worth(problem: Problem, value: float) -> int | None:
    """The cost of the cheapest choice worth at least ``value``; None when there is none."""
    allowed = problem.allowed()
    if not allowed.any(axis=1).all():
        return None
    program = Program.of(problem, allowed)
    price = problem.cost[program.proposal, program.level - 1].astype(float)
    least = value - _TIE * max(1.0, abs(value)) - fsum(worths(problem, program.fixed).tolist())
    if not len(price) and least > 0:
        return None
    try:
        found = program.search(-price, nodes=_NODES, floor=least)
    except Undecided:
        return None
    return None if found is None else int(costs(problem, found[0]).sum())


def _cost_wanted(problem: Problem, best: Portfolio, proposal: int) -> int | None:
    """The highest cost of its first offer at which it is funded and the portfolio is worth no less."""
    level = int(np.flatnonzero(problem.offered[proposal])[0])
    asked = int(problem.cost[proposal, level])
    free = _with_cost(problem, proposal, level, 0)
    program = Program.of(free, free.allowed())
    least = best.value - _TIE * max(1.0, abs(best.value)) - fsum(worths(free, program.fixed).tolist())
    weights = np.array([float(r.coefficient[proposal]) * asked if r.money else 0.0 for r in free.budgeted])
    choice = program.most_slack(weights, least, nodes=_NODES)
    if choice is None:
        return None
    # The solver finds the other proposals; what they leave is computed here in whole shillings.
    given, funded = costs(free, choice), choice > 0
    rooms = [
        (rule.at_most - total(rule, given, funded)) // int(rule.coefficient[proposal])
        for rule in free.budgeted
        if rule.money and rule.at_most is not None and rule.coefficient[proposal] > 0
    ]
    cost = min(asked, *rooms)
    if cost < 0 or broken(_with_cost(problem, proposal, level, cost), choice):
        return None
    return cost


def _with_cost(problem: Problem, proposal: int, level: int, cost: int) -> Problem:
    changed = problem.cost.copy()
    changed[proposal, level] = cost
    return replace(_only(problem, proposal, level), cost=changed).pinned(proposal, 1)
