"""The portfolio problem: offers, budget and rules.

Each of P proposals has offers at up to L levels (100 %, 75 %, ... of the amount asked). A *choice* (P,) is the level
of each proposal: 0 is not funded, l is column l - 1 of the offers. All rules are linear with integer coefficients and
checked in integer arithmetic, exact to the shilling.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field, replace
from math import fsum

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

BUDGET = "budget"
"""The name of the budget as a rule."""
_SAFE = 2**62


@dataclass(frozen=True, eq=False)
class Rule:
    """``at_least`` <= sum of ``coefficient`` (P,) over funded proposals <= ``at_most``; None leaves a side open.

    With ``money`` each coefficient is multiplied by the proposal's shillings. A share is written as: at least 40 % of
    those funded have a ``mark`` (0 or 1): coefficient ``100 * mark - 40``, at least 0.
    """

    name: Hashable
    coefficient: Ints
    money: bool = False
    at_least: int | None = None
    at_most: int | None = None


@dataclass(frozen=True, eq=False)
class Problem:
    """Offers, budget and rules. Level l of proposal p is worth ``values[p] * worth[p, l]``.

    ``values`` (P,); ``cost`` (P, L) whole shillings, not negative; ``worth`` (P, L); ``offered`` (P, L): whether the
    offer exists; ``must`` (P,): 1 for must-fund, -1 for must-not, else 0. Raises `ValueError` for shapes that do not
    fit, values that are not finite, and negative costs or budget.
    """

    values: Floats
    cost: Ints
    worth: Floats
    offered: Bools
    budget: int
    rules: tuple[Rule, ...] = ()
    must: Ints = field(default_factory=lambda: np.zeros(0, np.int64))

    def __post_init__(self) -> None:
        number = len(self.values)
        if not self.must.size and number:
            object.__setattr__(self, "must", np.zeros(number, np.int64))
        shapes = {self.cost.shape, self.worth.shape, self.offered.shape}
        if len(shapes) != 1 or self.cost.ndim != 2 or len(self.cost) != number or len(self.must) != number:
            raise ValueError("offers, values and musts must be of one number of proposals")
        if any(len(rule.coefficient) != number for rule in self.rules):
            raise ValueError("a rule needs a coefficient for each proposal")
        if not (np.isfinite(self.values).all() and np.isfinite(self.worth).all()):
            raise ValueError("values must be finite")
        if self.budget < 0 or (self.cost < 0).any():
            raise ValueError("costs and the budget cannot be negative")

    @property
    def value(self) -> Floats:
        """The value of each offer (P, L)."""
        return self.values[:, None] * self.worth

    @property
    def budgeted(self) -> tuple[Rule, ...]:
        """All linear rules, the budget first."""
        ones = np.ones(len(self.values), np.int64)
        return (Rule(BUDGET, ones, money=True, at_most=self.budget), *self.rules)

    def allowed(self) -> Bools:
        """The levels allowed by offers and musts (P, L + 1); column 0 is not funded."""
        left_out = self.must < 1
        return np.column_stack([left_out, self.offered & (self.must > -1)[:, None]])

    def without_idle_rules(self) -> "Problem":
        """The problem without the rules that every choice satisfies."""
        most = np.where(self.offered, self.cost, 0).max(axis=1, initial=0)
        everyone = np.ones(len(most), bool)
        busy = []
        for rule in self.rules:
            high = replace(rule, coefficient=np.maximum(rule.coefficient, 0))
            low = replace(rule, coefficient=np.minimum(rule.coefficient, 0))
            over = rule.at_most is not None and total(high, most, everyone) > rule.at_most
            under = rule.at_least is not None and total(low, most, everyone) < rule.at_least
            if over or under:
                busy.append(rule)
        return self if len(busy) == len(self.rules) else replace(self, rules=tuple(busy))

    def pinned(self, proposal: int, must: int) -> "Problem":
        """The problem with one proposal that must (1), must not (-1) or may (0) be funded."""
        pins = self.must.copy()
        pins[proposal] = must
        return replace(self, must=pins)


def plain(values: Floats, cost: Ints, budget: int) -> Problem:
    """A problem with one offer for each proposal and no rules: ``values`` and ``cost`` (P,)."""
    column = np.asarray(cost, np.int64).reshape(-1, 1)
    return Problem(
        np.asarray(values, float), column, np.ones(column.shape), np.ones(column.shape, bool), int(budget)
    )


def costs(problem: Problem, choice: Ints) -> Ints:
    """The shillings of each proposal (P,) under a choice (P,)."""
    padded = np.column_stack([np.zeros(len(choice), np.int64), problem.cost])
    return padded[np.arange(len(choice)), choice]


def worths(problem: Problem, choice: Ints) -> Floats:
    """The value of each proposal (P,) under a choice (P,), 0 if not funded."""
    padded = np.column_stack([np.zeros(len(choice)), problem.value])
    return padded[np.arange(len(choice)), choice]


def worth(problem: Problem, choice: Ints) -> float:
    """The total value of a choice (P,), summed without rounding errors."""
    return fsum(worths(problem, choice).tolist())


def total(rule: Rule, given: Ints, funded: Bools) -> int:
    """The sum that a rule limits, in exact integers; ``given`` (P,) in shillings, ``funded`` (P,)."""
    weight = (given if rule.money else np.ones(len(given), np.int64))[funded]
    coefficient = rule.coefficient[funded]
    if not len(weight):
        return 0
    if int(np.abs(coefficient).max()) * int(weight.max()) * len(weight) < _SAFE:
        return int(coefficient @ weight)
    return sum(int(a) * int(b) for a, b in zip(coefficient, weight, strict=True))


def broken(problem: Problem, choice: Ints, rules: Iterable[Rule] | None = None) -> tuple[Rule, ...]:
    """The ``rules`` (all, with the budget, by default) that a choice (P,) violates, in integer arithmetic."""
    given, funded = costs(problem, choice), choice > 0
    found = []
    for rule in problem.budgeted if rules is None else rules:
        amount = total(rule, given, funded)
        low, high = rule.at_least, rule.at_most
        if (low is not None and amount < low) or (high is not None and amount > high):
            found.append(rule)
    return tuple(found)
