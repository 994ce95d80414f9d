"""Queries about funding: the input of plans, and stored plans."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, select
from sqlmodel import Session, col

from db.models.calls import Criterion
from db.models.funding import FundingChoice, FundingPlan
from db.models.institutions import Institution
from db.models.journal import JournalEntry
from db.models.judging import Assignment, Review, Score
from db.models.proposals import Proposal, TeamMember
from db.models.results import Decision
from db.queries.judging import DECIDED_ON, TITLE, AnySelect, number
from innovation_hub.domain.accounts import Sex
from innovation_hub.domain.folding import key
from innovation_hub.domain.judging import AssignmentState
from innovation_hub.domain.proposals import IN_JUDGING

_LEADER = (
    select(col(TeamMember.sex) == Sex.FEMALE)
    .where(col(TeamMember.proposal_id) == col(Proposal.id))
    .order_by(col(TeamMember.position))
    .limit(1)
    .correlate(Proposal)
    .scalar_subquery()
)


_CALL = number("call_id")
# Asked on every run of the page, or of a plan: built once.
_ENTRIES: AnySelect = (
    select(
        col(Proposal.id),
        col(Proposal.code),
        TITLE.label("title"),
        col(Proposal.track),
        col(Proposal.state),
        col(Proposal.requested),
        col(Proposal.resolutions),
        col(Proposal.institution_id),
        col(Institution.region_code),
        col(Decision.amount),
        func.coalesce(_LEADER, False).label("woman_leads"),
    )
    .outerjoin(Decision, DECIDED_ON)
    .outerjoin(Institution, col(Institution.id) == col(Proposal.institution_id))
    .where(col(Proposal.call_id) == _CALL, col(Proposal.state).in_(IN_JUDGING))
    .order_by(col(Proposal.code), col(Proposal.id))
)
_SUBMITTED_REVIEW = (
    (col(Assignment.call_id) == _CALL)
    & (col(Assignment.state) == AssignmentState.SUBMITTED)
    & col(Proposal.state).in_(IN_JUDGING)
)
_SCORES: AnySelect = (
    select(col(Assignment.proposal_id), col(Assignment.account_id), col(Score.criterion_id), col(Score.value))
    .join(Review, col(Review.assignment_id) == col(Assignment.id))
    .join(Score, col(Score.review_id) == col(Review.id))
    .join(Proposal, col(Proposal.id) == col(Assignment.proposal_id))
    .where(_SUBMITTED_REVIEW, col(Score.value).is_not(None))
    .order_by(col(Assignment.proposal_id), col(Assignment.account_id), col(Score.criterion_id))
)
_REVIEWED: AnySelect = (
    select(col(Assignment.id))
    .join(Proposal, col(Proposal.id) == col(Assignment.proposal_id))
    .where(_SUBMITTED_REVIEW)
    .limit(1)
)
_OF_CALL = col(Proposal.call_id) == _CALL
_LAST_MOVE: AnySelect = select(
    select(func.max(col(Review.updated_at)))
    .join(Assignment, col(Assignment.id) == col(Review.assignment_id))
    .where(col(Assignment.call_id) == _CALL)
    .scalar_subquery(),
    select(func.max(col(Decision.decided_at)))
    .join(Proposal, col(Proposal.id) == col(Decision.proposal_id))
    .where(_OF_CALL)
    .scalar_subquery(),
    select(func.max(col(Decision.superseded_at)))
    .join(Proposal, col(Proposal.id) == col(Decision.proposal_id))
    .where(_OF_CALL)
    .scalar_subquery(),
    select(func.max(col(JournalEntry.at)))
    .join(Institution, col(Institution.id) == col(JournalEntry.subject_id))
    .where(
        col(JournalEntry.subject_type) == "institution",
        col(JournalEntry.event) == "institution.merged",
        col(Institution.merged_into_id).in_(select(col(Proposal.institution_id)).where(_OF_CALL)),
    )
    .scalar_subquery(),
)
_PLANS: AnySelect = select(
    *(
        column
        for column in FundingPlan.__table__.columns  # type: ignore[attr-defined]
        if column.name not in ("call_id", "method", "seed", "input_hash", "created_by", "decided_by")
    )
).where(col(FundingPlan.call_id) == _CALL)
FUNDED_FIRST = case((col(FundingChoice.level) > 0, 0), else_=1)
CHOICES: AnySelect = (
    select(
        col(FundingChoice.proposal_id),
        col(Proposal.code),
        TITLE.label("title"),
        col(Proposal.track),
        col(Proposal.state),
        col(Proposal.version),
        col(Proposal.requested),
        col(FundingChoice.place),
        col(FundingChoice.level),
        col(FundingChoice.amount),
        col(FundingChoice.score),
        col(FundingChoice.chance),
        col(FundingChoice.walked),
        col(FundingChoice.in_walk),
    )
    .join(Proposal, col(Proposal.id) == col(FundingChoice.proposal_id))
    .where(col(FundingChoice.plan_id) == number("plan_id"))
    .order_by(FUNDED_FIRST, col(FundingChoice.place))
)
"""The choices of a plan, each with its proposal: those funded first, each part by rank."""


def entries(session: Session, call_id: int) -> Sequence[Any]:
    """The admitted proposals of a call with the properties that rules use, in the order of their codes."""
    return session.connection().execute(_ENTRIES, {"call_id": call_id}).all()


def scores(session: Session, call_id: int) -> Sequence[Any]:
    """Every score of the reviews submitted: proposal, judge, criterion, value."""
    return session.connection().execute(_SCORES, {"call_id": call_id}).all()


def reviewed(session: Session, call_id: int) -> bool:
    """Whether a review of an admitted proposal has been submitted."""
    return session.scalar(_REVIEWED, {"call_id": call_id}) is not None


def last_move(session: Session, call_id: int) -> datetime | None:
    """When a review or a decision of a call last changed, or an institution was merged into one of its proposals'."""
    moments = session.execute(_LAST_MOVE, {"call_id": call_id}).one()
    return max((moment for moment in moments if moment), default=None)


def weights(session: Session, call_id: int) -> dict[int, int]:
    """The weight of each criterion of a call."""
    query = select(col(Criterion.id), col(Criterion.weight)).where(col(Criterion.call_id) == call_id)
    return {key: weight for key, weight in session.execute(query) if key}


def places(session: Session, ids: Sequence[int]) -> Sequence[Any]:
    """Institutions by their ids."""
    query: AnySelect = select(
        col(Institution.id), col(Institution.code), col(Institution.name_sw), col(Institution.name_en)
    ).where(col(Institution.id).in_(ids))
    return session.execute(query.order_by(col(Institution.code_key))).all()


def plans(session: Session, call_id: int) -> Sequence[Any]:
    """The plans of a call by their names."""
    rows = session.connection().execute(_PLANS, {"call_id": call_id})
    return sorted(rows, key=lambda plan: key(plan.name))


def named(session: Session, call_id: int, name: str) -> FundingPlan | None:
    """The plan of a call with this name."""
    query = select(FundingPlan).where(col(FundingPlan.call_id) == call_id, col(FundingPlan.name) == name)
    return session.scalars(query).first()


def choices(session: Session, plan_id: int) -> Sequence[Any]:
    """The rows of a plan: those funded first, each part in the order of the ranking."""
    return session.connection().execute(CHOICES, {"plan_id": plan_id}).all()


def lock_proposals(session: Session, ids: Sequence[int]) -> list[Proposal]:
    """Some proposals, locked, in the order of their ids."""
    query = select(Proposal).where(col(Proposal.id).in_(ids)).order_by(col(Proposal.id)).with_for_update()
    return list(session.scalars(query))
