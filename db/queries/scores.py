"""Queries about the scores of one review, and the lock for changing them.

The statements are built once, as saving a score is the most frequent click.
"""

from sqlalchemy import select
from sqlmodel import Session, col

from db.models.judging import Review, Score
from db.queries.judging import AnySelect, number

_SCORES: AnySelect = select(col(Score.criterion_id), col(Score.value)).where(
    col(Score.review_id) == number("review_id")
)


def of_review(session: Session, review_id: int) -> dict[int, int | None]:
    """The scores of a review by criterion; None is «cannot judge this»."""
    rows = session.connection().execute(_SCORES, {"review_id": review_id})
    return {row.criterion_id: row.value for row in rows}


_LOCK = select(col(Review.id)).where(col(Review.assignment_id) == number("assignment_id")).with_for_update()


def lock_review(session: Session, assignment_id: int) -> None:
    """Lock the review of this assignment until the transaction ends."""
    session.connection().execute(_LOCK, {"assignment_id": assignment_id})
