"""Calls with known truth: scores drawn from the models that the ranking fits."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from innovation_hub.methods.ranking import Scores

Row = tuple[str, str, str, float]


@dataclass(frozen=True, eq=False)
class Call:
    """Rows of scores and what they were drawn from: scores of proposals (P,), severities (J,), difficulties (K,)."""

    rows: list[Row]
    truth: np.ndarray
    severity: np.ndarray
    difficulty: np.ndarray
    thresholds: np.ndarray

    @property
    def scores(self) -> Scores:
        return Scores.of(self.rows)


def names(sort: str, count: int) -> list[str]:
    return [f"{sort}{place:05d}" for place in range(count)]


def panels(random: np.random.Generator, proposals: int, judges: int, each: int) -> Iterator[tuple[int, int]]:
    """Which judge reviews which proposal: ``each`` judges drawn for every proposal."""
    for proposal in range(proposals):
        for judge in random.choice(judges, each, replace=False):
            yield proposal, int(judge)


def linear(
    seed: int,
    *,
    proposals: int = 60,
    judges: int = 12,
    each: int = 3,
    criteria: int = 4,
    spread: tuple[float, float, float, float] = (0.7, 0.5, 0.4, 0.6),
    missing: float = 0.1,
) -> Call:
    """A call after the linear model; ``spread``: standard deviations of proposals, judges, reviews and the rest."""
    random = np.random.default_rng(seed)
    quality = random.normal(0, spread[0], proposals)
    severity = random.normal(0, spread[1], judges)
    level = np.linspace(2.5, 3.5, criteria)
    rows = []
    for proposal, judge in panels(random, proposals, judges, each):
        review = random.normal(0, spread[2])
        for criterion in range(criteria):
            if criterion and random.random() < missing:
                continue
            score = (
                level[criterion] + quality[proposal] - severity[judge] + review + random.normal(0, spread[3])
            )
            rows.append((f"p{proposal:05d}", f"j{judge:05d}", f"c{criterion}", float(score)))
    return Call(rows, level.mean() + quality, severity, level.mean() - level, np.empty(0))


def rasch(
    seed: int,
    *,
    proposals: int = 100,
    judges: int = 20,
    each: int = 4,
    criteria: int = 4,
    thresholds: tuple[float, ...] = (-1.5, -0.4, 0.4, 1.5),
) -> Call:
    """A call after the rating-scale model with scores from 1; truth and severities in logits, severities centred."""
    random = np.random.default_rng(seed)
    ability, severity = random.normal(0, 1.0, proposals), random.normal(0, 0.7, judges)
    severity -= severity.mean()
    difficulty, steps = np.linspace(-0.8, 0.8, criteria), np.append(0.0, np.cumsum(thresholds))
    rows = []
    for proposal, judge in panels(random, proposals, judges, each):
        for criterion in range(criteria):
            eta = ability[proposal] - severity[judge] - difficulty[criterion]
            chances = np.exp(np.arange(len(steps)) * eta - steps)
            score = 1 + int(random.choice(len(steps), p=chances / chances.sum()))
            rows.append((f"p{proposal:05d}", f"j{judge:05d}", f"c{criterion}", float(score)))
    return Call(rows, ability, severity, difficulty, np.array(thresholds))
