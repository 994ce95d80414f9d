"""Dynamic programming for problems whose only rule is the budget: the multiple-choice knapsack problem.

It starts from the level of each proposal that is best at the budget's price; only levels of little loss can improve
it, so proposals are tried in the order of their least loss. States are (spent, worth) pairs; dominated ones and those
excluded by the Lagrangian bound are dropped (Pisinger, A minimal algorithm for the multiple-choice knapsack problem,
EJOR 83, 1995). This is fast where branch and bound is slow.
"""

from dataclasses import dataclass

import numpy as np

from innovation_hub.methods.portfolio.bounds import Priced
from innovation_hub.methods.portfolio.problem import Floats, Ints, Problem, costs, worths

STATES = 8_192
"""The most states stored; beyond it the result is still valid, with the gap that the bound proves."""
_DUST = 1e-12


@dataclass(frozen=True, eq=False)
class _Step:
    """A proposal that was tried: for each state the state before it and the level chosen."""

    proposal: int
    parent: Ints
    level: Ints


class _States:
    """The Pareto frontier of spent and worth, and the best state within the budget so far."""

    def __init__(self, problem: Problem, priced: Priced) -> None:
        self.problem, self.priced = problem, priced
        self.price = float(priced.prices[0])
        self.cost = costs(problem, priced.best).sum(keepdims=True)
        self.value = worths(problem, priced.best).sum(keepdims=True)
        self.steps: list[_Step] = []
        self.found, self.best_at = float(self.value[0]), (0, 0)  # its value; its step and index
        self.complete = True

    @property
    def room(self) -> float:
        """The greatest loss against the bound with which a state may still beat the best found."""
        return self.priced.bound - self.found + _DUST * abs(self.priced.bound)

    def extend(self, proposal: int, cost: Ints, value: Floats) -> None:
        """Extend every state by each level of a proposal whose loss is at most `room`."""
        now = self.priced.best[proposal]
        levels = np.flatnonzero(self.priced.loss[proposal] <= self.room)
        levels = np.append(now, levels[levels != now])
        before = len(self.cost)
        spent = (self.cost + (cost[levels] - cost[now])[:, None]).ravel()
        worth = (self.value + (value[levels] - value[now])[:, None]).ravel()
        best = self._best_within(spent, worth)
        surviving = self._frontier(spent, worth, best)
        self.cost, self.value = spent[surviving], worth[surviving]
        self.steps.append(_Step(proposal, surviving % before, levels[surviving // before]))
        if best is not None:
            self.best_at = (len(self.steps), int(np.flatnonzero(surviving == best)[0]))

    def _best_within(self, spent: Ints, worth: Floats) -> int | None:
        """The index of the cheapest of the best states within the budget, if it beats the best found so far."""
        within = np.where(spent <= self.problem.budget, worth, -np.inf)
        if not within.max() > self.found:
            return None
        self.found = float(within.max())
        return int(np.where(within == self.found, spent, np.iinfo(np.int64).max).argmin())

    def _frontier(self, spent: Ints, worth: Floats, best: int | None) -> Ints:
        lost = self.priced.bound - self.price * (self.problem.budget - spent) - worth
        if best is not None:
            lost[best] = -np.inf  # never dropped
        order = np.lexsort((-worth, spent))
        order = order[lost[order] <= self.room]
        best_before = np.maximum.accumulate(np.append(-np.inf, worth[order][:-1]))
        order = order[worth[order] > best_before]
        if len(order) > STATES:
            self.complete = False
            order = order[np.sort(np.argsort(lost[order], kind="stable")[:STATES])]
        return order

    def choice(self) -> Ints:
        """The best choice found, traced back through its steps."""
        choice = self.priced.best.copy()
        number, index = self.best_at
        for step in reversed(self.steps[:number]):
            choice[step.proposal] = step.level[index]
            index = int(step.parent[index])
        return choice


def improve(problem: Problem, priced: Priced, *, gap: float) -> tuple[Ints, float]:
    """The best choice (P,) within the budget and an upper bound, to a relative ``gap`` (0: the optimum).

    ``priced.best`` must be within the budget, as that of `bounds.by_efficiency` is.
    """
    states = _States(problem, priced)
    second = np.where(np.arange(priced.loss.shape[1]) == priced.best[:, None], np.inf, priced.loss).min(
        axis=1, initial=np.inf
    )
    value = np.column_stack([np.zeros(len(second)), problem.value])
    cost = np.column_stack([np.zeros(len(second), np.int64), problem.cost])
    ended_early = False
    for proposal in np.argsort(second, kind="stable"):
        if second[proposal] > states.room:
            break
        if states.room <= gap * abs(states.found):
            ended_early = True
            break
        states.extend(int(proposal), cost[proposal], value[proposal])
    exact = states.complete and not ended_early
    return states.choice(), states.found if exact else max(states.found, priced.bound)
