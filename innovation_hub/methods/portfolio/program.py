"""The mixed-integer program of a problem restricted to some of its choices, solved by HiGHS through SciPy."""

from dataclasses import dataclass
from math import inf

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from innovation_hub.methods.portfolio.problem import Bools, Floats, Ints, Problem, Rule, broken, costs, total

NODES = 2_000
"""Limit of branch-and-bound nodes; a number instead of a time, so that runs repeat."""
_LARGEST = 1e4
_CUTS, _TIGHTENINGS = 12, 3
"""How often a solution that violates a rule is excluded, and how often after that the limits are tightened."""


class Undecided(ArithmeticError):
    """The search ended at its limit without a choice or a proof that there is none."""


@dataclass(frozen=True, eq=False)
class Row:
    """A rule over the variables in the solver's units: ``low`` <= weights . x <= ``high``, all divided by ``scale``."""

    weights: Floats
    low: float
    high: float
    scale: float


@dataclass(frozen=True, eq=False)
class Program:
    """The program with a 0/1 variable for each allowed offer of proposals that have more than one allowed level.

    ``fixed`` (P,) is the choice of all other proposals; ``proposal``, ``level``, ``value`` (N,) describe the
    variables; ``optional`` (P,): whether not funding a proposal is allowed.
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
        """The program in which each proposal has one of its ``allowed`` (P, L + 1) levels."""
        free = allowed.sum(axis=1) > 1
        fixed = np.where(free, 0, allowed.argmax(axis=1))
        proposal, column = np.nonzero(allowed[:, 1:] & free[:, None])
        rows = tuple(_row(rule, problem, fixed, proposal, column) for rule in problem.budgeted)
        value = problem.value[proposal, column]
        return cls(problem, fixed, proposal, column + 1, value, allowed[:, 0], rows)

    def choices(self) -> tuple[sparse.csr_array, Floats, Floats]:
        """The constraints that each free proposal has one level: matrix (F, N), lower and upper limits (F,)."""
        free, row = np.unique(self.proposal, return_inverse=True)
        matrix = sparse.csr_array((np.ones(len(row)), (row, np.arange(len(row)))), (len(free), len(row)))
        return matrix, np.where(self.optional[free], 0.0, 1.0), np.ones(len(free))

    def _sides(self) -> list[tuple[int, int]]:
        """The finite sides of the rules: row, and 1 for *at most* or -1 for *at least*."""
        limits = [(index, sign) for index in range(len(self.rows)) for sign in (1, -1)]
        return [(i, s) for i, s in limits if (self.rows[i].high < inf if s > 0 else self.rows[i].low > -inf)]

    def upper(self) -> tuple[sparse.csr_array, Floats]:
        """All constraints as matrix and upper limits, the sides of the rules first."""
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
        """The price of each rule per shilling or proposal, from the ``marginals`` of the rows of `upper`."""
        prices = np.zeros(len(self.rows))
        for (index, sign), worth in zip(self._sides(), marginals, strict=False):
            prices[index] += sign * max(0.0, worth) / self.rows[index].scale
        return prices

    def search(
        self, objective: Floats, *, gap: float = 0.0, nodes: int = NODES, floor: float | None = None
    ) -> tuple[Ints, float] | None:
        """The choice of the largest ``objective`` (N,) and the upper bound on it; None when there is no choice.

        With a ``floor`` the variables chosen must have at least that total value.

        The choice satisfies every rule exactly: a solution that violates one by a few shillings, within the solver's
        tolerance, is excluded and the search repeated; the bound is that of the first search. ``gap`` is relative to
        the objective. Raises `Undecided`.
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
        for turn in range(_CUTS + _TIGHTENINGS):
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
            violated = broken(self.problem, choice)
            if not violated:
                return choice, bound
            if turn < _CUTS:
                limits.exclude(taken)
            else:
                _tighten(self.problem, self.rows, choice, violated, limits)
        raise Undecided("rounding breaks a rule")

    def most_slack(self, weights: Floats, floor: float, *, nodes: int = NODES) -> Ints | None:
        """The choice of at least the value ``floor`` that leaves the most room for a divisible further offer.

        ``weights``: what the whole offer takes of each rule. None when no choice was found.
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
    """The constraints of a search, to which excluded solutions are added."""

    def __init__(self, rows: tuple[Row, ...], matrix: sparse.csr_array, least: Floats, most: Floats) -> None:
        rules = sparse.csr_array(np.array([row.weights for row in rows]))
        self.matrix = sparse.vstack([rules, matrix]).tocsr()
        self.low = np.concatenate([[row.low for row in rows], least])
        self.high = np.concatenate([[row.high for row in rows], most])

    def constraint(self) -> LinearConstraint:
        """The rows as a constraint of SciPy."""
        return LinearConstraint(self.matrix, self.low, self.high)

    def exclude(self, taken: Bools) -> None:
        """Exclude this solution (N,) alone: at least one variable must change."""
        self.add(np.where(taken, 1.0, -1.0), float(taken.sum()) - 1)

    def add(self, row: Floats, at_most: float) -> None:
        """Add the constraint row . x <= ``at_most``."""
        self.matrix = sparse.vstack([self.matrix, sparse.csr_array(row[None, :])]).tocsr()
        self.low = np.append(self.low, -inf)
        self.high = np.append(self.high, at_most)


def _tighten(
    problem: Problem, rows: tuple[Row, ...], choice: Ints, violated: tuple[Rule, ...], limits: _Limits
) -> None:
    given, funded = costs(problem, choice), choice > 0
    for index, (rule, row) in enumerate(zip(problem.budgeted, rows, strict=True)):
        if not any(rule is rule_ or rule.name == rule_.name for rule_ in violated):
            continue
        amount = total(rule, given, funded)
        if rule.at_most is not None and amount > rule.at_most:
            limits.high[index] -= 2 * (amount - rule.at_most) / row.scale
        if rule.at_least is not None and amount < rule.at_least:
            limits.low[index] += 2 * (rule.at_least - amount) / row.scale
