"""Queries about the judges of a call and their assignments."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Label,
    Select,
    and_,
    case,
    func,
    not_,
    select,
)
from sqlmodel import Session, col

from db.models.accounts import Account, AccountRole
from db.models.calls import CallJudge
from db.models.institutions import Institution
from db.models.judging import Assignment, Declaration
from db.models.proposals import Proposal
from db.queries import conflicts
from db.queries.judging import TITLE, AnySelect, length, matching, number, slice_of
from db.queries.searching import holds
from innovation_hub.domain.accounts import AccountState
from innovation_hub.domain.judging import (
    ACTIVE_ASSIGNMENTS,
    DECLARATION_VERSION,
    AssignmentState,
)
from innovation_hub.domain.permissions import Role
from innovation_hub.domain.proposals import IN_JUDGING, ProposalState, Track

ACTIVE = col(Assignment.state).in_(ACTIVE_ASSIGNMENTS)
OPEN_STATES = (ProposalState.ELIGIBLE, ProposalState.SHORTLISTED)
"""States of a proposal that can still be judged."""


_HOLDS_ROLE = (
    select(col(AccountRole.account_id))
    .where(col(AccountRole.account_id) == col(Account.id), col(AccountRole.role) == Role.JUDGE)
    .correlate(Account)
    .exists()
)
CAN_JUDGE = (col(Account.state) == AccountState.ACTIVE) & _HOLDS_ROLE
"""Accounts that can judge today: not disabled or closed, and still with the role."""


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
        (~CAN_JUDGE).label("gone"),
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
        .group_by(
            col(Account.id),
            col(Account.state),
            *(column.element if isinstance(column, Label) else column for column in person[:-1]),
        )
        .order_by(col(Account.name_key), col(CallJudge.account_id))
    )


def judges(session: Session, call_id: int) -> Sequence[Any]:
    """The judges of a call by name, each with the number of reviews asked, submitted, declined."""
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
        .order_by(col(Account.name_key), col(Account.id))
        .limit(most)
    )
    if text.strip():
        query = query.where(holds(col(Account.name_key), text))
    return session.execute(query).all()


def _invitable(call_id: int) -> list[ColumnElement[bool]]:
    judging = select(col(AccountRole.account_id)).where(col(AccountRole.role) == Role.JUDGE)
    organising = select(col(AccountRole.account_id)).where(col(AccountRole.role) == Role.ORGANISER)
    invited = select(col(CallJudge.account_id)).where(col(CallJudge.call_id) == call_id)
    return [
        col(Account.id).in_(judging),
        col(Account.id).not_in(organising),  # organisers see the proposers
        col(Account.state) == AccountState.ACTIVE,
        col(Account.id).not_in(invited),
        ~conflicts.competes(call_id),
    ]


_PANEL = (
    select(func.count())
    .select_from(Assignment)
    .join(Account, col(Account.id) == col(Assignment.account_id))
    .where(
        col(Assignment.proposal_id) == col(Proposal.id),
        ACTIVE,
        (col(Assignment.state) == AssignmentState.SUBMITTED) | CAN_JUDGE,  # nobody else writes these
    )
    .correlate(Proposal)
    .scalar_subquery()
)
_PANELS: AnySelect = select(
    col(Proposal.id),
    col(Proposal.code),
    TITLE.label("title"),
    col(Proposal.state),
    _PANEL.label("panel"),
).order_by(col(Proposal.code))


class PanelShow(StrEnum):
    """Filter of panels: all, those that lack judges, or those that are complete or decided on."""

    ALL = "all"
    OPEN = "open"
    COMPLETE = "complete"


@dataclass(frozen=True, slots=True)
class WantedPanels:
    """Filters of a call's panels; ``wanted`` is the number of judges that a proposal should have."""

    wanted: int
    show: PanelShow = PanelShow.ALL
    text: str = ""
    track: Track | None = None
    language: str | None = None


def proposals(
    session: Session, call_id: int, wanted: WantedPanels, *, offset: int, size: int
) -> tuple[Sequence[Any], int]:
    """A page of a call's proposals in judging, by code, with the size of their panels, and the number of matches."""
    entries, _, count = _matching(wanted)
    values = {"call_id": call_id}
    rows = session.connection().execute(entries, values | {"offset": offset, "size": size}).all()
    return rows, length(session, rows, lambda: count, values, offset=offset, size=size)


def ids(
    session: Session, call_id: int, wanted: WantedPanels, *, offset: int, size: int
) -> tuple[Sequence[int], int]:
    """The ids of a part of the proposals that `proposals` lists, in its order, and the number of matches."""
    _, listed, count = _matching(wanted)
    values = {"call_id": call_id}
    found = session.connection().scalars(listed, values | {"offset": offset, "size": size}).all()
    return found, length(session, found, lambda: count, values, offset=offset, size=size)


def proposal(session: Session, call_id: int, proposal_id: int) -> Any:
    """One proposal of a call in judging as `proposals` lists it; None when it is none."""
    values = {"call_id": call_id, "proposal_id": proposal_id}
    return session.connection().execute(_ONE, values).one_or_none()


_JUDGED = (col(Proposal.call_id) == number("call_id"), col(Proposal.state).in_(IN_JUDGING))
_ONE: AnySelect = _PANELS.where(*_JUDGED, col(Proposal.id) == number("proposal_id"))


@lru_cache(maxsize=64)
def _matching(wanted: WantedPanels) -> tuple[AnySelect, Select[int], Select[int]]:
    """The statements of the list, its ids and its length, cached: building them takes longer than running them."""
    where: list[ColumnElement[bool]] = list(_JUDGED)
    lacks = and_(wanted.wanted > _PANEL, col(Proposal.state).in_(OPEN_STATES))
    if wanted.show is not PanelShow.ALL:
        where.append(lacks if wanted.show is PanelShow.OPEN else not_(lacks))
    if wanted.track is not None:
        where.append(col(Proposal.track) == wanted.track)
    if wanted.language is not None:
        where.append(col(Proposal.language) == wanted.language)
    listed, count = select(col(Proposal.id)), select(func.count()).select_from(Proposal)
    if wanted.text.strip():
        where.append(matching(wanted.text))
    listed = listed.where(*where).order_by(col(Proposal.code))
    return slice_of(_PANELS.where(*where)), slice_of(listed), count.where(*where)


def seats(session: Session, proposal_ids: Collection[int]) -> Sequence[Any]:
    """The judges asked for these proposals, without released ones."""
    query: AnySelect = (
        select(
            col(Assignment.proposal_id),
            col(Assignment.id).label("assignment_id"),
            col(Assignment.account_id),
            col(Account.name),
            col(Assignment.state),
            (~CAN_JUDGE).label("gone"),
        )
        .join(Account, col(Account.id) == col(Assignment.account_id))
        .where(
            col(Assignment.proposal_id).in_(proposal_ids), col(Assignment.state) != AssignmentState.RELEASED
        )
        .order_by(col(Account.name_key), col(Assignment.id))
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


def can_judge(session: Session, account_id: int) -> bool:
    """Whether an account can judge today."""
    return session.scalar(select(col(Account.id)).where(col(Account.id) == account_id, CAN_JUDGE)) is not None


def assignments(session: Session, call_id: int) -> Sequence[Assignment]:
    """Every assignment of a call, in every state."""
    query = select(Assignment).where(col(Assignment.call_id) == call_id)
    return session.scalars(query.order_by(col(Assignment.id))).all()


def codes(session: Session, proposal_ids: Collection[int]) -> Sequence[str]:
    """The codes of these proposals, in their order."""
    query = select(col(Proposal.code)).where(col(Proposal.id).in_(proposal_ids)).order_by(col(Proposal.code))
    return [code or "" for code in session.scalars(query)]


def assignment_of(session: Session, proposal_id: int, account_id: int) -> Assignment | None:
    """The assignment of a judge to a proposal, in whatever state."""
    query = select(Assignment).where(
        col(Assignment.proposal_id) == proposal_id, col(Assignment.account_id) == account_id
    )
    return session.scalar(query)


def load(session: Session, call_id: int, account_id: int) -> int:
    """The number of proposals of a call that a judge is assigned to, submitted reviews included."""
    query = select(func.count()).where(
        col(Assignment.call_id) == call_id, col(Assignment.account_id) == account_id, ACTIVE
    )
    return session.scalar(query) or 0


def may_judge(session: Session, call_id: int, account_ids: Collection[int]) -> set[int]:
    """Which of these accounts can be invited to a call."""
    query = select(col(Account.id)).where(col(Account.id).in_(account_ids), *_invitable(call_id))
    return {account_id for account_id in session.scalars(query) if account_id}
