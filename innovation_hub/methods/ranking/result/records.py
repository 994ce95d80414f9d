"""A ranking as it is shown, stored and written: plain frozen records in the call's own units."""

from dataclasses import dataclass

from innovation_hub.methods.terms.ranking import Caution, Model, Scale


@dataclass(frozen=True, slots=True)
class Placed:
    """A proposal in a ranking.

    ``score`` and ``se`` are in the call's units; ``rank`` (1 the best), the 90 % interval ``rank_low`` to ``rank_high``
    and ``p_top``, the probability of a place among the first ``top``, hold within ``group`` (from 1). ``n``: reviews
    so far; ``more_reviews``: how many further ones would bring its reliability to .80, None when no number would or
    nothing is known. ``ability`` and its error are logits, for ``rasch`` alone.
    """

    proposal: str
    score: float
    se: float | None
    rank: int
    rank_low: int
    rank_high: int
    p_top: float
    group: int
    n: int
    more_reviews: int | None
    ability: float | None = None
    ability_se: float | None = None


@dataclass(frozen=True, slots=True)
class Strictness:
    """A judge in a ranking: ``severity`` is positive when strict, in the call's units, in logits for ``rasch``.

    ``consistency``: the spread of the residuals in the call's units, or the infit mean square for ``rasch`` (near 1:
    as the model expects), which also has an ``outfit``. ``n``: proposals reviewed.
    """

    judge: str
    severity: float | None
    se: float | None
    consistency: float | None
    n: int
    group: int
    outfit: float | None = None


@dataclass(frozen=True, slots=True)
class Difficulty:
    """A criterion in a ranking: positive is harder, in the call's units, in logits for ``rasch``; they sum to 0."""

    criterion: str
    difficulty: float
    weight: float


@dataclass(frozen=True, slots=True)
class Warned:
    """Something a reader must know: of which proposal or judge (``subject``), and how many, where that says more."""

    kind: Caution
    subject: str | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Ranking:
    """A whole ranking.

    ``proposals`` are sorted by group, rank and name. ``categories`` and ``thresholds`` (one fewer) are those of
    ``rasch``, from the worst score given to the best. ``reliability``: generalizability coefficient, None when there
    is nothing to compare. ``variance``: components in squared units of the call, in squared logits for ``rasch``.
    ``groups``: sizes of the groups within which ranks hold; one group is the rule.
    """

    model: Model
    scale: Scale
    seed: int
    draws: int
    top: int
    proposals: tuple[Placed, ...]
    judges: tuple[Strictness, ...]
    criteria: tuple[Difficulty, ...]
    categories: tuple[float, ...]
    thresholds: tuple[float, ...]
    reliability: float | None
    variance: dict[str, float]
    groups: tuple[int, ...]
    warnings: tuple[Warned, ...]
