"""Queries about proposals for those who write them."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Row, and_, bindparam, exists, func, or_
from sqlmodel import Session, col, select

from db.models.accounts import Account
from db.models.calls import Call
from db.models.institutions import Institution
from db.models.proposals import Attachment, Proposal, ScreeningNote, Submission, TeamMember
from db.models.results import Decision
from innovation_hub.domain.proposals import Standing

# Statements of the most frequent pages are built once; only their parameters change.
_IN_TEAM = exists().where(
    col(TeamMember.proposal_id) == col(Proposal.id),
    col(TeamMember.email) == col(Account.email),
    col(TeamMember.standing) == Standing.JOINED,
    col(Account.id) == bindparam("account_id"),
)
MAY_OPEN = or_(col(Proposal.owner_id) == bindparam("account_id"), _IN_TEAM)
"""Whether an account, ``account_id``, leads the proposal or takes part in it."""
_WITH_CALL = select(Proposal, Call).join(Call, col(Call.id) == col(Proposal.call_id)).where(MAY_OPEN)
_ONE = _WITH_CALL.where(col(Proposal.id) == bindparam("proposal_id"))
_HELD = _ONE.with_for_update(of=Proposal).execution_options(populate_existing=True)
_LIST = (
    _WITH_CALL.order_by(col(Proposal.updated_at).desc(), col(Proposal.id).desc())
    .offset(bindparam("offset"))
    .limit(bindparam("limit"))
)
_COUNT = select(func.count()).select_from(Proposal).where(MAY_OPEN)
_TEAM = (
    select(TeamMember, Institution)
    .outerjoin(Institution, col(Institution.id) == col(TeamMember.institution_id))
    .where(col(TeamMember.proposal_id) == bindparam("proposal_id"))
    .order_by(col(TeamMember.position), col(TeamMember.id))
)
_SUBMISSIONS = (
    select(Submission)
    .where(col(Submission.proposal_id) == bindparam("proposal_id"))
    .order_by(col(Submission.number).desc())
)
_ATTACHMENT = select(  # type: ignore[call-overload]
    Attachment.id,
    Attachment.name,
    Attachment.size,
    Attachment.pages,
    Attachment.sha256,
    Attachment.uploaded_at,
).where(col(Attachment.id) == bindparam("attachment_id"))


def reachable(
    session: Session, *, proposal_id: int, account_id: int, hold: bool = False
) -> tuple[Proposal, Call] | None:
    """The proposal with its call if the account leads it or is in its team, else None; optionally locked."""
    statement = _HELD if hold else _ONE
    return session.exec(
        statement, params={"proposal_id": proposal_id, "account_id": account_id}
    ).one_or_none()


def of_account(
    session: Session, account_id: int, *, offset: int, limit: int
) -> tuple[Sequence[tuple[Proposal, Call]], int]:
    """A page of the proposals the account leads or takes part in, the last changed first, and their number."""
    who = {"account_id": account_id}
    rows = session.exec(_LIST, params={**who, "offset": offset, "limit": limit}).all()
    return rows, session.exec(_COUNT, params=who).one()


def led_in_call(session: Session, *, call_id: int, account_id: int) -> int | None:
    """The id of the proposal that the account leads in a call."""
    query = select(Proposal.id).where(col(Proposal.call_id) == call_id, col(Proposal.owner_id) == account_id)
    return session.exec(query.order_by(col(Proposal.id)).limit(1)).first()


def team(session: Session, proposal_id: int) -> Sequence[tuple[TeamMember, Institution | None]]:
    """Members in their order, each with their institution."""
    return session.exec(_TEAM, params={"proposal_id": proposal_id}).all()


def attachment(session: Session, attachment_id: int) -> Row[Any] | None:
    """A PDF's row without its bytes."""
    row: Row[Any] | None = session.exec(_ATTACHMENT, params={"attachment_id": attachment_id}).one_or_none()
    return row


def submissions(session: Session, proposal_id: int) -> Sequence[Submission]:
    """The submissions of a proposal, the latest first."""
    return session.exec(_SUBMISSIONS, params={"proposal_id": proposal_id}).all()


def submission_of_key(session: Session, proposal_id: int, key: str) -> Submission | None:
    """The submission of the request with this key; None without one."""
    query = select(Submission).where(col(Submission.proposal_id) == proposal_id)
    return session.exec(query.where(col(Submission.request_key) == key)).one_or_none()


def is_submitted(session: Session, attachment_id: int) -> bool:
    """Whether a submission refers to the PDF."""
    query = select(Submission.id).where(col(Submission.attachment_id) == attachment_id).limit(1)
    return session.exec(query).first() is not None


def last_screening_note(session: Session, proposal_id: int) -> ScreeningNote | None:
    """The latest screening note of the proposal."""
    query = select(ScreeningNote).where(col(ScreeningNote.proposal_id) == proposal_id)
    return session.exec(query.order_by(col(ScreeningNote.id).desc()).limit(1)).first()


def standing_decision(session: Session, proposal_id: int) -> Decision | None:
    """The current decision."""
    query = select(Decision).where(
        and_(col(Decision.proposal_id) == proposal_id, col(Decision.superseded_at).is_(None))
    )
    return session.exec(query.order_by(col(Decision.id).desc()).limit(1)).first()


def languages(session: Session, emails: Iterable[str]) -> dict[str, str]:
    """The language of each of these addresses that has an account."""
    query = select(Account.email, Account.language).where(col(Account.email).in_(list(emails)))
    return dict(session.exec(query).all())
