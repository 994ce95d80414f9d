"""Queries of indicators: stored totals of budgets, grouped counts of proposals, device readings."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Executable, Row, bindparam, case, func
from sqlalchemy import select as columns
from sqlmodel import Session, col, exists, select

from db.models.accounts import Account
from db.models.budgets import NationalTotal, ReportingTotal
from db.models.calls import Call
from db.models.devices import DeviceReading
from db.models.institutions import Enrolment, Institution
from db.models.journal import JournalEntry
from db.models.proposals import Proposal, Submission, TeamMember
from db.models.resolutions import IndicatorBaseline, IndicatorDefinition, Resolution
from db.unit_of_work import once
from innovation_hub.domain.accounts import Sex
from innovation_hub.domain.calls import CallState
from innovation_hub.domain.institutions import InstitutionKind
from innovation_hub.domain.proposals import RECEIVED, ProposalState, Standing

AnyRow = Row[*tuple[Any, ...]]
Rows = Sequence[AnyRow]


def _rows(session: Session, query: Executable) -> Rows:
    """Rows of columns; reading entities would cost ten times as much."""
    return session.connection().execute(query).all()


_NEWEST = columns(func.max(col(JournalEntry.id)))
_NEWEST_OF = _NEWEST.where(col(JournalEntry.subject_type) == bindparam("subject"))


def version(session: Session) -> int:
    """A number that grows with every journalled change, cached for a page's view."""
    return once(session, "version", lambda: int(session.connection().scalar(_NEWEST) or 0))


def version_of(session: Session, subject: str) -> int:
    """The same for changes of one kind of subject alone, which is the name of its table."""
    values = {"subject": subject}
    return once(
        session, f"version.{subject}", lambda: int(session.connection().scalar(_NEWEST_OF, values) or 0)
    )


def demo_present(session: Session) -> bool:
    """Whether any call, institution or account is a demo record."""
    checks = [exists().where(col(model.demo)) for model in (Call, Institution, Account)]
    return any(session.exec(select(check)).one() for check in checks)


def resolutions(session: Session) -> Sequence[Resolution]:
    """The twelve, in order."""
    return session.exec(select(Resolution).order_by(col(Resolution.number))).all()


def definitions(session: Session) -> Sequence[IndicatorDefinition]:
    """All definitions of indicators."""
    return session.exec(select(IndicatorDefinition)).all()


def baselines(session: Session) -> Sequence[IndicatorBaseline]:
    """All published baselines, oldest first."""
    return session.exec(select(IndicatorBaseline).order_by(col(IndicatorBaseline.year))).all()


def national_totals(session: Session) -> Sequence[NationalTotal]:
    """The stored national totals, one row for each financial year and category."""
    return session.exec(select(NationalTotal)).all()


def reporting_totals(session: Session) -> Sequence[ReportingTotal]:
    """The stored counts of institutions that report, and that set money aside, one row for each financial year."""
    return session.exec(select(ReportingTotal)).all()


def public_calls(session: Session) -> Rows:
    """Calls that received proposals in public: id, state, closing and conclusion."""
    query = columns(col(Call.id), col(Call.state), col(Call.closes_at), col(Call.concluded_at))
    return _rows(session, query.where(col(Call.state).in_([CallState.PUBLISHED, CallState.CONCLUDED])))


def proposal_counts(session: Session) -> Rows:
    """Counts of proposals by call, state, ever shortlisted or not, and institution, from one covering index.

    With a condition on the state SQLite would choose another index and read every row, which takes 30 times as long.
    """
    group = (
        col(Proposal.call_id),
        col(Proposal.state),
        col(Proposal.was_shortlisted),
        col(Proposal.institution_id),
    )
    query = columns(*group, func.count().label("n"))
    return _rows(session, query.group_by(*group))


def student_counts(session: Session, *, calls: Collection[int], concluded: Collection[int]) -> Rows:
    """Counts of distinct students (by e-mail) in the teams of proposals received by some calls, by institution.

    Columns: institution_id, students, women, men, awarded, awarded_women, awarded_men. Awards count only
    for the ``concluded`` calls; the others' are secret.
    """
    awarded = (col(Proposal.state) == ProposalState.AWARDED) & col(Proposal.call_id).in_(concluded)
    person = (
        columns(
            func.max(TeamMember.institution_id).label("institution_id"),
            func.max(case((col(TeamMember.sex) == Sex.FEMALE, 1), else_=0)).label("woman"),
            func.max(case((col(TeamMember.sex) == Sex.MALE, 1), else_=0)).label("man"),
            func.max(case((awarded, 1), else_=0)).label("awarded"),
        )
        .join(Proposal, col(Proposal.id) == col(TeamMember.proposal_id))
        .where(
            col(TeamMember.student),
            col(TeamMember.submitted),
            col(TeamMember.standing) != Standing.DECLINED,
            col(Proposal.call_id).in_(calls),
            col(Proposal.state).in_(RECEIVED),
        )
        .group_by(col(TeamMember.email))
        .subquery()
    )
    c = person.c
    man = c.man * (1 - c.woman)
    query = columns(
        c.institution_id,
        func.count().label("students"),
        func.sum(c.woman).label("women"),
        func.sum(man).label("men"),
        func.sum(c.awarded).label("awarded"),
        func.sum(c.awarded * c.woman).label("awarded_women"),
        func.sum(c.awarded * man).label("awarded_men"),
    )
    return _rows(session, query.group_by(c.institution_id))


def newest_submission(session: Session, *, calls: Collection[int], until: datetime) -> datetime | None:
    """When the last proposal was submitted to some calls that close by ``until``: walks the index backwards."""
    query = (
        select(Submission.submitted_at)
        .join(Proposal, col(Proposal.id) == col(Submission.proposal_id))
        .where(col(Submission.submitted_at) <= until, col(Proposal.call_id).in_(calls))
        .order_by(col(Submission.submitted_at).desc())
    )
    return session.exec(query.limit(1)).first()


def university_ids(session: Session) -> Sequence[int | None]:
    """Registered universities."""
    query = select(Institution.id).where(
        Institution.kind == InstitutionKind.UNIVERSITY, col(Institution.active)
    )
    return session.exec(query).all()


def enrolments(session: Session) -> Rows:
    """Enrolled ICT students by financial year and university, where known."""
    return _rows(
        session,
        columns(col(Enrolment.financial_year), col(Enrolment.institution_id), col(Enrolment.ict_students))
        .join(Institution, col(Institution.id) == col(Enrolment.institution_id))
        .where(col(Institution.merged_into_id).is_(None)),
    )


def device_readings(session: Session) -> Rows:
    """Readiness of each device at the end of each financial year it was read in: device, year, TRL, when."""
    reading = DeviceReading
    return _rows(
        session,
        columns(
            col(reading.device_id), col(reading.financial_year), col(reading.trl), col(reading.recorded_at)
        ),
    )
