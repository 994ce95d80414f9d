"""Funding: time to solve portfolios of 1,000 and 10,000 proposals with proof, against their linear relaxation."""

import sys
import time
from collections.abc import Iterator

import numpy as np
from scipy.optimize import linprog

from benchmarks.table import Row, milliseconds
from innovation_hub.methods.portfolio import GAP, Problem, Rule, plain, solve
from innovation_hub.methods.portfolio.program import Program

TIMES = 15
LEVELS = np.array([100, 75, 50])
TRACKS, REGIONS = 4, 31


def measure() -> Iterator[Row]:
    """Two rows for each portfolio: the time, and the proven gap over the permitted one."""
    for number in (1_000, 10_000):
        yield from _rows(f"{number:,} proposals at 3 levels, side rules", ruled(number))
        yield from _rows(f"{number:,} proposals at 3 levels, budget alone", budget_alone(number, LEVELS))
        yield from _rows(f"{number:,} proposals, budget alone", budget_alone(number, LEVELS[:1]))
        yield from _rows(f"{number:,} proposals, value is cost and a constant", correlated(number))


def budget_alone(number: int, levels: np.ndarray, seed: int = 1) -> Problem:
    """Requests of about thirty million shillings, scores from 1 to 5, and a budget of a fifth of what is asked."""
    random = np.random.default_rng(seed)
    asked = (np.exp(random.normal(np.log(3e7), 0.8, number)) // 100_000 + 1).astype(np.int64) * 100_000
    cost = asked[:, None] * levels // 100
    return Problem(
        values=np.clip(random.normal(3.2, 0.6, number), 1, 5) - 1,
        cost=cost,
        worth=np.tile(np.sqrt(levels / 100), (number, 1)),
        offered=np.ones(cost.shape, bool),
        budget=int(asked.sum() // 5),
    )


def correlated(number: int) -> Problem:
    """The hard case with the budget alone: values are costs plus a constant (Pisinger, 2005)."""
    asked = np.random.default_rng(1).integers(1, 1_000_000, number)
    return plain((asked + 100_000) / 1e6, asked, int(asked.sum() // 5))


def ruled(number: int) -> Problem:
    """`budget_alone` with limits of money by track and of numbers by region and institution, and a share of women."""
    problem, random = budget_alone(number, LEVELS), np.random.default_rng(2)
    track, region = random.integers(0, TRACKS, number), random.integers(0, REGIONS, number)
    institutions = number // 10
    institution, woman = random.integers(0, institutions, number), random.random(number) < 0.3
    low, high = problem.budget * 15 // 100, problem.budget * 35 // 100
    rules = [
        *(Rule(("track", k), _mark(track == k), True, low, high) for k in range(TRACKS)),
        *(
            Rule(("region", k), _mark(region == k), False, number // 200, number // 62)
            for k in range(REGIONS)
        ),
        *(Rule(("institution", k), _mark(institution == k), False, None, 4) for k in range(institutions)),
        Rule("women", 100 * _mark(woman) - 40, False, 0, None),
    ]
    return Problem(problem.values, problem.cost, problem.worth, problem.offered, problem.budget, tuple(rules))


def _mark(which: np.ndarray) -> np.ndarray:
    return which.astype(np.int64)


def _rows(name: str, problem: Problem) -> Iterator[Row]:
    print(f"{name}: {len(problem.rules)} rules", file=sys.stderr)
    turns = 3 if len(problem.values) <= 1_000 else 1
    relaxed = min(_relaxation(problem) for _ in range(turns))
    times = []
    for _ in range(turns):
        begun = time.perf_counter()
        found = solve(problem)
        times.append(time.perf_counter() - begun)
        assert found is not None
    taken = min(times)
    yield Row(f"{name}: time", milliseconds(taken), milliseconds(relaxed), taken / relaxed, TIMES)
    yield Row(f"{name}: proven gap", f"{found.gap:.1e}", f"{GAP:.0e}", found.gap / GAP, 1)


def _relaxation(problem: Problem) -> float:
    """Seconds that HiGHS takes for the linear relaxation of the whole problem."""
    program = Program.of(problem, problem.allowed())
    rows, limits = program.upper()
    begun = time.perf_counter()
    solved = linprog(-program.value, A_ub=rows, b_ub=limits, bounds=(0, 1), method="highs")
    assert solved.status == 0
    return time.perf_counter() - begun
