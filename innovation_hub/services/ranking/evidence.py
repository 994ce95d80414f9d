"""The input of a ranking, and its fingerprint."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from sqlalchemy import Engine
from sqlmodel import Session

from db.engine import engine
from db.models.calls import Call
from db.queries import funding as queries
from db.queries.resolutions import version
from innovation_hub.errors import NotFound
from innovation_hub.methods.terms.ranking import Scale


@dataclass(frozen=True, eq=False)
class Evidence:
    """The scores of a call's submitted reviews: (proposal, judge, criterion, value), in order, and the weights.

    Blank criteria and those that could not be judged are left out. Two are equal when their fingerprints are; they
    then give the same ranking.
    """

    call_id: int
    scale: Scale
    weights: tuple[tuple[int, int], ...]
    scores: tuple[tuple[int, ...], ...]

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of everything that a ranking depends on, in canonical JSON."""
        scale = [self.scale.lowest, self.scale.highest, self.scale.direction.value]
        facts = {"scale": scale, "weights": self.weights, "scores": self.scores}
        return hashlib.sha256(json.dumps(facts, sort_keys=True, separators=(",", ":")).encode()).hexdigest()

    @property
    def reviews(self) -> int:
        """The number of reviews."""
        return len({(proposal, judge) for proposal, judge, *_ in self.scores})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Evidence) and self.fingerprint == other.fingerprint

    def __hash__(self) -> int:
        return hash(self.fingerprint)


def gather(session: Session, call_id: int) -> Evidence:
    """Read the evidence of a call; raises `NotFound`."""
    call = session.get(Call, call_id)
    if call is None:
        raise NotFound
    rows: Sequence[tuple[int, ...]] = [tuple(row) for row in queries.scores(session, call_id)]
    weights = tuple(sorted(queries.weights(session, call_id).items()))
    return Evidence(call_id, Scale(call.score_min, call.score_max, call.score_best), weights, tuple(rows))


def current(session: Session, call_id: int) -> Evidence:
    """`gather`, cached until the next journal entry, which every submitted review writes."""
    known = _known(engine(), call_id, version(session))
    if not known:
        known.append(gather(session, call_id))
    return known[0]


@lru_cache(maxsize=8)
def _known(of: Engine, call_id: int, newest: int) -> list[Evidence]:
    return []
