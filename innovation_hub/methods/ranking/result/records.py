"""Records of a ranking, in the call's units."""

from dataclasses import dataclass

from innovation_hub.methods.terms.ranking import Caution, Model, Scale


@dataclass(frozen=True, slots=True)
class Placed:
    """A proposal in a ranking.

    ``score`` and ``se`` are in the call's units; ``rank`` (1 the best), the 90 % interval ``rank_low`` to ``rank_high``
    and ``p_top``, the probability of a place among the first ``top``, are within ``group`` (from 1). ``n``: number of
    reviews; ``more_reviews``: further ones that would bring its reliability to .80, None when no number would or it is
    unknown. ``ability`` and its error are in logits, for ``rasch`` alone.
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

    ``consistency``: the spread of the residuals in the call's units, or for ``rasch`` the infit mean square (expected
    value 1), which also has an ``outfit``. ``n``: number of proposals reviewed.
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
    """A caution with its ``subject`` (the name of a proposal or judge) or ``count``, depending on its kind."""

    kind: Caution
    subject: str | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Ranking:
    """A ranking of all proposals.

    ``proposals`` are sorted by group, rank and name. ``categories`` and ``thresholds`` (one fewer) are those of
    ``rasch``, from the worst score given to the best. ``reliability``: generalizability coefficient, None when there
    is nothing to compare. ``variance``: components in squared units of the call, in squared logits for ``rasch``.
    ``groups``: sizes of the groups within which ranks are comparable; usually there is one.
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
