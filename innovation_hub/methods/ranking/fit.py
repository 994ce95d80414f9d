"""Results of fitting a model; more is better, whatever the call's direction."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from innovation_hub.methods.ranking.numbers import Draws, Floats, Index
from innovation_hub.methods.terms.ranking import Caution

Draw = Callable[[np.random.Generator, int], Draws]


@dataclass(frozen=True, eq=False)
class Judging:
    """Judges (J,): severity (positive: strict) and its standard error in the model's units, and fit to the model.

    ``consistency`` is the spread of a judge's residuals in the call's units, or the infit mean square (``rasch``);
    ``outfit`` is the outfit mean square, for ``rasch`` alone. NaN where data are missing.
    """

    severity: Floats
    se: Floats
    consistency: Floats
    outfit: Floats | None = None


@dataclass(frozen=True, eq=False)
class Ability:
    """Proposals (P,) on the logit scale of ``rasch``, with standard errors."""

    value: Floats
    se: Floats


@dataclass(frozen=True, eq=False)
class Fitted:
    """A model fitted to scores.

    ``score``, ``se`` (P,) in the call's units, with the sign changed where less is better; ``difficulty`` (K,) sums
    to 0, positive is harder; ``variance``: components by name; ``reliability``: generalizability coefficient of the
    ranking or NaN; ``needed`` (P,): further reviews to a reliability of .80, infinite when no number is enough, NaN
    when unknown; ``categories`` (M+1,) and ``thresholds`` (M,) for ``rasch`` alone; ``draw(random, count)`` returns
    joint draws (count, P) of the scores.
    """

    score: Floats
    se: Floats
    judging: Judging
    difficulty: Floats
    variance: dict[str, float]
    reliability: float
    needed: Floats
    draw: Draw
    categories: Floats = field(default_factory=lambda: np.empty(0))
    thresholds: Floats = field(default_factory=lambda: np.empty(0))
    ability: Ability | None = None
    cautions: tuple[Caution, ...] = ()


@dataclass(frozen=True, eq=False)
class Groups:
    """Groups of panels connected by shared proposals or judges, numbered from 0.

    ``proposal`` (P,), ``judge`` (J,): the group of each; ``size`` (G,): number of proposals, in descending order.
    """

    proposal: Index
    judge: Index
    size: Index

    def __len__(self) -> int:
        return len(self.size)
