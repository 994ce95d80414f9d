"""Indicators over small data whose answers were worked out by hand."""

from datetime import UTC, date, datetime

import pytest

from db.models.accounts import Account
from db.models.budgets import NationalTotal, ReportingTotal
from db.models.calls import Call
from db.models.devices import Device, DeviceReading
from db.models.institutions import Enrolment, Institution
from db.models.proposals import Proposal, Submission, TeamMember
from db.models.resolutions import IndicatorDefinition
from db.seed import reference
from db.unit_of_work import unit_of_work
from innovation_hub.domain.accounts import AccountKind, Sex
from innovation_hub.domain.budgets import Category
from innovation_hub.domain.calls import CallState
from innovation_hub.domain.indicators import Point
from innovation_hub.domain.permissions import SYSTEM, VISITOR
from innovation_hub.domain.proposals import ProposalState as S
from innovation_hub.services import exports, journal, resolutions
from tests.statements import watched

YEAR, NEXT = "2024/25", "2025/26"
SEEN = datetime(2026, 2, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _reference(clock):
    """The clock stands in March 2026: financial year 2025/26."""
    with unit_of_work() as uow:
        reference.load(uow)
        account = Account(email="a@example.test", name="A", password_hash="-", kind=AccountKind.STAFF)
        uow.session.add(account)
        uow.commit()


def add(*rows):
    with unit_of_work() as uow:
        uow.session.add_all(rows)
        uow.session.flush()
        uow.commit()
    return rows


def point(code, series, year):
    found = resolutions.progress(VISITOR)[int(code.split(".")[0])].indicator(code).one(series)
    return next(p for p in found.points if p.year == year)


def total(year, category, institutions, **amounts):
    return NationalTotal(
        financial_year=year, category=category, institutions=institutions, updated_at=SEEN, **amounts
    )


def a_call(number, closes_at, state=CallState.PUBLISHED):
    call = Call(
        code=f"C{number}",
        state=state,
        title_sw="t",
        title_en="t",
        text_sw="t",
        text_en="t",
        opens_at=datetime(2024, 1, 1, tzinfo=UTC),
        closes_at=closes_at,
        concluded_at=SEEN if state is CallState.CONCLUDED else None,
    )
    return add(call)[0].id


def a_proposal(call, state, team, university=None, shortlisted=False):
    """A proposal with students: `team` gives (e-mail, sex) pairs."""
    proposal = add(
        Proposal(
            call_id=call, owner_id=1, institution_id=university, state=state, was_shortlisted=shortlisted
        )
    )[0]
    add(
        *(
            TeamMember(
                proposal_id=proposal.id,
                position=position,
                name="N",
                email=email,
                sex=sex,
                institution_id=university,
                student=not email.startswith("mentor"),
                submitted=not email.startswith("later"),
            )
            for position, (email, sex) in enumerate(team)
        ),
        Submission(
            proposal_id=proposal.id,
            number=1,
            submitted_at=datetime(2025, 9, 1, tzinfo=UTC),
            submitted_by=1,
            content={"blind": {"title": "Wazo"}},
            content_hash="-",
        ),
    )
    return proposal.id


def university(code):
    with unit_of_work() as uow:
        from sqlmodel import select

        return uow.session.exec(select(Institution.id).where(Institution.code == code)).one()


def test_nothing_reported_is_never_zero():
    for progress in resolutions.progress(VISITOR).values():
        for indicator in progress.indicators:
            assert indicator.years[0] == "2015/16"
            assert indicator.years[-1] == NEXT
            assert all(p.value is None for series in indicator.series for p in series.points), indicator.code


def test_what_several_indicators_rest_on_is_read_once():
    with watched() as statements:
        resolutions.progress(VISITOR)
    assert len(statements) == 11


def test_few_people_are_hidden_though_the_computation_forgot_it(monkeypatch):
    few = [Point(NEXT, 3, 3, 40)]
    monkeypatch.setitem(resolutions.COMPUTATIONS, "10.1", lambda _: {"students": few, "per_thousand": few})
    found = resolutions.progress(VISITOR)[10].indicator("10.1")
    assert [(p.value, p.suppressed) for series in found.series for p in series.points] == [(None, True)] * 2


def test_a_computation_gives_the_series_of_its_entry(monkeypatch):
    monkeypatch.setitem(resolutions.COMPUTATIONS, "10.1", lambda _: {"students": []})
    with pytest.raises(ValueError, match="is computed as"):
        resolutions.progress(VISITOR)


def test_an_indicator_that_came_with_an_upgrade_waits_for_its_definition():
    with unit_of_work() as uow:
        uow.session.delete(uow.session.get(IndicatorDefinition, "4.2"))
        uow.commit()
    found = resolutions.progress(VISITOR)[4]
    assert [one.code for one in found.indicators] == ["4.1", "4.3"]
    assert "4.2" not in [one.code for one in found.definitions]


def test_budgets_come_from_the_kept_totals():
    add(
        total(NEXT, Category.ICT, 3, original=800, allocated=900, released=600, spent=630),
        total(NEXT, Category.RESEARCH, 1, original=50, allocated=50, released=50, spent=50),
        total(NEXT, Category.INNOVATION, 2, original=150, allocated=50, released=50, spent=20),
        ReportingTotal(financial_year=NEXT, institutions=4, setting_aside=2),
    )
    share = point("4.1", "4_1", NEXT)
    assert share.value == pytest.approx(200 / 1000)
    assert (share.n, share.reporting, share.as_of) == (4, 4 / 579, date(2026, 2, 1))
    assert point("4.2", "4_2.spent_of_allocated", NEXT).value == pytest.approx(700 / 1000)
    assert point("4.2", "4_2.released_of_allocated", NEXT).value == pytest.approx(700 / 1000)
    assert point("4.2", "4_2.spent_of_released", NEXT).value == pytest.approx(1)
    assert point("4.2", "4_2.spent", NEXT).value == 700
    aside = point("4.3", "4_3.setting_aside", NEXT)
    assert (aside.value, aside.part, aside.n) == (0.5, 2, 4)
    assert point("4.3", "4_3.reporting", NEXT).value == pytest.approx(4 / 579)
    assert point("4.1", "4_1", YEAR).value is None


def test_a_category_nobody_reports_is_missing_and_a_declared_nil_is_zero():
    add(
        total(YEAR, Category.ICT, 2, original=100, allocated=100),
        total(NEXT, Category.ICT, 2, original=100, allocated=100, released=100, spent=122),
        total(NEXT, Category.DEVICES, 1, original=0, allocated=0),
        ReportingTotal(financial_year=NEXT, institutions=2),
    )
    assert point("11.3", "11_3.allocated", YEAR).value is None
    assert point("11.3", "11_3.allocated", NEXT).value == 0
    assert point("11.3", "11_3.allocated", NEXT).n == 1
    assert point("4.1", "4_1", YEAR).value is None
    assert point("4.2", "4_2.spent_of_allocated", NEXT).value == pytest.approx(1.22)


def test_students_are_counted_once_a_year_by_email():
    udsm, udom = university("UDSM"), university("UDOM")
    older = a_call(1, datetime(2025, 6, 30, 20, 59, tzinfo=UTC))  # 23:59 in Dar es Salaam, still 2024/25
    newer = a_call(2, datetime(2025, 6, 30, 21, 0, tzinfo=UTC))  # midnight of 1 July
    f, m = Sex.FEMALE, Sex.MALE
    others = [(f"z{n}@example.test", m) for n in range(4)]
    a_proposal(older, S.SUBMITTED, [("x@example.test", f), *others], udsm)
    a_proposal(
        newer, S.SUBMITTED, [("x@example.test", f), ("y@example.test", m), *others, ("later@x.test", f)], udsm
    )
    a_proposal(newer, S.ELIGIBLE, [("y@example.test", m), ("mentor@example.test", m)], udom)
    a_proposal(newer, S.DRAFT, [("draft@example.test", m)], udsm)
    a_proposal(newer, S.WITHDRAWN, [("gone@example.test", m)], udsm)
    add(Enrolment(institution_id=udsm, financial_year=NEXT, ict_students=500, source="-"))
    assert point("10.1", "10_1.students", YEAR).value == 5
    assert point("10.1", "10_1.students", NEXT).value == 6
    assert point("10.1", "10_1.students", NEXT).n == 2
    assert point("10.1", "10_1.per_thousand", YEAR).value is None
    taking_part = point("10.2", "10_2", NEXT)
    assert (taking_part.part, taking_part.n) == (1, 43)


def test_students_per_thousand_counts_only_universities_of_known_enrolment():
    udsm, udom = university("UDSM"), university("UDOM")
    call = a_call(1, SEEN)
    a_proposal(call, S.SUBMITTED, [(f"d{n}@example.test", Sex.UNSAID) for n in range(6)], udsm)
    a_proposal(call, S.SUBMITTED, [(f"o{n}@example.test", Sex.UNSAID) for n in range(5)], udom)
    add(Enrolment(institution_id=udsm, financial_year=NEXT, ict_students=600, source="-"))
    per_thousand = point("10.1", "10_1.per_thousand", NEXT)
    assert (per_thousand.value, per_thousand.part, per_thousand.n) == (10, 6, 1)


def people(sex, number, begin="s"):
    return [(f"{begin}{sex}{n}@example.test", sex) for n in range(number)]


@pytest.mark.parametrize(("number", "hidden"), [(0, False), (1, True), (4, True), (5, False)])
def test_a_number_of_students_below_five_is_hidden(number, hidden):
    a_proposal(a_call(1, SEEN), S.SUBMITTED, [("mentor@example.test", Sex.MALE), *people(Sex.MALE, number)])
    shown = point("10.1", "10_1.students", NEXT)
    assert (shown.suppressed, shown.value, shown.part) == (hidden, *[None if hidden else number] * 2)
    assert shown.n == 1


@pytest.mark.parametrize(
    ("known", "others", "hidden"), [(87, 4, True), (4, 20, True), (87, 5, False), (9, 0, False)]
)
def test_students_of_few_other_universities_do_not_follow_by_subtraction(known, others, hidden):
    udsm, udom = university("UDSM"), university("UDOM")
    call = a_call(1, SEEN)
    a_proposal(call, S.SUBMITTED, people(Sex.UNSAID, known), udsm)
    a_proposal(call, S.SUBMITTED, people(Sex.UNSAID, others, "o"), udom)
    add(Enrolment(institution_id=udsm, financial_year=NEXT, ict_students=600, source="-"))
    assert point("10.1", "10_1.students", NEXT).value == known + others
    shown = point("10.1", "10_1.per_thousand", NEXT)
    assert (shown.suppressed, shown.value is None, shown.part is None) == (hidden, hidden, hidden)


@pytest.mark.parametrize(
    ("women", "men", "unsaid", "hidden"),
    [
        (40, 47, 4, True),
        (40, 47, 0, False),
        (40, 47, 5, False),
        (15, 4, 0, True),
        (4, 15, 0, True),
        (15, 0, 0, True),
        (2, 1, 10, True),
    ],
)
def test_no_group_below_five_follows_from_the_share_of_women(women, men, unsaid, hidden):
    team = people(Sex.FEMALE, women) + people(Sex.MALE, men) + people(Sex.UNSAID, unsaid)
    a_proposal(a_call(1, SEEN), S.SUBMITTED, team)
    shown = point("10.3", "10_3.submitting", NEXT)
    assert (shown.suppressed, shown.value is None, shown.part is None) == (hidden, hidden, hidden)
    if 0 < unsaid < 5 or women + men < 5:  # 91 students, 87 of whom said their sex; or 13, and 3 of them
        assert (shown.n, shown.reporting) == (None, None)
    for sheet in (exports.indicators().csv(), exports.indicators().json()):
        assert ("0.4597" in sheet) is (not hidden and women == 40)


@pytest.mark.parametrize(
    ("without", "hidden"), [((3, 6), True), ((6, 4), True), ((5, 5), False), ((0, 0), False)]
)
def test_those_without_an_award_do_not_follow_from_those_with_one(without, hidden):
    call = a_call(1, SEEN, CallState.CONCLUDED)
    a_proposal(call, S.AWARDED, people(Sex.FEMALE, 7) + people(Sex.MALE, 8))
    a_proposal(call, S.DECLINED, people(Sex.FEMALE, without[0], "d") + people(Sex.MALE, without[1], "d"))
    assert not point("10.3", "10_3.submitting", NEXT).suppressed
    shown = point("10.3", "10_3.awarded", NEXT)
    assert (shown.suppressed, shown.value is None, shown.n is None) == (hidden, hidden, hidden)


def test_the_share_of_women_is_hidden_when_it_would_tell_of_fewer_than_five():
    call = a_call(1, SEEN)
    women = [(f"w{n}@example.test", Sex.FEMALE) for n in range(5)]
    men = [(f"m{n}@example.test", Sex.MALE) for n in range(15)]
    a_proposal(call, S.SUBMITTED, [*women[:4], *men, *people(Sex.UNSAID, 5)])
    hidden = point("10.3", "10_3.submitting", NEXT)
    assert (hidden.value, hidden.part, hidden.suppressed) == (None, None, True)
    a_proposal(call, S.SUBMITTED, women[4:])
    resolutions._cached_progress._last = None
    shown = point("10.3", "10_3.submitting", NEXT)
    assert (shown.value, shown.n, shown.suppressed) == (0.25, 20, False)
    assert shown.reporting == pytest.approx(20 / 25)
    assert point("10.3", "10_3.awarded", NEXT).value is None


def test_decisions_show_only_once_a_call_is_concluded():
    secret = a_call(1, datetime(2025, 10, 1, tzinfo=UTC))
    team = [(f"w{n}@example.test", Sex.FEMALE) for n in range(6)]
    team += [(f"m{n}@example.test", Sex.MALE) for n in range(6)]
    a_proposal(secret, S.AWARDED, team, shortlisted=True)
    assert point("10.4", "10_4.received", NEXT).value is None
    assert point("10.3", "10_3.awarded", NEXT).value is None
    open_book = a_call(2, datetime(2025, 10, 1, tzinfo=UTC), CallState.CONCLUDED)
    a_proposal(open_book, S.AWARDED, team, shortlisted=True)
    a_proposal(open_book, S.DECLINED, [], shortlisted=True)
    a_proposal(open_book, S.DECLINED, [])
    a_proposal(open_book, S.INELIGIBLE, [])
    resolutions._cached_progress._last = None
    stages = [
        point("10.4", f"10_4.{stage}", NEXT) for stage in ("received", "eligible", "shortlisted", "awarded")
    ]
    assert [p.value for p in stages] == [4, 3, 2, 1]
    assert [p.n for p in stages] == [4, 4, 3, 2]
    assert stages[0].as_of == date(2026, 2, 1)
    assert point("10.3", "10_3.awarded", NEXT).value == 0.5


def test_devices_stand_at_their_level_at_year_end():
    maker = university("UDSM")
    devices = add(*(Device(institution_id=maker, name=n, purpose="-", created_by=1) for n in "abc"))
    readings = [(0, YEAR, 3), (1, YEAR, 5), (2, YEAR, 9), (0, NEXT, 4), (1, NEXT, 7)]
    add(
        *(
            DeviceReading(device_id=devices[d].id, financial_year=y, trl=trl, evidence="-", recorded_by=1)
            for d, y, trl in readings
        )
    )
    assert [point("11.1", "11_1.prototypes", y).value for y in (YEAR, NEXT)] == [1, 2]
    gain = point("11.1", "11_1.gain", NEXT)
    assert (gain.value, gain.n) == (1.5, 2)
    assert point("11.1", "11_1.prototypes", NEXT).reporting == pytest.approx(2 / 3)
    assert point("11.1", "11_1.trl_4", NEXT).value == 1
    assert point("11.1", "11_1.trl_9", NEXT).value == 0
    assert point("11.1", "11_1.gain", YEAR).value is None


def test_a_cached_result_is_renewed_when_the_journal_grows():
    assert point("4.3", "4_3.reporting", NEXT).value is None
    add(
        ReportingTotal(financial_year=NEXT, institutions=1),
        total(NEXT, Category.ICT, 1, original=1, allocated=1),
    )
    assert point("4.3", "4_3.reporting", NEXT).value is None
    resolutions._cached_progress._last = _with_no_cost(resolutions._cached_progress._last)
    with unit_of_work() as uow:
        journal.record(uow, SYSTEM, "x", "x", 1)
        uow.commit()
    assert point("4.3", "4_3.reporting", NEXT).value == pytest.approx(1 / 579)


def _with_no_cost(result):
    from dataclasses import replace

    return replace(result, cost=0.0)


def test_demo_records_are_noticed():
    assert not resolutions.demo_present()
    add(Institution(code="DEMO", name_sw="-", name_en="-", kind="mda", demo=True))
    resolutions._cached_demo._last = None
    assert resolutions.demo_present()


def test_the_twelve_are_told_in_order():
    texts = resolutions.twelve(VISITOR)
    assert [text.number for text in texts] == list(range(1, 13))
    assert [text.number for text in texts if text.followed] == [4, 10, 11]
