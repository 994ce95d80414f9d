"""What is written of funding plans."""

from sqlalchemy import delete
from sqlmodel import Session, col

from db.models.funding import FundingChoice


def drop_choices(session: Session, plan_id: int) -> None:
    """Forget what a plan gave; it is about to be computed anew."""
    session.execute(delete(FundingChoice).where(col(FundingChoice.plan_id) == plan_id))
