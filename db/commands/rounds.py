"""Writing to rounds of reviews."""

from collections.abc import Collection

from sqlalchemy import delete
from sqlmodel import Session, col

from db.models.panels import PanelSeat


def erase_seats(session: Session, round_id: int, seat_ids: Collection[int] | None = None) -> int:
    """Delete some or all reviews of a round; returns how many."""
    query = delete(PanelSeat).where(col(PanelSeat.round_id) == round_id)
    if seat_ids is not None:
        query = query.where(col(PanelSeat.id).in_(seat_ids))
    return int(session.connection().execute(query).rowcount)
