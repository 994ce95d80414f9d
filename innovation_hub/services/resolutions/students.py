"""Indicators of proposals, 10.1 to 10.4. A proposal belongs to the financial year in which its call closes."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from db.queries import resolutions as queries
from innovation_hub.domain.calls import CallState
from innovation_hub.domain.clock import DAR, financial_year_of
from innovation_hub.domain.indicators import Point, share
from innovation_hub.domain.indicators.charts import MAIN
from innovation_hub.domain.indicators.suppression import shown_count, shown_share, small
from innovation_hub.domain.proposals import IN_JUDGING, RECEIVED, ProposalState
from innovation_hub.services.resolutions.computing import Computation, Records

STAGES = ("received", "eligible", "shortlisted", "awarded")


@dataclass(slots=True)
class _Year:
    """The counts of proposals and students of one financial year."""

    label: str
    calls: list[int] = field(default_factory=list)
    concluded: list[int] = field(default_factory=list)
    last_close: datetime | None = None
    concluded_on: date | None = None
    received: int = 0
    screened: int = 0
    universities: set[int] = field(default_factory=set)
    sources: set[int] = field(default_factory=set)
    stages: dict[str, int] = field(default_factory=lambda: dict.fromkeys(STAGES, 0))
    students: queries.Rows = ()
    newest: date | None = None

    def from_universities(self, registered: int) -> float | None:
        """The share of registered universities from which a proposal was received."""
        return share(len(self.sources), registered)

    def people(self, column: str) -> int:
        """A column of the counts of students, over all institutions."""
        return sum(int(getattr(row, column) or 0) for row in self.students)

    def by_sex(self, of: str) -> tuple[int, int, int]:
        """Women, men and those who did not say, of all students or (``awarded_``) of those with an award."""
        women, men = self.people(f"{of}women"), self.people(f"{of}men")
        return women, men, self.people((of or "students").rstrip("_")) - women - men


def _registered(records: Records) -> set[int]:
    return {id for id in queries.university_ids(records.session) if id is not None}


def _years(records: Records) -> list[_Year]:
    session, registered = records.session, records.once(_registered)
    years = {label: _Year(label) for label in records.labels}
    of_call: dict[int, _Year] = {}
    for id, state, closes_at, concluded_at in queries.public_calls(session):
        year = years.get(financial_year_of(closes_at.astimezone(DAR).date()))
        if year is None:
            continue
        of_call[id] = year
        year.calls.append(id)
        year.last_close = max(closes_at, year.last_close or closes_at)
        if state is CallState.CONCLUDED:
            year.concluded.append(id)
            ended = (concluded_at or closes_at).astimezone(DAR).date()
            year.concluded_on = max(ended, year.concluded_on or ended)
    for row in queries.proposal_counts(session):
        if row.call_id in of_call and row.state in RECEIVED:
            _count(of_call[row.call_id], row, registered)
    for year in years.values():
        if year.received and year.last_close:
            year.students = queries.student_counts(session, calls=year.calls, concluded=year.concluded)
            newest = queries.newest_submission(session, calls=year.calls, until=year.last_close)
            year.newest = newest.astimezone(DAR).date() if newest else None
    return list(years.values())


def _count(year: _Year, row: queries.AnyRow, registered: set[int]) -> None:
    year.received += row.n
    judged = row.state in IN_JUDGING
    year.screened += row.n if row.state is not ProposalState.SUBMITTED else 0
    if row.institution_id in registered:
        year.sources.add(row.institution_id)
        if judged:
            year.universities.add(row.institution_id)
    if row.call_id not in year.concluded:
        return
    awarded = row.state is ProposalState.AWARDED
    reached = (True, judged, row.was_shortlisted or awarded, awarded)
    for stage, yes in zip(STAGES, reached, strict=True):
        year.stages[stage] += row.n if yes else 0


def _students_taking_part(records: Records) -> dict[str, list[Point]]:
    years, registered = records.once(_years), len(records.once(_registered))
    enrolled: dict[str, dict[int, int]] = {}
    for label, institution, students in queries.enrolments(records.session):
        enrolled.setdefault(label, {})[institution] = students
    return {
        "students": [_students(y, registered) for y in years],
        "per_thousand": [_per_thousand(y, enrolled.get(y.label, {})) for y in years],
    }


def _universities_taking_part(records: Records) -> dict[str, list[Point]]:
    registered = len(records.once(_registered))
    return {MAIN: [_universities(y, registered) for y in records.once(_years)]}


def _women_among_students(records: Records) -> dict[str, list[Point]]:
    years = records.once(_years)
    return {
        "submitting": [_women(y, "") for y in years],
        "awarded": [_women(y, "awarded_") for y in years],
    }


def _stages(records: Records) -> dict[str, list[Point]]:
    return {stage: [_stage(y, stage) for y in records.once(_years)] for stage in STAGES}


def _students(year: _Year, registered: int) -> Point:
    if not year.received:
        return Point(year.label)
    reporting = year.from_universities(registered)
    known = Point(year.label, n=year.received, reporting=reporting, as_of=year.newest)
    return shown_count(known, year.people("students"))


def _per_thousand(year: _Year, enrolled: dict[int, int]) -> Point:
    """Students of universities whose enrolment is known, per 1,000 enrolled there; n is the universities.

    Also suppressed where the students of all other universities, computable as the difference from 10.1, are few.
    """
    total = sum(enrolled.values())
    if not year.received or not total:
        return Point(year.label)
    students = sum(row.students for row in year.students if row.institution_id in enrolled)
    point = Point(year.label, n=len(enrolled), as_of=year.newest)
    if small(students, year.people("students") - students):
        return replace(point, suppressed=True)
    return replace(point, value=1000 * students / total, part=students)


def _universities(year: _Year, registered: int) -> Point:
    """Universities with an eligible proposal; unknown until the first proposal of the year is screened."""
    if not year.screened or not registered:
        return Point(year.label)
    part, reporting = len(year.universities), year.from_universities(registered)
    return Point(year.label, part / registered, part, registered, reporting, year.newest)


def _women(year: _Year, of: str) -> Point:
    """The share of women among the students who stated their sex; ``reporting`` is the share who did.

    Suppression also covers the differences: those who did not state it (from 10.1), and those without an award.
    """
    women, men, unsaid = year.by_sex(of)
    everyone = women + men + unsaid
    beside = [unsaid]
    if of:
        beside += [all - awarded for all, awarded in zip(year.by_sex(""), (women, men, unsaid), strict=True)]
    as_of = year.concluded_on if of else year.newest
    point = Point(year.label, reporting=share(women + men, everyone), as_of=as_of)
    return shown_share(point, women, women + men, beside=beside)


def _stage(year: _Year, stage: str) -> Point:
    """The number of proposals of concluded calls that reached a stage; ``n`` reached the stage before."""
    if not year.concluded or not year.stages["received"]:
        return Point(year.label)
    reached = year.stages[stage]
    before = year.stages[STAGES[max(0, STAGES.index(stage) - 1)]]
    reporting = share(len(year.concluded), len(year.calls))
    return Point(year.label, reached, reached, before, reporting, year.concluded_on)


COMPUTATIONS: Mapping[str, Computation] = {
    "10.1": _students_taking_part,
    "10.2": _universities_taking_part,
    "10.3": _women_among_students,
    "10.4": _stages,
}
