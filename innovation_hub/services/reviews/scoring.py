"""Saving one answer on one criterion, the most frequent click of a judge."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from db.commands import scores as commands
from db.queries import scores as queries
from db.unit_of_work import unit_of_work
from innovation_hub.domain.clock import now
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.domain.scoring import Answer, answers, score_of
from innovation_hub.errors import Conflict, NotFound
from innovation_hub.services.reviews.sheet import in_state


@dataclass(frozen=True, slots=True)
class Scored:
    """A review after saving an answer: its version, and all answers by criterion."""

    version: int
    answers: Mapping[int, Answer]
    saved_at: datetime


def score(
    actor: Actor,
    *,
    assignment_id: int,
    criterion_id: int,
    answer: Answer,
    was: Answer = None,
    since: int | None = None,
) -> Scored:
    """Save an answer that replaces ``was``; the same answer again writes nothing.

    An answer that is sent again after a lost response gives the version it was based on as ``since``, so that it is
    not saved a second time after it was saved and replaced in another window.

    Raises `Conflict` with the answer of another window as ``theirs``; `Invalid` for an answer outside the call's
    scale, `NotFound` for a criterion of another call, `NotNow` when the review cannot be changed any more.
    """
    ensure(actor, Permission.REVIEW_WRITE)
    with unit_of_work() as uow:
        queries.lock_review(uow.session, assignment_id)
        mine = in_state(uow.session, actor, assignment_id)
        review_id, version = mine.review_id or 0, mine.version or 0
        value = score_of(answer, lowest=mine.score_min, highest=mine.score_max)
        given = answers(queries.of_review(uow.session, review_id))
        current = given.get(criterion_id)
        if current != answer:
            undone = current is not None and since is not None and version > since + 1
            if current != was or undone:
                raise Conflict("reviews.errors.conflict", theirs=current)
            if not commands.put(uow.session, review_id, mine.call_id, criterion_id, value):
                raise NotFound
            commands.change_review(uow.session, review_id, version)
            version, given = version + 1, {**given, criterion_id: answer}
            uow.commit()
    return Scored(version, given, now())
