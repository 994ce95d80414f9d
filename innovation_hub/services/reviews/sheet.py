"""The score sheet of a proposal: code and title at first, text and rubric once the judge has declared no conflict."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import Session

from db.queries import covering, judging
from db.queries import reviews as queries
from db.queries import scores as given
from db.unit_of_work import read_only
from innovation_hub.domain.calls import CallPhase, CallState, end, phase
from innovation_hub.domain.clock import now
from innovation_hub.domain.fields import TEXTS
from innovation_hub.domain.judging import AssignmentState
from innovation_hub.domain.money import Money
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.domain.proposal_fields import JUDGED
from innovation_hub.domain.proposals import Track
from innovation_hub.errors import Forbidden, NotFound, NotNow
from innovation_hub.methods.terms.ranking import Direction
from innovation_hub.services.calls.views import CriterionView, criterion
from innovation_hub.services.reviews.blind import Blinder, blinders

OPENED = frozenset({AssignmentState.ACCEPTED, AssignmentState.SUBMITTED})
"""States in which a judge may read the text."""


@dataclass(frozen=True, slots=True)
class ReviewText:
    """The text of a proposal for a judge; ``sections`` by name, in order: texts, and values of other fields.

    ``pages`` are the numbers of the cleared pages of its PDF, empty while none is; None when there is no PDF.
    """

    track: Track
    language: str
    resolutions: tuple[int, ...]
    trl: int | None
    requested: Money
    sections: Mapping[str, Any]
    pages: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """A proposal and the judge's own review of it. ``text`` is None while it may not be read.

    ``open``: whether reviews can still be changed. ``version`` is passed to each change; ``saved_at``
    is the instant of the last one.
    """

    assignment_id: int
    call_id: int
    code: str
    title: str
    state: AssignmentState
    open: bool
    score_min: int
    score_max: int
    score_best: Direction
    text: ReviewText | None = None
    criteria: tuple[CriterionView, ...] = ()
    scores: Mapping[int, int | None] = field(default_factory=dict)
    comment: str = ""
    note: str = ""
    total: float | None = None
    submitted_at: datetime | None = None
    version: int = 0
    saved_at: datetime | None = None


def sheet(actor: Actor, *, assignment_id: int) -> ScoreSheet:
    """The score sheet of an assignment; raises `NotFound` for another judge's, `Forbidden` before signing."""
    ensure(actor, Permission.REVIEW_WRITE)
    with read_only() as session:
        mine = own(session, actor, assignment_id)
        content = queries.submitted_content(session, mine.submission_id)
        cover = blinders(session, {mine.proposal_id: content["identity"]})[mine.proposal_id]
        about: dict[str, Any] = {
            "assignment_id": assignment_id,
            "call_id": mine.call_id,
            "code": mine.code,
            "title": cover(content["blind"]["title"]),
            "state": mine.state,
            "open": judging_open(mine),
            "score_min": mine.score_min,
            "score_max": mine.score_max,
            "score_best": mine.score_best,
        }
        if mine.state not in OPENED or mine.review_id is None:
            return ScoreSheet(**about)
        return ScoreSheet(
            **about,
            text=_text(content["blind"], cover, _pages(session, mine, content["blind"])),
            criteria=tuple(criterion(row) for row in judging.criteria(session, mine.call_id)),
            scores=given.of_review(session, mine.review_id),
            comment=mine.comment or "",
            note=mine.note or "",
            total=mine.total,
            submitted_at=mine.submitted_at,
            version=mine.version or 0,
            saved_at=mine.saved_at,
        )


def own(session: Session, actor: Actor, assignment_id: int) -> queries.Own:
    """The judge's assignment with its review, proposal and call.

    Raises `NotFound`, `NotNow` once its call is cancelled, or `Forbidden` before signing.
    """
    found = queries.own(session, actor.id, assignment_id)
    if found is None:
        raise NotFound
    if found.call_state is CallState.CANCELLED:
        raise NotNow("reviews.errors.cancelled")
    if not found.signed:
        raise Forbidden("reviews.errors.unsigned")
    return found


def in_state(
    session: Session, actor: Actor, assignment_id: int, state: AssignmentState = AssignmentState.ACCEPTED
) -> queries.Own:
    """`own`, for a change of the review; raises `NotNow` unless it is in ``state`` and judging is open."""
    mine = own(session, actor, assignment_id)
    if not judging_open(mine):
        raise NotNow("reviews.errors.closed")
    if mine.state is not state or mine.review_id is None:
        raise NotNow(f"reviews.errors.answered.{mine.state.value}")
    return mine


def judging_open(mine: queries.Own) -> bool:
    """Whether reviews of a call can be changed: from its closing until the first decision."""
    at = phase(mine.call_state, mine.opens_at, end(mine.closes_at, mine.grace_minutes), now())
    return at is CallPhase.JUDGING and not mine.decided


def _pages(session: Session, mine: queries.Own, blind: Mapping[str, Any]) -> tuple[int, ...] | None:
    file = covering.file(session, mine.proposal_id) if blind.get("attachment") else None
    return tuple(row.number for row in covering.cleared(session, file.id)) if file else None


def _text(blind: Mapping[str, Any], cover: Blinder, pages: tuple[int, ...] | None) -> ReviewText:
    return ReviewText(
        track=Track(blind["track"]),
        language=blind["language"],
        resolutions=tuple(blind.get("resolutions", ())),
        trl=blind.get("trl"),
        requested=blind.get("requested", 0),
        sections=_sections(blind, cover),
        pages=pages,
    )


def _sections(blind: Mapping[str, Any], cover: Blinder) -> dict[str, Any]:
    """The blind values by name; fields added in later releases only when they are filled."""
    return {
        field.name: cover(str(blind.get(field.name, "")))
        if field.kind in TEXTS
        else field.drafted(blind[field.name])
        for field in JUDGED
        if field.original or field.name in blind
    }
