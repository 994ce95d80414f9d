"""Queries about judges of a call: who they are, what they hold, and what stands between them and a proposal."""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Label,
    Select,
    String,
    Subquery,
    case,
    func,
    literal,
    or_,
    select,
    type_coerce,
    union,
)
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from db.models.accounts import Account, AccountRole
from db.models.calls import CallJudge
from db.models.institutions import Institution
from db.models.judging import Assignment, ConflictOfInterest, Declaration
from db.models.proposals import Proposal, Submission, TeamMember
from db.queries.judging import SUBMITTED, TITLE, AnySelect, length, matching, number
from innovation_hub.domain.accounts import AccountState
from innovation_hub.domain.judging import (
    ACTIVE_ASSIGNMENTS,
    DECLARATION_VERSION,
    AssignmentState,
    ConflictKind,
)
from innovation_hub.domain.permissions import Role
from innovation_hub.domain.proposals import IN_JUDGING, RECEIVED, ProposalState
from innovation_hub.domain.text import clean

ACTIVE = col(Assignment.state).in_(ACTIVE_ASSIGNMENTS)
OPEN_STATES = (ProposalState.ELIGIBLE, ProposalState.SHORTLISTED)
"""States of a proposal that can still be judged."""


@cache
def _judges() -> AnySelect:
    call = number("call_id")

    def count(*states: AssignmentState) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((col(Assignment.state).in_(states), 1), else_=0)), 0)

    signed = select(col(Declaration.id)).where(
        col(Declaration.account_id) == col(CallJudge.account_id),
        col(Declaration.call_id) == call,
        col(Declaration.text_version) == DECLARATION_VERSION,
    )
    asked = (col(Assignment.account_id) == col(CallJudge.account_id)) & (col(Assignment.call_id) == call)
    person: tuple[Any, ...] = (
        col(CallJudge.account_id).label("id"),
        col(Account.name),
        col(Institution.name_sw).label("institution_sw"),
        col(Institution.name_en).label("institution_en"),
        col(CallJudge.capacity),
    )
    query: AnySelect = select(
        *person,
        count(*ACTIVE_ASSIGNMENTS).label("load"),
        count(AssignmentState.SUBMITTED).label("submitted"),
        count(AssignmentState.RECUSED, AssignmentState.UNABLE).label("declined"),
        signed.correlate(CallJudge).exists().label("signed"),
    )
    return (
        query.join(Account, col(Account.id) == col(CallJudge.account_id))
        .outerjoin(Institution, col(Institution.id) == col(Account.institution_id))
        .outerjoin(Assignment, asked)
        .where(col(CallJudge.call_id) == call)
        .group_by(*(column.element if isinstance(column, Label) else column for column in person))
        .order_by(col(Account.name), col(CallJudge.account_id))
    )


def judges(session: Session, call_id: int) -> Sequence[Any]:
    """The judges of a call by name, each with the number of reviews asked, handed in, declined."""
    return session.connection().execute(_judges(), {"call_id": call_id}).all()


def candidates(session: Session, call_id: int, *, text: str, most: int) -> Sequence[Any]:
    """Active accounts with the role of judge who are not invited and did not enter the call themselves."""
    query: AnySelect = (
        select(
            col(Account.id),
            col(Account.name),
            col(Institution.name_sw).label("institution_sw"),
            col(Institution.name_en).label("institution_en"),
        )
        .outerjoin(Institution, col(Institution.id) == col(Account.institution_id))
        .where(*_invitable(call_id))
        .order_by(col(Account.name), col(Account.id))
        .limit(most)
    )
    if text.strip():
        query = query.where(func.lower(col(Account.name)).contains(clean(text).lower(), autoescape=True))
    return session.execute(query).all()


def _invitable(call_id: int) -> list[ColumnElement[bool]]:
    judging = select(col(AccountRole.account_id)).where(col(AccountRole.role) == Role.JUDGE)
    organising = select(col(AccountRole.account_id)).where(col(AccountRole.role) == Role.ORGANISER)
    invited = select(col(CallJudge.account_id)).where(col(CallJudge.call_id) == call_id)
    return [
        col(Account.id).in_(judging),
        col(Account.id).not_in(organising),  # organisers read whose the proposals are
        col(Account.state) == AccountState.ACTIVE,
        col(Account.id).not_in(invited),
        ~_competes(call_id),
    ]


def rivals(session: Session, call_id: int) -> set[int]:
    """Judges of a call who have a proposal of their own among the admitted ones: they judge none of the call.

    They cannot be invited, but may have entered since. Ruling the proposal out sets its judge free.
    """
    query = select(col(CallJudge.account_id)).join(Account, col(Account.id) == col(CallJudge.account_id))
    here = col(CallJudge.call_id) == call_id
    return set(session.scalars(query.where(here, _competes(call_id, IN_JUDGING))))


def _competes(call_id: int, states: Collection[ProposalState] = RECEIVED) -> ColumnElement[bool]:
    """Whether the account owns, or belongs to the team of, a proposal handed in to the call."""
    received = (col(Proposal.call_id) == call_id) & col(Proposal.state).in_(states)
    owns = select(col(Proposal.owner_id)).where(received)
    belongs = (
        select(col(TeamMember.email))
        .join(Proposal, col(Proposal.id) == col(TeamMember.proposal_id))
        .where(received)
    )
    return or_(col(Account.id).in_(owns), col(Account.email).in_(belongs))


def conflicts(session: Session, call_id: int) -> Sequence[Any]:
    """Every (account_id, proposal_id, kind) of a call's judges: declared, or found in what the hub knows."""
    query = _conflicts(call_id)
    columns = query.c.account_id, query.c.proposal_id, query.c.kind
    return session.execute(select(*columns).order_by(*columns)).all()


def conflict_between(session: Session, call_id: int, *, account_id: int, proposal_id: int) -> str | None:
    """The kind of a conflict between a judge and a proposal, if there is one."""
    found = _conflicts(call_id)
    query = select(found.c.kind).where(found.c.account_id == account_id, found.c.proposal_id == proposal_id)
    return session.scalar(query.limit(1))


def _conflicts(call_id: int) -> Subquery:
    judge, theirs, owner = aliased(Account), aliased(Account), col(Proposal.owner_id)
    received = col(Proposal.state).in_(RECEIVED)
    here = (col(CallJudge.call_id) == call_id) & (col(Proposal.call_id) == call_id) & received
    member = col(TeamMember.proposal_id) == col(Proposal.id)

    def found(kind: ConflictKind, *rules: ColumnElement[bool]) -> AnySelect:
        pair: AnySelect = select(
            col(CallJudge.account_id),
            col(Proposal.id).label("proposal_id"),
            literal(kind.value).label("kind"),
        )
        return pair.where(col(judge.id) == col(CallJudge.account_id), here, *rules)

    declared = (
        select(
            col(ConflictOfInterest.account_id),
            col(ConflictOfInterest.proposal_id),
            type_coerce(col(ConflictOfInterest.kind), String),
        )
        .join(Proposal, col(Proposal.id) == col(ConflictOfInterest.proposal_id))
        .where(col(Proposal.call_id) == call_id, received)
    )
    institution = col(judge.institution_id)
    return union(
        found(ConflictKind.SAME_INSTITUTION, col(Proposal.institution_id) == institution),
        found(
            ConflictKind.SAME_INSTITUTION, col(theirs.id) == owner, col(theirs.institution_id) == institution
        ),
        found(ConflictKind.SAME_INSTITUTION, member, col(TeamMember.institution_id) == institution),
        found(ConflictKind.TEAM_MEMBER, member, col(TeamMember.email) == col(judge.email)),
        found(ConflictKind.TEAM_MEMBER, owner == col(judge.id)),
        declared,
    ).subquery()


_PANEL = (
    select(func.count())
    .where(col(Assignment.proposal_id) == col(Proposal.id), ACTIVE)
    .correlate(Proposal)
    .scalar_subquery()
)
_PANELS: AnySelect = (
    select(
        col(Proposal.id),
        col(Proposal.code),
        TITLE.label("title"),
        col(Proposal.state),
        _PANEL.label("panel"),
    )
    .join(Submission, SUBMITTED)
    .order_by(col(Proposal.code))
)


def proposals(
    session: Session, call_id: int, *, wanted: int, only_open: bool, text: str, offset: int, size: int
) -> tuple[Sequence[Any], int]:
    """Proposals of a call that are judged, by code, with the size of their panels; and how many there are.

    ``only_open`` leaves out those that have their ``wanted`` number of judges.
    """
    where = [col(Proposal.call_id) == call_id, col(Proposal.state).in_(IN_JUDGING)]
    if only_open:
        where += [wanted > _PANEL, col(Proposal.state).in_(OPEN_STATES)]
    if text.strip():
        where.append(matching(text))
    rows = session.execute(_PANELS.where(*where).offset(offset).limit(size)).all()

    def count() -> Select[int]:
        return select(func.count()).select_from(Proposal).join(Submission, SUBMITTED).where(*where)

    return rows, length(session, rows, count, offset=offset, size=size)


def seats(session: Session, proposal_ids: Collection[int]) -> Sequence[Any]:
    """Who has been asked for these proposals, released ones left out."""
    query: AnySelect = (
        select(
            col(Assignment.proposal_id),
            col(Assignment.id).label("assignment_id"),
            col(Assignment.account_id),
            col(Account.name),
            col(Assignment.state),
        )
        .join(Account, col(Account.id) == col(Assignment.account_id))
        .where(
            col(Assignment.proposal_id).in_(proposal_ids), col(Assignment.state) != AssignmentState.RELEASED
        )
        .order_by(col(Account.name), col(Assignment.id))
    )
    return session.execute(query).all()


_OPEN: AnySelect = (
    select(col(Proposal.id), col(Proposal.code))
    .where(col(Proposal.call_id) == number("call_id"), col(Proposal.state).in_(OPEN_STATES))
    .order_by(col(Proposal.code))
)


def open_proposals(session: Session, call_id: int) -> Sequence[Any]:
    """Id and code of every proposal that can still be given judges."""
    return session.connection().execute(_OPEN, {"call_id": call_id}).all()


def assignments(session: Session, call_id: int) -> Sequence[Assignment]:
    """Every assignment of a call, in every state."""
    query = select(Assignment).where(col(Assignment.call_id) == call_id)
    return session.scalars(query.order_by(col(Assignment.id))).all()


def assignment_of(session: Session, proposal_id: int, account_id: int) -> Assignment | None:
    """The assignment of a judge to a proposal, in whatever state."""
    query = select(Assignment).where(
        col(Assignment.proposal_id) == proposal_id, col(Assignment.account_id) == account_id
    )
    return session.scalar(query)


def load(session: Session, call_id: int, account_id: int) -> int:
    """How many proposals of a call a judge holds, handed-in reviews included."""
    query = select(func.count()).where(
        col(Assignment.call_id) == call_id, col(Assignment.account_id) == account_id, ACTIVE
    )
    return session.scalar(query) or 0


def may_judge(session: Session, call_id: int, account_ids: Collection[int]) -> set[int]:
    """Which of these accounts can be invited to a call."""
    query = select(col(Account.id)).where(col(Account.id).in_(account_ids), *_invitable(call_id))
    return {account_id for account_id in session.scalars(query) if account_id}


def named_conflicts(session: Session, call_id: int, *, offset: int, size: int) -> tuple[Sequence[Any], int]:
    """A page of the conflicts of a call with the judge's name and the proposal's code; and how many there are."""
    found = _conflicts(call_id)
    query: AnySelect = (
        select(col(Account.name), col(Proposal.code), found.c.kind)
        .join(found, found.c.account_id == col(Account.id))
        .join(Proposal, col(Proposal.id) == found.c.proposal_id)
        .order_by(col(Account.name), col(Proposal.code), found.c.kind)
    )
    rows = session.execute(query.offset(offset).limit(size)).all()

    def count() -> Select[int]:
        return select(func.count()).select_from(found)

    return rows, length(session, rows, count, offset=offset, size=size)
