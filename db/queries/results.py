"""Queries about decisions and published results."""

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlmodel import Session, col

from db.models.accounts import Account
from db.models.bulk import BulkMove
from db.models.calls import Call
from db.models.institutions import Institution
from db.models.judging import Assignment, Review
from db.models.proposals import Proposal, ScreeningNote, Submission, TeamMember
from db.models.results import Decision
from db.queries.judging import DECIDED_ON, SUBMITTED, TITLE, AnySelect, code_has, length, slice_of, title_has
from innovation_hub.domain.calls import CallState
from innovation_hub.domain.judging import AssignmentState
from innovation_hub.domain.proposals import RECEIVED, ProposalState, Standing


def standing_decision(session: Session, proposal_id: int) -> Decision | None:
    """The current decision on a proposal."""
    query = select(Decision).where(
        col(Decision.proposal_id) == proposal_id, col(Decision.superseded_at).is_(None)
    )
    return session.scalar(query)


def standing_decisions(session: Session, step_id: int) -> list[Decision]:
    """The current decisions on proposals that a step moved and nobody changed since."""
    query = (
        select(Decision)
        .join(Proposal, DECIDED_ON)
        .join(BulkMove, col(BulkMove.proposal_id) == col(Proposal.id))
        .where(col(BulkMove.step_id) == step_id, col(Proposal.version) == col(BulkMove.version))
    )
    return list(session.scalars(query))


@cache
def _concluded() -> AnySelect:
    def count(rule: ColumnElement[bool]) -> Any:
        return func.count(case((rule, col(Proposal.id))))

    amount = func.sum(case((col(Decision.awarded).is_(True), col(Decision.amount))))
    return (
        select(
            col(Call.id),
            col(Call.code),
            col(Call.title_sw),
            col(Call.title_en),
            col(Call.concluded_at),
            count(col(Proposal.state).in_(RECEIVED)).label("received"),
            count(col(Proposal.was_shortlisted).is_(True)).label("shortlisted"),
            count(col(Proposal.state) == ProposalState.AWARDED).label("awarded"),
            func.coalesce(amount, 0).label("amount"),
        )
        .outerjoin(Proposal, col(Proposal.call_id) == col(Call.id))
        .outerjoin(Decision, DECIDED_ON)
        .where(col(Call.state) == CallState.CONCLUDED)
        .group_by(col(Call.id))
        .order_by(col(Call.concluded_at).desc(), col(Call.id).desc())
    )


def concluded(session: Session) -> Sequence[Any]:
    """Concluded calls with their counts and the sum awarded, the latest first."""
    return session.connection().execute(_concluded()).all()


_IN_CALL = col(Call.id) == col(Proposal.call_id)
_AMOUNT = func.coalesce(col(Decision.amount), 0)
_RESULTS: AnySelect = (
    select(
        col(Proposal.id),
        col(Proposal.code),
        TITLE.label("title"),
        col(Proposal.track),
        col(Proposal.state),
        col(Proposal.for_institution),
        _AMOUNT.label("amount"),
        col(Submission.content)["identity"].label("identity"),
        col(Institution.code).label("institution"),
        col(Institution.name_sw).label("institution_sw"),
        col(Institution.name_en).label("institution_en"),
    )
    .join(Call, _IN_CALL)
    .join(Submission, SUBMITTED)
    .outerjoin(Decision, DECIDED_ON)
    .outerjoin(Institution, col(Institution.id) == col(Proposal.institution_id))
    .order_by(
        case((col(Proposal.state) == ProposalState.AWARDED, 0), else_=1), _AMOUNT.desc(), col(Proposal.code)
    )
)


def results(
    session: Session, call_id: int, *, only_awarded: bool, text: str, offset: int, size: int | None
) -> tuple[Sequence[Any], int]:
    """Results of a concluded call, awards by amount first; and how many there are."""
    whole, page, number_of = _lists(call_id, only_awarded, text.strip())
    if size is None:
        rows = session.execute(whole).all()
    else:
        rows = session.connection().execute(page, {"offset": offset, "size": size}).all()
    return rows, length(session, rows, lambda: number_of, offset=offset, size=size)


@lru_cache(maxsize=64)
def _lists(call_id: int, only_awarded: bool, text: str) -> tuple[AnySelect, AnySelect, Select[int]]:
    """All results, a page of them, and how many there are, as statements."""
    states = {ProposalState.AWARDED} if only_awarded else RECEIVED
    where = [
        col(Proposal.call_id) == call_id,
        col(Proposal.state).in_(states),
        col(Call.state) == CallState.CONCLUDED,
    ]
    if text:
        # A title that is not shown must not be found either.
        where.append(code_has(text) | (title_has(text) & (col(Proposal.state) == ProposalState.AWARDED)))
    whole = _RESULTS.where(*where)
    count = select(func.count()).select_from(Proposal).join(Call, _IN_CALL)
    return whole, slice_of(whole), count.where(*where)


def own_results(session: Session, account_id: int, call_id: int) -> Sequence[Any]:
    """The proposals that an account owns or belongs to the team of, in a concluded call."""
    email = select(col(Account.email)).where(col(Account.id) == account_id).scalar_subquery()
    member = select(col(TeamMember.proposal_id)).where(
        col(TeamMember.email) == email, col(TeamMember.standing) == Standing.JOINED
    )
    query: AnySelect = (
        select(
            col(Proposal.id),
            col(Proposal.code),
            TITLE.label("title"),
            col(Proposal.state),
            func.coalesce(col(Decision.amount), 0).label("amount"),
            func.coalesce(col(Decision.reason), _last_note(), "").label("reason"),
        )
        .join(Call, col(Call.id) == col(Proposal.call_id))
        .outerjoin(Decision, DECIDED_ON)
        .where(
            col(Call.id) == call_id,
            col(Call.state) == CallState.CONCLUDED,
            col(Proposal.state).in_(RECEIVED),
            (col(Proposal.owner_id) == account_id) | col(Proposal.id).in_(member),
        )
        .order_by(col(Proposal.code))
    )
    return session.execute(query).all()


def _last_note() -> Any:
    return (
        select(col(ScreeningNote.reason))
        .where(col(ScreeningNote.proposal_id) == col(Proposal.id))
        .order_by(col(ScreeningNote.id).desc())
        .limit(1)
        .correlate(Proposal)
        .scalar_subquery()
    )


def comments(session: Session, proposal_ids: Sequence[int]) -> Sequence[Any]:
    """Judges' comments for the proposers, without who wrote them, in the order of their words."""
    query = (
        select(col(Assignment.proposal_id), col(Review.comment))
        .join(Review, col(Review.assignment_id) == col(Assignment.id))
        .where(
            col(Assignment.proposal_id).in_(proposal_ids),
            col(Assignment.state) == AssignmentState.SUBMITTED,
        )
        .order_by(col(Assignment.proposal_id), col(Review.comment))
    )
    return session.execute(query).all()
