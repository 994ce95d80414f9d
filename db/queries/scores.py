"""The scores of one review: read, and changed one by one under the review's version.

The statements are columns and rows of the table, built once: a score is the click that is made most often.
"""

from typing import cast

from sqlalchemy import Table, insert, inspect, select, update
from sqlmodel import Session, col

from db.models.judging import Review, Score
from db.queries.judging import AnySelect, number
from innovation_hub.domain.clock import now

_SCORES: AnySelect = select(col(Score.criterion_id), col(Score.value)).where(
    col(Score.review_id) == number("review_id")
)


def of_review(session: Session, review_id: int) -> dict[int, int | None]:
    """The scores of a review by criterion; None is «cannot judge this»."""
    return {row.criterion_id: row.value for row in session.execute(_SCORES, {"review_id": review_id})}


def change_review(session: Session, review_id: int, version: int, **values: object) -> bool:
    """Change a review that is still at this version and go to the next; gives back whether it was."""
    values |= {"version": version + 1, "updated_at": now()}
    change = (
        update(Review)
        .where(col(Review.id) == review_id, col(Review.version) == version)
        .values(**values)
        .returning(col(Review.id))
        .execution_options(synchronize_session=False)
    )
    return session.execute(change).scalar() is not None


_SCORE_TABLE = cast(Table, inspect(Score).local_table)
_ADD_SCORE = insert(_SCORE_TABLE)
_CHANGE_SCORE = (
    update(_SCORE_TABLE)
    .where(
        _SCORE_TABLE.c.review_id == number("of_review"), _SCORE_TABLE.c.criterion_id == number("of_criterion")
    )
    .values(value=number("now_value"))
)


def add(session: Session, review_id: int, criterion_id: int, value: int | None) -> None:
    """The first answer on a criterion; None is «cannot judge this»."""
    session.execute(_ADD_SCORE, {"review_id": review_id, "criterion_id": criterion_id, "value": value})


def change(session: Session, review_id: int, criterion_id: int, value: int | None) -> None:
    """Another answer on a criterion that has one."""
    place = {"of_review": review_id, "of_criterion": criterion_id}
    session.execute(_CHANGE_SCORE, {**place, "now_value": value})
