"""Choosing a portfolio: the most value within budget and rules, with the proof of how near the best it is."""

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
    """A choice (P,) that keeps every rule to the shilling.

    ``amount`` (P,) is what each proposal gets, ``cost`` their sum, ``value`` the worth of all; no choice whatever is
    worth more than ``bound``.
    """

    choice: Ints
    amount: Ints
    cost: int
    value: float
    bound: float

    @property
    def gap(self) -> float:
        """How far the best can lie above this one at most, as a share of its value."""
        return (self.bound - self.value) / abs(self.value) if self.bound > self.value else 0.0


def solve(problem: Problem, *, gap: float = GAP, nodes: int = NODES) -> Portfolio | None:
    """The choice of the largest value, proven to a relative ``gap`` (0: the optimum); None when there is none.

    A search of more than ``nodes`` branches ends with the gap it has reached; raises `Undecided` when it has
    found nothing by then. The same problem gives the same answer.
    """
    if not len(problem.values):
        return _portfolio(problem, np.zeros(0, np.int64), 0.0)
    if not problem.allowed().any(axis=1).all():
        return None  # something must be funded that nothing is offered to
    lean = problem.without_idle_rules()
    found = _ruled(lean, gap, nodes) if lean.rules else _plain(lean, gap, nodes)
    return None if found is None else _portfolio(problem, *found)


def quick(problem: Problem) -> Portfolio | None:
    """A good portfolio without the search for its proof: only what the prices leave in doubt is looked at.

    Its `Portfolio.gap` is still honest. For the many draws of `chances`, which differ far more than this.
    """
    if not problem.rules:
        return solve(problem, gap=1e-3)
    allowed = problem.allowed()
    if not allowed.any(axis=1).all():
        return None
    priced = bounds.by_relaxation(problem, allowed)
    if priced is None:
        return None
    found = _near(problem, priced, allowed, 5e-3, _FEW_NODES, core=_SMALL_CORE)
    return None if found is None else _portfolio(problem, *found)


def _portfolio(problem: Problem, choice: Ints, bound: float) -> Portfolio:
    slips = broken(problem, choice)
    if slips:
        raise ArithmeticError(f"the choice breaks {[rule.name for rule in slips]}")
    amount = costs(problem, choice)
    value = worth(problem, choice)
    return Portfolio(choice, amount, sum(amount.tolist()), value, max(bound, value))


def _plain(problem: Problem, gap: float, nodes: int) -> tuple[Ints, float] | None:
    """Exchanges about the price of a shilling; then how many can be funded; then the search among what lies near."""
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
    """Prices first; then the few proposals that they leave in doubt; then whatever the proof still needs."""
    allowed = problem.allowed()
    priced = bounds.by_relaxation(problem, allowed)
    if priced is None:
        return None
    first = _near(problem, priced, allowed, gap, nodes)
    return None if first is None else _proven(problem, priced, first, gap, nodes)


def _proven(
    problem: Problem, priced: Priced, known: tuple[Ints, float], gap: float, nodes: int
) -> tuple[Ints, float]:
    """What is known, if its gap is small enough; else the best among all that can be better."""
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
    """The choices that can be part of anything worth more than ``value``.

    No level that alone loses more than what lies between the bound and a known value can, so the best of the others
    is the best of all.
    """
    room = priced.bound - value + _DUST * max(1.0, abs(priced.bound))
    return problem.allowed() & (priced.loss <= room)


def _near(
    problem: Problem, priced: Priced, allowed: Bools, gap: float, nodes: int, *, core: int = _CORE
) -> tuple[Ints, float] | None:
    """A good choice among the levels of least loss, looking further as long as there is none.

    Where nothing else can be better, the search among them bounds all.
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
    # The solver counts its gap against its own part of the value: what the fixed choices leave of the bound.
    own = max(abs(priced.bound - base), abs(priced.bound) / 1000)
    share = min(0.5, 0.9 * gap * abs(priced.bound) / own) if own else gap
    found = program.search(program.value, gap=share, nodes=nodes)
    return None if found is None else (found[0], base + found[1])
