"""A judge's answer to an assignment: no conflict, a conflict of interest, or unable to judge after reading."""

from sqlmodel import Session

from db.models.judging import Assignment, ConflictOfInterest, Review
from db.queries import conflicts, reviews
from db.unit_of_work import unit_of_work
from innovation_hub.domain.clock import now
from innovation_hub.domain.judging import AssignmentState, ConflictKind
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.domain.scoring import REASON_MAX, REASON_MIN, checked_text
from innovation_hub.errors import NotNow
from innovation_hub.services import notices
from innovation_hub.services.reviews.sheet import judging_open, own


def accept(actor: Actor, *, assignment_id: int) -> None:
    """Answer «no conflict», which opens the text. Raises `NotNow` when the hub knows of a conflict."""
    ensure(actor, Permission.REVIEW_WRITE)
    with unit_of_work() as uow:
        row = _asked(uow.session, actor, assignment_id, AssignmentState.ASSIGNED)
        pair = {"account_id": row.account_id, "proposal_id": row.proposal_id}
        rival = row.account_id in conflicts.rivals(uow.session, row.call_id)
        if rival or conflicts.between(uow.session, row.call_id, **pair):
            raise NotNow("reviews.errors.known_conflict")
        row.state, row.answered_at = AssignmentState.ACCEPTED, now()
        if reviews.review_of(uow.session, assignment_id) is None:
            uow.session.add(Review(assignment_id=assignment_id))
        notices.happened(uow, actor, "assignment.accept", "assignment", assignment_id)
        uow.commit()


def recuse(actor: Actor, *, assignment_id: int, kind: ConflictKind, note: str = "") -> None:
    """Declare a conflict of interest: the proposal leaves the queue and its text is never opened."""
    ensure(actor, Permission.REVIEW_WRITE)
    note = checked_text(note, field="note", least=0, most=REASON_MAX)
    with unit_of_work() as uow:
        row = _asked(uow.session, actor, assignment_id, AssignmentState.ASSIGNED)
        row.state, row.answered_at = AssignmentState.RECUSED, now()
        uow.session.add(
            ConflictOfInterest(account_id=actor.id, proposal_id=row.proposal_id, kind=kind, note=note)
        )
        data = {"kind": kind.value}
        notices.happened(uow, actor, "assignment.recuse", "assignment", assignment_id, data)
        uow.commit()


def unable(actor: Actor, *, assignment_id: int, reason: str) -> None:
    """Return a proposal after opening it, with the reason; scores so far do not count."""
    ensure(actor, Permission.REVIEW_WRITE)
    reason = checked_text(reason, field="reason", least=REASON_MIN, most=REASON_MAX)
    with unit_of_work() as uow:
        row = _asked(uow.session, actor, assignment_id, AssignmentState.ACCEPTED)
        row.state, row.unable_reason = AssignmentState.UNABLE, reason
        notices.happened(uow, actor, "assignment.unable", "assignment", assignment_id)
        uow.commit()


def _asked(session: Session, actor: Actor, assignment_id: int, state: AssignmentState) -> Assignment:
    mine = own(session, actor, assignment_id)
    row = session.get_one(Assignment, assignment_id, with_for_update=True)
    if not judging_open(mine):
        raise NotNow("reviews.errors.closed")
    if row.state is not state:
        # keys: reviews.errors.answered.*
        raise NotNow(f"reviews.errors.answered.{row.state.value}")
    return row
