"""The adjusted ranking of a call: a model with judges' strictness, and the uncertainty of each place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING, Any

from sqlmodel import Session

from db.queries import panels
from db.queries import ranking as queries
from db.unit_of_work import read_only
from innovation_hub.domain.folding import key
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.domain.proposals import ProposalState
from innovation_hub.errors import Invalid, NotNow
from innovation_hub.methods.terms.ranking import OF_JUDGES, Caution, Model
from innovation_hub.services.cache import cached_until_journalled
from innovation_hub.services.ranking.evidence import Evidence, current

if TYPE_CHECKING:
    from innovation_hub.methods.ranking.result.records import Ranking

METHOD = "ranking 1"
"""Version of the method; raise it with every change that can change a result."""
SEED = 0
LEAST_REVIEWS = 6
"""The fewest reviews for a model of judges; the mean needs none."""


@dataclass(frozen=True, slots=True)
class AdjustedPlace:
    """A proposal with its place; the figures are those of `methods.ranking.result.records.Placed`."""

    id: int
    code: str
    title: str
    state: ProposalState
    score: float
    se: float | None
    rank: int
    rank_low: int
    rank_high: int
    p_top: float
    group: int
    n: int
    more_reviews: int | None


@dataclass(frozen=True, slots=True)
class JudgeSummary:
    """How a judge scored: ``severity`` positive when strict (logits for ``rasch``), ``n`` proposals reviewed."""

    name: str
    severity: float | None
    se: float | None
    consistency: float | None
    n: int


@dataclass(frozen=True, slots=True)
class AdjustedRanking:
    """A ranking for the organiser. ``warnings``: kind, names concerned, count; ``groups`` within which ranks hold."""

    model: Model
    top: int
    places: tuple[AdjustedPlace, ...]
    judges: tuple[JudgeSummary, ...]
    reliability: float | None
    groups: int
    warnings: tuple[tuple[Caution, tuple[str, ...], int], ...]
    reviews: int
    input_hash: str


def adjusted(actor: Actor, *, call_id: int, model: Model, top: int | None = None) -> AdjustedRanking | None:
    """The ranking by the reviews submitted so far; None without any. ``top``: by default a tenth of the proposals.

    Raises `NotFound`, `NotNow` with too few reviews for the model, and `Invalid` when ``top`` is below 1 or the
    model cannot take the scores.
    """
    ensure(actor, Permission.PROPOSAL_DECIDE)
    with read_only() as session:
        return _adjusted(session, call_id, model, top)


@cached_until_journalled(size=16)
def _adjusted(session: Session, call_id: int, model: Model, top: int | None) -> AdjustedRanking | None:
    evidence = current(session, call_id)
    if not evidence.scores:
        return None
    if not enough(evidence, model):
        raise NotNow("ranking.errors.too_few", least=LEAST_REVIEWS)
    found = ranked(evidence, model, usual_top(evidence) if top is None else top)
    entries = {str(row.id): row for row in queries.proposals(session, call_id)}
    names = {str(row.id): row.name for row in panels.judges(session, call_id)}
    return _as_adjusted(evidence, found, entries, names)


def enough(evidence: Evidence, model: Model) -> bool:
    """Whether there are enough reviews for a model."""
    return model is Model.MEAN or evidence.reviews >= LEAST_REVIEWS


def usual_top(evidence: Evidence) -> int:
    """A tenth of the reviewed proposals."""
    return ceil(len({score[0] for score in evidence.scores}) / 10)


def compute(evidence: Evidence, model: Model, top: int) -> "Ranking":
    """The method's ranking, with proposals, judges and criteria named by their ids."""
    from innovation_hub.methods.ranking.io.scores import Scores
    from innovation_hub.methods.ranking.result.ranking import rank

    if top < 1:
        raise Invalid("scores.top", field="top")
    rows = ((str(p), str(j), str(c), float(value)) for p, j, c, value in evidence.scores)
    scored = {score[2] for score in evidence.scores}
    weights = {str(criterion): float(weight) for criterion, weight in evidence.weights if criterion in scored}
    return rank(Scores.of(rows), model=model, weights=weights, scale=evidence.scale, top=top, seed=SEED)


ranked = lru_cache(maxsize=32)(compute)
"""`compute`, cached by evidence and arguments."""


def _as_adjusted(
    evidence: Evidence, found: "Ranking", entries: Mapping[str, Any], names: Mapping[str, str]
) -> AdjustedRanking:
    figures = ("score", "se", "rank", "rank_low", "rank_high", "p_top", "group", "n", "more_reviews")
    places = (
        AdjustedPlace(
            **{name: getattr(entry, name) for name in ("id", "code", "title", "state")},
            **{name: getattr(one, name) for name in figures},
        )
        for one in found.proposals
        if (entry := entries.get(one.proposal)) is not None
    )
    judges = sorted(
        (
            JudgeSummary(names.get(one.judge, "–"), one.severity, one.se, one.consistency, one.n)
            for one in found.judges
        ),
        key=lambda one: (-(one.severity or 0.0), key(one.name)),
    )
    return AdjustedRanking(
        model=found.model,
        top=found.top,
        places=tuple(places),
        judges=tuple(judges),
        reliability=found.reliability,
        groups=len(found.groups),
        warnings=tuple(_warnings(found, entries, names)),
        reviews=evidence.reviews,
        input_hash=evidence.fingerprint,
    )


def _warnings(
    found: "Ranking", entries: Mapping[str, Any], judges: Mapping[str, str]
) -> Iterator[tuple[Caution, tuple[str, ...], int]]:
    """Yield cautions as (kind, names, count); the kind says whether a number is a proposal's or a judge's."""
    for kind in dict.fromkeys(warning.kind for warning in found.warnings):
        alike = [warning for warning in found.warnings if warning.kind is kind]
        subjects = [warning.subject for warning in alike if warning.subject is not None]
        if kind in OF_JUDGES:
            named = tuple(judges.get(subject, "–") for subject in subjects)
        else:
            named = tuple(entries[subject].code for subject in subjects if subject in entries)
        yield kind, named, alike[0].count or len(alike)
