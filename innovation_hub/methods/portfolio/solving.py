"""The solver: a portfolio of most value within budget and rules, with a proven bound."""

from dataclasses import dataclass

import numpy as np

from innovation_hub.methods.portfolio import bounds, core, counting, exchange
from innovation_hub.methods.portfolio.bounds import Priced
from innovation_hub.methods.portfolio.problem import Bools, Ints, Problem, broken, costs, worth
from innovation_hub.methods.portfolio.program import NODES, Program, Undecided

GAP = 1e-4
_CORE, _SMALL_CORE = 60, 10
_FEW_NODES = 200
_DUST = 1e-9


@dataclass(frozen=True, eq=False)
class Portfolio:
    """A choice (P,) that satisfies every rule exactly.

    ``amount`` (P,): shillings of each proposal; ``cost``: their sum; ``value``: total value; ``bound``: proven upper
    bound of the value of any choice.
    """

    choice: Ints
    amount: Ints
    cost: int
    value: float
    bound: float

    @property
    def gap(self) -> float:
        """The relative gap between value and bound, at least 0."""
        return (self.bound - self.value) / abs(self.value) if self.bound > self.value else 0.0


def solve(problem: Problem, *, gap: float = GAP, nodes: int = NODES) -> Portfolio | None:
    """The choice of the largest value, proven to a relative ``gap`` (0: the optimum); None when there is none.

    The search ends after ``nodes`` branch-and-bound nodes with the gap reached; raises `Undecided` when it has found
    no choice by then. Deterministic.
    """
    if not len(problem.values):
        return _portfolio(problem, np.zeros(0, np.int64), 0.0)
    if not problem.allowed().any(axis=1).all():
        return None  # a proposal that must be funded has no offer
    lean = problem.without_idle_rules()
    found = _ruled(lean, gap, nodes) if lean.rules else _plain(lean, gap, nodes)
    return None if found is None else _portfolio(problem, *found)


def quick(problem: Problem) -> Portfolio | None:
    """A good portfolio without the search that closes the gap: only levels of small loss are searched.

    Its bound is valid, with a larger `Portfolio.gap`. For the draws of `chances`, whose spread is far larger.
    """
    if not problem.rules:
        return solve(problem, gap=1e-3)
    allowed = problem.allowed()
    if not allowed.any(axis=1).all():
        return None
    priced = bounds.by_relaxation(problem, allowed)
    if priced is None:
        return None
    found = _among_small_losses(problem, priced, allowed, 5e-3, _FEW_NODES, core=_SMALL_CORE)
    return None if found is None else _portfolio(problem, *found)


def _portfolio(problem: Problem, choice: Ints, bound: float) -> Portfolio:
    violated = broken(problem, choice)
    if violated:
        raise ArithmeticError(f"the choice breaks {[rule.name for rule in violated]}")
    amount = costs(problem, choice)
    value = worth(problem, choice)
    return Portfolio(choice, amount, sum(amount.tolist()), value, max(bound, value))


def _plain(problem: Problem, gap: float, nodes: int) -> tuple[Ints, float] | None:
    """Solve with the budget alone: exchanges, then the bound by numbers, then dynamic programming, then a search."""
    priced = bounds.by_efficiency(problem)
    if priced is None:
        return None
    choice = exchange.exchanged(problem, priced.best, enough=priced.bound / (1 + gap))
    if _enough(problem, choice, priced.bound, gap):
        return choice, priced.bound
    bound = max(worth(problem, choice), min(priced.bound, counting.bound(problem, priced.best)))
    if _enough(problem, choice, bound, gap):
        return choice, bound
    found, other = core.improve(problem, priced, gap=gap)
    if worth(problem, found) > worth(problem, choice):
        choice = found
    return _proven(problem, priced, (choice, min(bound, other)), gap, nodes)


def _enough(problem: Problem, choice: Ints, bound: float, gap: float) -> bool:
    value = worth(problem, choice)
    return bound - value <= max(gap * abs(value), _DUST * abs(bound))


def _ruled(problem: Problem, gap: float, nodes: int) -> tuple[Ints, float] | None:
    """Solve with rules: prices, then a search among levels of small loss, then one that closes the gap."""
    allowed = problem.allowed()
    priced = bounds.by_relaxation(problem, allowed)
    if priced is None:
        return None
    first = _among_small_losses(problem, priced, allowed, gap, nodes)
    return None if first is None else _proven(problem, priced, first, gap, nodes)


def _proven(
    problem: Problem, priced: Priced, known: tuple[Ints, float], gap: float, nodes: int
) -> tuple[Ints, float]:
    """The ``known`` choice and bound if their gap is small enough, otherwise the best of all that may be better."""
    choice, bound = known
    if _enough(problem, choice, bound, gap):
        return known
    value = worth(problem, choice)
    try:
        better = _searched(problem, priced, _promising(problem, priced, value), gap, nodes)
    except Undecided:
        return known
    if better is None:
        return choice, value
    best = max(value, worth(problem, better[0]))
    return (better[0] if best > value else choice), min(bound, max(best, better[1]))


def _promising(problem: Problem, priced: Priced, value: float) -> Bools:
    """The levels (P, L + 1) that can be part of a choice worth more than ``value``.

    A level whose loss exceeds the difference between bound and ``value`` cannot.
    """
    room = priced.bound - value + _DUST * max(1.0, abs(priced.bound))
    return problem.allowed() & (priced.loss <= room)


def _among_small_losses(
    problem: Problem, priced: Priced, allowed: Bools, gap: float, nodes: int, *, core: int = _CORE
) -> tuple[Ints, float] | None:
    """A good choice and bound among the levels of least loss; their number is increased until a choice is found.

    The bound of that search is used where no other level can be better.
    """
    second = np.sort(priced.loss, axis=1)[:, 1]
    order = np.sort(second[np.isfinite(second)])
    size = core + (2 * len(problem.rules) if core == _CORE else 0)
    while size < len(order):
        some = allowed & ((priced.loss <= order[size]) | (priced.loss <= 0))
        try:
            found = _searched(problem, priced, some, gap, nodes)
        except Undecided:
            found = None
        if found is not None:
            value = worth(problem, found[0])
            whole = not (_promising(problem, priced, value) & ~some).any()
            return found[0], min(priced.bound, max(value, found[1])) if whole else priced.bound
        size *= 4
    found = _searched(problem, priced, allowed, gap, nodes)
    return None if found is None else (found[0], min(priced.bound, found[1]))


def _searched(
    problem: Problem, priced: Priced, allowed: Bools, gap: float, nodes: int
) -> tuple[Ints, float] | None:
    program = Program.of(problem, allowed)
    base = worth(problem, program.fixed)
    # The solver's gap is relative to its own part of the value, without that of the fixed choices.
    own = max(abs(priced.bound - base), abs(priced.bound) / 1000)
    share = min(0.5, 0.9 * gap * abs(priced.bound) / own) if own else gap
    found = program.search(program.value, gap=share, nodes=nodes)
    return None if found is None else (found[0], base + found[1])
