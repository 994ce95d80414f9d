"""What is written of passages covered in the texts that judges read."""

from sqlmodel import Session

from db.models.covering import Passage


def forget(session: Session, proposal_id: int, passage_id: int) -> bool:
    """Take back what was said; False when that has already happened."""
    row = session.get(Passage, passage_id, with_for_update=True)
    if row is None or row.proposal_id != proposal_id:
        return False
    session.delete(row)  # through the session, so that the journal tells of it
    return True
