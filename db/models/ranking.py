"""Stored rankings: result, input hash, method, instant and person."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from db.types import Table, instant, primary_key, str_enum
from innovation_hub.domain.ranking import Occasion
from innovation_hub.methods.terms.ranking import Model


class KeptRanking(Table, table=True):
    """A ranking as it was when somebody stored it or acted on it; never changed afterwards.

    ``input_hash``: SHA-256 of the canonical bytes of scores, weights and scale; ``result``: the ranking's canonical
    JSON, and ``result_hash`` its SHA-256. With ``model``, ``method``, ``seed`` and ``top`` it can be computed again.
    """

    __tablename__ = "ranking"
    __table_args__ = (CheckConstraint("top >= 1", name="top"), CheckConstraint("scores >= 1", name="scores"))

    id: int | None = primary_key()
    call_id: int = Field(foreign_key="call.id", index=True)
    occasion: Occasion = Field(sa_type=str_enum(Occasion))
    model: Model = Field(sa_type=str_enum(Model))
    method: str = Field(max_length=60)
    seed: int
    top: int
    scores: int
    proposals: int
    judges: int
    input_hash: str = Field(max_length=64)
    result: str
    result_hash: str = Field(max_length=64)
    at: datetime = instant()
    by: int = Field(foreign_key="account.id")
