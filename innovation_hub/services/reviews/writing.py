"""Writing a review: texts are saved one by one, and the review counts once it is submitted."""

from sqlmodel import Session

from db.commands import scores as commands
from db.models.calls import Call
from db.models.judging import Assignment
from db.queries import judging
from db.queries import scores as queries
from db.queries.reviews import Own
from db.unit_of_work import UnitOfWork, read_only, unit_of_work
from innovation_hub.domain.clock import now
from innovation_hub.domain.judging import AssignmentState
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.domain.scoring import (
    COMMENT_MAX,
    COMMENT_MIN,
    NOTE_MAX,
    blank,
    checked_text,
    weighted_mean,
)
from innovation_hub.errors import Conflict, Invalid, NotNow
from innovation_hub.services import notices
from innovation_hub.services.reviews.calibration import calibration
from innovation_hub.services.reviews.sheet import in_state, own


def save(
    actor: Actor,
    *,
    assignment_id: int,
    version: int,
    comment: str | None = None,
    note: str | None = None,
) -> int:
    """Save the texts of a review; a text left out stays. Returns the new version.

    Raises `Invalid` for a text too long, `Conflict` when the review was changed elsewhere since ``version``.
    """
    ensure(actor, Permission.REVIEW_WRITE)
    texts = {}
    if comment is not None:
        texts["comment"] = checked_text(comment, field="comment", least=0, most=COMMENT_MAX)
    if note is not None:
        texts["confidential_note"] = checked_text(note, field="note", least=0, most=NOTE_MAX)
    with unit_of_work() as uow:
        mine = in_state(uow.session, actor, assignment_id)
        _advance(uow, mine, version, **texts)
        uow.commit()
    return version + 1


def submit(actor: Actor, *, assignment_id: int, version: int) -> float:
    """Submit the review; returns its total, the weighted mean of what was judged, in the call's units.

    Raises `Invalid` while a criterion is blank, nothing is scored, or the comment is missing.
    """
    ensure(actor, Permission.REVIEW_WRITE)
    with unit_of_work() as uow:
        mine = _locked(uow.session, actor, assignment_id)
        rubric = judging.criteria(uow.session, mine.call_id)
        scores = queries.of_review(uow.session, mine.review_id or 0)
        missing = blank([row.id for row in rubric], scores)
        if missing:
            raise Invalid("reviews.errors.blank", field="score", missing=len(missing), criteria=missing)
        total = weighted_mean((row.weight, scores[row.id]) for row in rubric)
        if total is None:
            raise Invalid("reviews.errors.nothing_scored", field="score")
        checked_text(mine.comment or "", field="comment", least=COMMENT_MIN, most=COMMENT_MAX)
        _advance(uow, mine, version, total=total, submitted_at=now())
        _assignment(uow, mine).state = AssignmentState.SUBMITTED
        data = {"total": round(total, 4)}
        notices.happened(uow, actor, "review.submit", "assignment", assignment_id, data)
        uow.commit()
    return total


def reopen(actor: Actor, *, assignment_id: int, version: int) -> None:
    """Reopen a submitted review to change it; it does not count until it is submitted again.

    Raises `NotNow` once its judge has seen their calibration: its change with a changed score would reveal the
    others' scores.
    """
    ensure(actor, Permission.REVIEW_WRITE)
    with read_only() as session:
        call_id = own(session, actor, assignment_id).call_id
    if calibration(actor, call_id=call_id) is not None:
        raise NotNow("reviews.errors.calibrated")
    with unit_of_work() as uow:
        mine = _locked(uow.session, actor, assignment_id, AssignmentState.SUBMITTED)
        _advance(uow, mine, version, total=None, submitted_at=None)
        _assignment(uow, mine).state = AssignmentState.ACCEPTED
        notices.happened(uow, actor, "review.reopen", "assignment", assignment_id)
        uow.commit()


def _locked(
    session: Session, actor: Actor, assignment_id: int, state: AssignmentState = AssignmentState.ACCEPTED
) -> Own:
    """As `in_state`, with the call locked against decisions until the transaction ends."""
    call_id = own(session, actor, assignment_id).call_id
    session.get_one(Call, call_id, with_for_update={"read": True})
    return in_state(session, actor, assignment_id, state)


def _assignment(uow: UnitOfWork, mine: Own) -> Assignment:
    return uow.session.get_one(Assignment, mine.assignment_id)


def _advance(uow: UnitOfWork, mine: Own, version: int, **values: object) -> None:
    """Raise the review's version; raises `Conflict` unless it is ``version``."""
    if not commands.change_review(uow.session, mine.review_id or 0, version, **values):
        raise Conflict("reviews.errors.conflict")
