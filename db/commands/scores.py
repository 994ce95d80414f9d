"""Writing single scores of a review, guarded by the review's version.

The statements are prepared once, as saving a score is the most frequent click.
"""

from functools import cache
from typing import Any, cast

from sqlalchemy import Integer, Table, bindparam, insert, inspect, select, update
from sqlalchemy.sql.dml import ReturningUpdate
from sqlmodel import Session, col

from db.models.calls import Criterion
from db.models.judging import Review, Score
from db.queries.judging import number
from innovation_hub.domain.clock import now


def change_review(session: Session, review_id: int, version: int, **values: object) -> bool:
    """Change a review and raise its version, if it is still at this one; returns whether it was."""
    values |= {"version": version + 1, "updated_at": now()}
    given = {f"new_{name}": value for name, value in values.items()}
    place = {"of_review": review_id, "at_version": version}
    return session.connection().execute(_changed(tuple(values)), given | place).first() is not None


_REVIEWS, _SCORED = (cast(Table, inspect(model).local_table) for model in (Review, Score))


@cache
def _changed(names: tuple[str, ...]) -> ReturningUpdate[Any]:
    """The statement for a set of columns, cached."""
    columns = _REVIEWS.c
    return (
        update(_REVIEWS)
        .where(columns.id == number("of_review"), columns.version == number("at_version"))
        .values({name: bindparam(f"new_{name}", type_=columns[name].type) for name in names})
        .returning(columns.id)
    )


_GIVEN = (bindparam("given", type_=Integer), number("of_review"), number("of_criterion"))


_AGAIN = (
    update(_SCORED)
    .where(_SCORED.c.review_id == _GIVEN[1], _SCORED.c.criterion_id == _GIVEN[2])
    .values(value=_GIVEN[0])
    .returning(_SCORED.c.criterion_id)
)


_FIRST = (
    insert(_SCORED)
    .from_select(
        ["review_id", "criterion_id", "value"],
        select(_GIVEN[1], col(Criterion.id), _GIVEN[0]).where(
            col(Criterion.id) == _GIVEN[2], col(Criterion.call_id) == number("of_call")
        ),
    )
    .returning(_SCORED.c.criterion_id)
)


def put(session: Session, review_id: int, call_id: int, criterion_id: int, value: int | None) -> bool:
    """Save an answer on a criterion, None for «cannot judge this»; returns whether the call has the criterion."""
    given = {"of_review": review_id, "of_criterion": criterion_id, "given": value}
    connection = session.connection()
    if connection.execute(_AGAIN, given).first() is not None:
        return True
    return connection.execute(_FIRST, {**given, "of_call": call_id}).first() is not None
