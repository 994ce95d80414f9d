"""Queries about stored rankings."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from db.models.accounts import Account
from db.models.ranking import KeptRanking
from db.queries.judging import AnySelect, number

_KEPT: AnySelect = (
    select(
        col(KeptRanking.id),
        col(KeptRanking.model),
        col(KeptRanking.top),
        col(KeptRanking.occasion),
        col(KeptRanking.scores),
        col(KeptRanking.input_hash),
        col(KeptRanking.at),
        col(Account.name).label("by"),
    )
    .join(Account, col(Account.id) == col(KeptRanking.by))
    .where(col(KeptRanking.call_id) == number("call_id"))
    .order_by(col(KeptRanking.id).desc())
)


def of_call(session: Session, call_id: int) -> Sequence[Any]:
    """The stored rankings of a call, the latest first, without their results."""
    return session.connection().execute(_KEPT, {"call_id": call_id}).all()
