"""Indicators of proposals, 10.1 to 10.4. A proposal belongs to the financial year in which its call closes."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlmodel import Session

from db.queries import resolutions as queries
from innovation_hub.domain.calls import CallState
from innovation_hub.domain.clock import DAR, financial_year_of
from innovation_hub.domain.indicators import (
    Indicator,
    Point,
    Series,
    Unit,
    share,
    shown_count,
    shown_share,
    small,
)
from innovation_hub.domain.proposals import IN_JUDGING, RECEIVED, ProposalState

STAGES = ("received", "eligible", "shortlisted", "awarded")


@dataclass(slots=True)
class _Year:
    """What is known of the proposals of one financial year."""

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


def indicators(session: Session, labels: Sequence[str]) -> list[Indicator]:
    """10.1 to 10.4 for these financial years."""
    registered = {id for id in queries.university_ids(session) if id is not None}
    years = _years(session, labels, registered)
    enrolled: dict[str, dict[int, int]] = {}
    for label, institution, students in queries.enrolments(session):
        enrolled.setdefault(label, {})[institution] = students
    return [
        Indicator(
            "10.1",
            (
                Series("10_1.students", Unit.COUNT, tuple(_students(y, len(registered)) for y in years)),
                Series(
                    "10_1.per_thousand",
                    Unit.PER_THOUSAND,
                    tuple(_per_thousand(y, enrolled.get(y.label, {})) for y in years),
                ),
            ),
        ),
        Indicator(
            "10.2", (Series("10_2", Unit.SHARE, tuple(_universities(y, len(registered)) for y in years)),)
        ),
        Indicator(
            "10.3",
            (
                Series("10_3.submitting", Unit.SHARE, tuple(_women(y, "") for y in years)),
                Series("10_3.awarded", Unit.SHARE, tuple(_women(y, "awarded_") for y in years)),
            ),
        ),
        Indicator("10.4", tuple(_stage(years, stage) for stage in STAGES)),
    ]


def _years(session: Session, labels: Sequence[str], registered: set[int]) -> list[_Year]:
    years = {label: _Year(label) for label in labels}
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


def _students(year: _Year, registered: int) -> Point:
    if not year.received:
        return Point(year.label)
    reporting = year.from_universities(registered)
    known = Point(year.label, n=year.received, reporting=reporting, as_of=year.newest)
    return shown_count(known, year.people("students"))


def _per_thousand(year: _Year, enrolled: dict[int, int]) -> Point:
    """Students of universities whose enrolment is known, per 1,000 enrolled there; n is the universities.

    Suppressed also where the students of all other universities, which are the difference from 10.1, are few.
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
    """Unknown until the first proposal of the year was screened: nobody is eligible before."""
    if not year.screened or not registered:
        return Point(year.label)
    part, reporting = len(year.universities), year.from_universities(registered)
    return Point(year.label, part / registered, part, registered, reporting, year.newest)


def _women(year: _Year, of: str) -> Point:
    """Women among the students who stated their sex; ``reporting`` is the share who did.

    Those who did not are the difference from 10.1; women and men without an award are that of the two series.
    """
    women, men, unsaid = year.by_sex(of)
    everyone = women + men + unsaid
    beside = [unsaid]
    if of:
        beside += [all - awarded for all, awarded in zip(year.by_sex(""), (women, men, unsaid), strict=True)]
    as_of = year.concluded_on if of else year.newest
    point = Point(year.label, reporting=share(women + men, everyone), as_of=as_of)
    return shown_share(point, women, women + men, beside=beside)


def _stage(years: Sequence[_Year], stage: str) -> Series:
    """Proposals of concluded calls that reached a stage; ``n`` is those that reached the one before."""
    before = STAGES[max(0, STAGES.index(stage) - 1)]
    points = [
        Point(
            y.label,
            y.stages[stage],
            y.stages[stage],
            y.stages[before],
            share(len(y.concluded), len(y.calls)),
            y.concluded_on,
        )
        if y.concluded and y.stages["received"]
        else Point(y.label)
        for y in years
    ]
    return Series(f"10_4.{stage}", Unit.COUNT, tuple(points))
