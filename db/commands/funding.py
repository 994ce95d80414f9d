"""Writing to funding plans."""

from sqlalchemy import delete
from sqlmodel import Session, col

from db.models.funding import FundingChoice


def drop_choices(session: Session, plan_id: int) -> None:
    """Delete the rows of a plan before it is computed again."""
    session.execute(delete(FundingChoice).where(col(FundingChoice.plan_id) == plan_id))
