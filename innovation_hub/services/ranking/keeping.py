"""Stored rankings, by which a decision can be checked later: input, result and their hashes."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from db.models.calls import Call
from db.models.ranking import KeptRanking
from db.primary_key import pk
from db.queries import kept_rankings as queries
from db.unit_of_work import UnitOfWork, read_only, unit_of_work
from innovation_hub.domain.calls import CallState
from innovation_hub.domain.clock import now
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.domain.ranking import Occasion
from innovation_hub.errors import NotFound, NotNow
from innovation_hub.methods.terms.ranking import Model
from innovation_hub.services import notices
from innovation_hub.services.ranking.adjusting import (
    LEAST_REVIEWS,
    METHOD,
    SEED,
    compute,
    enough,
    ranked,
    usual_top,
)
from innovation_hub.services.ranking.evidence import Evidence, gather

if TYPE_CHECKING:
    from innovation_hub.methods.ranking.result.records import Ranking

ON_PUBLICATION = (Model.MEAN, Model.LINEAR)
"""The models stored when results are published: plain means, and means adjusted for judges' strictness."""


LEAST_SCORES = 20
"""The number of scores from which all combinations (5 to this power) are too many to try."""


@dataclass(frozen=True, slots=True)
class StoredRanking:
    """A stored ranking; ``by`` is None when the person closed the account, or for the public."""

    id: int
    model: Model
    top: int
    occasion: Occasion
    scores: int
    input_hash: str
    at: datetime
    by: str | None


@dataclass(frozen=True, slots=True)
class RankingCheck:
    """Whether the scores are unchanged, and whether the method gives the same ranking for them."""

    same_input: bool
    same_method: bool
    same_result: bool

    @property
    def holds(self) -> bool:
        """Whether the ranking was reproduced."""
        return self.same_input and self.same_result


def keep(actor: Actor, *, call_id: int, model: Model, top: int | None = None) -> int:
    """Store the current ranking and return its number. Raises `NotNow` without a review."""
    ensure(actor, Permission.PROPOSAL_DECIDE)
    with unit_of_work() as uow:
        evidence = gather(uow.session, call_id)
        if not evidence.scores:
            raise NotNow("ranking.errors.no_reviews")
        if not enough(evidence, model):
            raise NotNow("ranking.errors.too_few", least=LEAST_REVIEWS)
        number = _store(uow, actor, evidence, model, top, Occasion.KEPT)
        uow.commit()
    return number


def keep_published(uow: UnitOfWork, actor: Actor, call_id: int, top: int) -> None:
    """Store the rankings behind the results being published; does nothing without a review."""
    evidence = gather(uow.session, call_id)
    if evidence.scores:
        for model in filter(partial(enough, evidence), ON_PUBLICATION):
            _store(uow, actor, evidence, model, top or None, Occasion.PUBLISHED)


def stored_rankings(actor: Actor, *, call_id: int) -> list[StoredRanking]:
    """The stored rankings of a call, the latest first."""
    ensure(actor, Permission.PROPOSAL_DECIDE)
    with read_only() as session:
        return [StoredRanking(**row._mapping) for row in queries.of_call(session, call_id)]


def published(actor: Actor, *, call_id: int) -> list[StoredRanking]:
    """For everyone: the rankings stored when a call's results were published, without who stored them.

    The input's hash is left empty when there are few scores, as they could be found by trying all combinations.
    """
    ensure(actor, Permission.RESULT_READ)
    with read_only() as session:
        call = session.get(Call, call_id)
        if call is None or call.state is not CallState.CONCLUDED:
            return []
        rows = queries.of_call(session, call_id)
    return [
        StoredRanking(
            **{**row._mapping, "by": None, "input_hash": row.input_hash if row.scores >= LEAST_SCORES else ""}
        )
        for row in rows
        if row.occasion is Occasion.PUBLISHED
    ]


def verify(ranking_id: int) -> RankingCheck:
    """Recompute a stored ranking from the current scores; for the command line and the auditor.

    Raises `NotFound`.
    """
    with read_only() as session:
        row = session.get(KeptRanking, ranking_id)
        if row is None:
            raise NotFound
        evidence = gather(session, row.call_id)
    same_input = evidence.fingerprint == row.input_hash
    again = compute(evidence, row.model, row.top) if evidence.scores else None
    same_result = (
        again is not None and _written(again) == row.result and _hash_of(row.result) == row.result_hash
    )
    return RankingCheck(same_input, row.method == METHOD and row.seed == SEED, same_result)


def _store(
    uow: UnitOfWork, actor: Actor, evidence: Evidence, model: Model, top: int | None, occasion: Occasion
) -> int:
    found = ranked(evidence, model, usual_top(evidence) if top is None else top)
    result = _written(found)
    row = KeptRanking(
        call_id=evidence.call_id,
        occasion=occasion,
        model=model,
        method=METHOD,
        seed=SEED,
        top=found.top,
        scores=len(evidence.scores),
        proposals=len(found.proposals),
        judges=len(found.judges),
        input_hash=evidence.fingerprint,
        result=result,
        result_hash=_hash_of(result),
        at=now(),
        by=actor.id,
    )
    uow.session.add(row)
    uow.session.flush()
    data = {"ranking": row.id, "model": model.value, "top": row.top, "input": row.input_hash}
    notices.happened(uow, actor, "ranking.keep", "call", evidence.call_id, data)
    return pk(row)


def _written(found: "Ranking") -> str:
    from innovation_hub.methods.ranking.io.writing import as_json

    return as_json(found).decode()


def _hash_of(result: str) -> str:
    return hashlib.sha256(result.encode()).hexdigest()
