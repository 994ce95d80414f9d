"""Why there is no portfolio: an irreducible set of contradicting rules, and the budget that would be enough."""

from collections.abc import Hashable
from dataclasses import dataclass, replace

import numpy as np

from innovation_hub.methods.portfolio import bounds
from innovation_hub.methods.portfolio.problem import BUDGET, Ints, Problem, broken, costs
from innovation_hub.methods.portfolio.program import Program, Undecided

_NODES = 2_000


@dataclass(frozen=True)
class Pin:
    """The rule that a proposal must (1) or must not (-1) be funded."""

    proposal: int
    must: int


@dataclass(frozen=True)
class Contradiction:
    """Rules (`BUDGET`, `Rule.name`, `Pin`) that cannot all be satisfied, but can without any one of them.

    ``budget`` is the smallest with which all rules can be satisfied; None when no budget is enough.
    """

    rules: tuple[Hashable, ...]
    budget: int | None


def feasible(problem: Problem) -> bool:
    """Whether any choice satisfies every rule; True also when the search ends undecided."""
    return _cheapest(problem, stop_early=True) is not None


def explain(problem: Problem) -> Contradiction | None:
    """An irreducible set of contradicting rules of a problem without a solution; None when there is a solution.

    Each rule in turn is removed for good if the others still contradict each other (the deletion filter of Chinneck
    and Dravnieks, ORSA J. Computing 3, 1991).
    """
    if feasible(problem):
        return None
    unlimited = replace(problem, budget=int(problem.cost.max(axis=1, initial=0).sum()))
    cheapest = _cheapest(unlimited)
    left = problem
    for part in [BUDGET, *(rule.name for rule in problem.rules), *_pins(problem)]:
        without = _without(left, part)
        if not feasible(without):
            left = without
    needed: list[Hashable] = [] if left.budget == unlimited.budget else [BUDGET]
    needed += [*(rule.name for rule in left.rules), *_pins(left)]
    return Contradiction(tuple(needed), cheapest)


def _pins(problem: Problem) -> list[Pin]:
    return [Pin(int(p), int(problem.must[p])) for p in np.flatnonzero(problem.must)]


def _without(problem: Problem, part: Hashable) -> Problem:
    if isinstance(part, Pin):
        return problem.pinned(part.proposal, 0)
    if part == BUDGET:
        return replace(problem, budget=int(problem.cost.max(axis=1, initial=0).sum()))
    return replace(problem, rules=tuple(rule for rule in problem.rules if rule.name != part))


def _cheapest(problem: Problem, *, stop_early: bool = False) -> int | None:
    """The cost of the cheapest choice that satisfies every rule; None when there is none.

    With ``stop_early`` it is the cost of any such choice.
    """
    allowed = problem.allowed()
    if not allowed.any(axis=1).all():
        return None
    if not problem.rules:
        least = int(np.where(allowed, _with_nothing(problem.cost), np.iinfo(np.int64).max).min(axis=1).sum())
        return least if least <= problem.budget else None
    if bounds.by_relaxation(problem, allowed) is None:
        return None
    program = Program.of(problem, allowed)
    price = problem.cost[program.proposal, program.level - 1].astype(float)
    try:
        found = program.search(0 * price if stop_early else -price, nodes=_NODES)
    except Undecided:
        return problem.budget
    if found is None or broken(problem, found[0]):
        return None
    return int(costs(problem, found[0]).sum())


def _with_nothing(cost: Ints) -> Ints:
    return np.column_stack([np.zeros(len(cost), np.int64), cost])
