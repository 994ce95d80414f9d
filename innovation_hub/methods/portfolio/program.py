"""The whole-number programme of a problem, cut down to some of its choices, for SciPy's HiGHS."""

from dataclasses import dataclass
from math import inf

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from innovation_hub.methods.portfolio.problem import Bools, Floats, Ints, Problem, Rule, broken, costs, total

NODES = 2_000
"""Branches after which the search ends with the gap it has; a number, not a time, so that runs are alike."""
_LARGEST = 1e4
_CUTS, _DRAWS = 12, 3
"""How often an answer that slips is cut off, then how often the limits themselves are drawn in."""


class Undecided(ArithmeticError):
    """The search ended before it found a choice, or a proof that there is none."""


@dataclass(frozen=True, eq=False)
class Row:
    """A rule over the free offers in the solver's units: ``low`` <= weights . x <= ``high``, ``scale`` down."""

    weights: Floats
    low: float
    high: float
    scale: float


@dataclass(frozen=True, eq=False)
class Program:
    """One 0/1 variable for each allowed offer of a proposal that still has a choice.

    ``fixed`` (P,) is the choice of all others. ``proposal``, ``level``, ``value`` (N,) describe the variables.
    """

    problem: Problem
    fixed: Ints
    proposal: Ints
    level: Ints
    value: Floats
    optional: Bools
    rows: tuple[Row, ...]

    @classmethod
    def of(cls, problem: Problem, allowed: Bools) -> "Program":
        """The programme in which each proposal takes one of its ``allowed`` (P, L + 1) choices."""
        free = allowed.sum(axis=1) > 1
        fixed = np.where(free, 0, allowed.argmax(axis=1))
        proposal, column = np.nonzero(allowed[:, 1:] & free[:, None])
        rows = tuple(_row(rule, problem, fixed, proposal, column) for rule in problem.budgeted)
        value = problem.value[proposal, column]
        return cls(problem, fixed, proposal, column + 1, value, allowed[:, 0], rows)

    def choices(self) -> tuple[sparse.csr_array, Floats, Floats]:
        """One choice for each free proposal: matrix, least and most."""
        kept, row = np.unique(self.proposal, return_inverse=True)
        matrix = sparse.csr_array((np.ones(len(row)), (row, np.arange(len(row)))), (len(kept), len(row)))
        return matrix, np.where(self.optional[kept], 0.0, 1.0), np.ones(len(kept))

    def _sides(self) -> list[tuple[int, int]]:
        """The sides of the rules that are not open: row, and 1 for *at most* or -1 for *at least*."""
        limits = [(index, sign) for index in range(len(self.rows)) for sign in (1, -1)]
        return [(i, s) for i, s in limits if (self.rows[i].high < inf if s > 0 else self.rows[i].low > -inf)]

    def upper(self) -> tuple[sparse.csr_array, Floats]:
        """All of it as rows of *at most* with their limits, the rules' sides first."""
        matrix, low, high = self.choices()
        sides = self._sides()
        rules = [sparse.csr_array(sign * self.rows[index].weights[None, :]) for index, sign in sides]
        limits = [self.rows[i].high if sign > 0 else -self.rows[i].low for i, sign in sides]
        bound = low > 0
        return (
            sparse.vstack([*rules, matrix, -matrix[bound]]).tocsr(),
            np.concatenate([limits, high, -low[bound]]),
        )

    def prices(self, marginals: Floats) -> Floats:
        """What one more shilling or head of each rule is worth, from the worth of each row of `upper`."""
        prices = np.zeros(len(self.rows))
        for (index, sign), worth in zip(self._sides(), marginals, strict=False):
            prices[index] += sign * max(0.0, worth) / self.rows[index].scale
        return prices

    def search(
        self, objective: Floats, *, gap: float = 0.0, nodes: int = NODES, floor: float | None = None
    ) -> tuple[Ints, float] | None:
        """The choice of the largest ``objective`` (N,) and the upper bound on it; None when there is no choice.

        With a ``floor`` the free offers must be worth as much in all.

        The answer keeps every rule in whole numbers: where the solver's tolerance lets one slip by a shilling,
        that answer is cut off and the search goes again; the bound stays that of the first search. Raises
        `Undecided`. ``gap`` is relative to the objective.
        """
        if not len(self.proposal):
            return None if broken(self.problem, self.fixed) else (self.fixed, 0.0)
        scale = float(np.abs(objective).max(initial=0.0)) / 1000 or 1.0
        matrix, least, most = self.choices()
        limits = _Limits(self.rows, matrix, least, most)
        if floor is not None:
            unit = float(np.abs(self.value).max()) or 1.0
            limits.add(-self.value / unit, -floor / unit)
        bound: float | None = None
        for turn in range(_CUTS + _DRAWS):
            solved = milp(
                -objective / scale,
                integrality=np.ones(len(objective)),
                bounds=Bounds(0, 1),
                constraints=limits.constraint(),
                options={"mip_rel_gap": gap, "node_limit": nodes},
            )
            if solved.status == 2:
                return None
            if solved.x is None:
                raise Undecided(solved.message)
            if bound is None:
                dual = solved.mip_dual_bound
                bound = inf if dual is None else -float(dual) * scale
            taken = solved.x > 0.5
            choice = self._read(taken)
            slips = broken(self.problem, choice)
            if not slips:
                return choice, bound
            if turn < _CUTS:
                limits.cut_off(taken)
            else:
                _draw_in(self.problem, self.rows, choice, slips, limits)
        raise Undecided("rounding breaks a rule")

    def roomiest(self, weights: Floats, floor: float, *, nodes: int = NODES) -> Ints | None:
        """The choice, worth ``floor`` at least, that leaves the most room for something divisible.

        ``weights``: what the whole of it takes of each rule. None when there is no choice, or none was found.
        """
        matrix, least, most = self.choices()
        limits = _Limits(self.rows, matrix, least, most)
        unit = float(np.abs(self.value).max(initial=0.0)) or 1.0
        limits.add(-self.value / unit, -floor / unit)
        column = np.zeros(len(limits.low))
        column[: len(self.rows)] = weights / np.array([row.scale for row in self.rows])
        whole = np.ones(len(self.value))
        solved = milp(
            np.append(0 * whole, -1.0),
            integrality=np.append(whole, 0),
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(
                sparse.hstack([limits.matrix, sparse.csr_array(column[:, None])]).tocsr(),
                limits.low,
                limits.high,
            ),
            options={"node_limit": nodes},
        )
        return None if solved.x is None or solved.status != 0 else self._read(solved.x[:-1] > 0.5)

    def _read(self, taken: Bools) -> Ints:
        choice = self.fixed.copy()
        choice[self.proposal[taken]] = self.level[taken]
        return choice


def _row(rule: Rule, problem: Problem, fixed: Ints, proposal: Ints, column: Ints) -> Row:
    coefficient = rule.coefficient[proposal]
    weights = coefficient * (problem.cost[proposal, column] if rule.money else 1)
    spent = total(rule, costs(problem, fixed), fixed > 0)
    common = int(np.gcd.reduce(weights)) if len(weights) and weights.any() else 1
    # Limits are rounded to what whole multiples of the common divisor can reach.
    low = -inf if rule.at_least is None else float(-((spent - rule.at_least) // common))
    high = inf if rule.at_most is None else float((rule.at_most - spent) // common)
    reduced = (weights // common).astype(float)
    scale = max(1.0, float(np.abs(reduced).max(initial=0.0)) / _LARGEST)
    return Row(reduced / scale, low / scale, high / scale, scale * common)


class _Limits:
    """The rows of a search; they grow by what is cut off."""

    def __init__(self, rows: tuple[Row, ...], matrix: sparse.csr_array, least: Floats, most: Floats) -> None:
        rules = sparse.csr_array(np.array([row.weights for row in rows]))
        self.matrix = sparse.vstack([rules, matrix]).tocsr()
        self.low = np.concatenate([[row.low for row in rows], least])
        self.high = np.concatenate([[row.high for row in rows], most])

    def constraint(self) -> LinearConstraint:
        """As SciPy takes it."""
        return LinearConstraint(self.matrix, self.low, self.high)

    def cut_off(self, taken: Bools) -> None:
        """Forbid this one answer and no other: at least one variable must change."""
        self.add(np.where(taken, 1.0, -1.0), float(taken.sum()) - 1)

    def add(self, row: Floats, at_most: float) -> None:
        """One more row of *at most*."""
        self.matrix = sparse.vstack([self.matrix, sparse.csr_array(row[None, :])]).tocsr()
        self.low = np.append(self.low, -inf)
        self.high = np.append(self.high, at_most)


def _draw_in(
    problem: Problem, rows: tuple[Row, ...], choice: Ints, slips: tuple[Rule, ...], limits: _Limits
) -> None:
    given, funded = costs(problem, choice), choice > 0
    for index, (rule, row) in enumerate(zip(problem.budgeted, rows, strict=True)):
        if not any(rule is slip or rule.name == slip.name for slip in slips):
            continue
        amount = total(rule, given, funded)
        if rule.at_most is not None and amount > rule.at_most:
            limits.high[index] -= 2 * (amount - rule.at_most) / row.scale
        if rule.at_least is not None and amount < rule.at_least:
            limits.low[index] += 2 * (rule.at_least - amount) / row.scale
