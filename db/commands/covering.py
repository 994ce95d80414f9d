"""Writing to covered passages."""

from sqlmodel import Session

from db.models.covering import Passage


def forget(session: Session, proposal_id: int, passage_id: int) -> bool:
    """Delete the decision on a passage; False when it is deleted already."""
    row = session.get(Passage, passage_id, with_for_update=True)
    if row is None or row.proposal_id != proposal_id:
        return False
    session.delete(row)  # through the session, so that the change is journalled
    return True
