"""The plain budget, solved exactly around the price of a shilling.

Each proposal takes the level that its price makes best; only departures that lose little can lead to something
better, so they are tried in that order. States are (spent, worth) pairs, of which those stay that no cheaper one
equals; the Lagrangian bound throws out the rest (Pisinger, A minimal algorithm for the multiple-choice knapsack
problem, EJOR 83, 1995). This is quick just where branch and bound is slow.
"""

from dataclasses import dataclass

import numpy as np

from innovation_hub.methods.portfolio.bounds import Priced
from innovation_hub.methods.portfolio.problem import Floats, Ints, Problem, costs, worths

STATES = 8_192
"""States kept at a time; with more the answer stays sound, and its gap is what the bound proves."""
_DUST = 1e-12


@dataclass(frozen=True, eq=False)
class _Step:
    """One proposal that was tried: for each state where it came from and the level it took."""

    proposal: int
    came: Ints
    level: Ints


class _States:
    """The frontier of spent against worth, and the best state within the budget so far."""

    def __init__(self, problem: Problem, priced: Priced) -> None:
        self.problem, self.priced = problem, priced
        self.price = float(priced.prices[0])
        self.cost = costs(problem, priced.best).sum(keepdims=True)
        self.value = worths(problem, priced.best).sum(keepdims=True)
        self.steps: list[_Step] = []
        self.found, self.place = float(self.value[0]), (0, 0)
        self.complete = True

    @property
    def room(self) -> float:
        """What may still be lost against the bound without falling behind the best found."""
        return self.priced.bound - self.found + _DUST * abs(self.priced.bound)

    def try_(self, proposal: int, cost: Ints, value: Floats) -> None:
        """Let every state take each level of a proposal whose loss the room allows."""
        now = self.priced.best[proposal]
        levels = np.flatnonzero(self.priced.loss[proposal] <= self.room)
        levels = np.append(now, levels[levels != now])
        before = len(self.cost)
        spent = (self.cost + (cost[levels] - cost[now])[:, None]).ravel()
        worth = (self.value + (value[levels] - value[now])[:, None]).ravel()
        best = self._best_within(spent, worth)
        kept = self._frontier(spent, worth, best)
        self.cost, self.value = spent[kept], worth[kept]
        self.steps.append(_Step(proposal, kept % before, levels[kept // before]))
        if best is not None:
            self.place = (len(self.steps), int(np.flatnonzero(kept == best)[0]))

    def _best_within(self, spent: Ints, worth: Floats) -> int | None:
        """The cheapest of the best states within the budget, if it is better than all before it."""
        within = np.where(spent <= self.problem.budget, worth, -np.inf)
        if not within.max() > self.found:
            return None
        self.found = float(within.max())
        return int(np.where(within == self.found, spent, np.iinfo(np.int64).max).argmin())

    def _frontier(self, spent: Ints, worth: Floats, best: int | None) -> Ints:
        lost = self.priced.bound - self.price * (self.problem.budget - spent) - worth
        if best is not None:
            lost[best] = -np.inf  # never thrown out
        order = np.lexsort((-worth, spent))
        order = order[lost[order] <= self.room]
        best_before = np.maximum.accumulate(np.append(-np.inf, worth[order][:-1]))
        order = order[worth[order] > best_before]
        if len(order) > STATES:
            self.complete = False
            order = order[np.sort(np.argsort(lost[order], kind="stable")[:STATES])]
        return order

    def choice(self) -> Ints:
        """The best choice found, read back along its steps."""
        choice = self.priced.best.copy()
        number, index = self.place
        for step in reversed(self.steps[:number]):
            choice[step.proposal] = step.level[index]
            index = int(step.came[index])
        return choice


def improve(problem: Problem, priced: Priced, *, gap: float) -> tuple[Ints, float]:
    """The best choice within the budget and the bound on it, to a relative ``gap`` (0: the optimum).

    ``priced.best`` must keep the budget, as that of `bounds.by_efficiency` does.
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
        states.try_(int(proposal), cost[proposal], value[proposal])
    exact = states.complete and not ended_early
    return states.choice(), states.found if exact else max(states.found, priced.bound)
