"""Two institutions that are one: asked about before it happens, merged afterwards, counted once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from db.models.accounts import Account
from db.models.budgets import BudgetLine, Movement, NationalTotal, ReportingTotal
from db.models.devices import Device
from db.models.institutions import Enrolment, Institution
from db.models.journal import JournalEntry
from db.models.proposals import Proposal, TeamMember
from db.queries import resolutions
from db.seed import reference
from db.unit_of_work import read_only, unit_of_work
from innovation_hub.domain.budgets import Category, MovementKind
from innovation_hub.domain.institutions import InstitutionKind
from innovation_hub.domain.permissions import Role
from innovation_hub.errors import Conflict, HubError, Invalid
from innovation_hub.services import accounts, budgets, devices, institutions, journal
from innovation_hub.services.institutions import Details, Similar
from tests.factories import judging as make
from tests.factories.accounts import an_account, an_institution
from tests.factories.budgets import a_line, a_movement, an_office, financial_years
from tests.factories.registration import a_person

ONE = Details("ZZ-ONE", "Halmashauri ya Nyang'hwale", "Nyang'hwale District", InstitutionKind.MDA, True, None)


@pytest.fixture
def admin():
    return a_person(Role.ADMINISTRATOR)


def merged(admin, old, into):
    institutions.merge(admin, institution_id=old, into_id=into, seen=seen(admin, old, into))


def seen(admin, old, into):
    both = [institutions.institution(admin, institution_id=one).details for one in (old, into)]
    return (*both, institutions.holdings(admin, institution_id=old))


@pytest.mark.parametrize(
    "typed",
    [
        {"code": "ZZ-TWO"},
        {"code": "ZZONE", "name_sw": "Nyingine kabisa", "name_en": "Quite another"},
        {"code": "X-1", "name_sw": "Halmashauri ya Nyang’wale", "name_en": "Nyanghwale Council"},
        {"code": "HYN", "name_sw": "Wilaya mpya kabisa", "name_en": "New ward"},
    ],
)
def test_a_similar_one_is_asked_about(admin, typed):
    for n, name in enumerate(("Mbozi", "Mbogwe", "Mbeya", "Mpwapwa", "Mvomero")):
        an_institution(code=f"C-{n}", name=f"Halmashauri ya {name}")
    first = institutions.add(
        admin,
        details=replace(ONE, name_sw="Halmashauri ya Wilaya Nyang'hwale") if typed["code"] == "HYN" else ONE,
    )
    if typed["code"] == "HYN":
        typed = typed | {"name_sw": "Halmashauri Yote Nyasa"}
        with unit_of_work() as uow:
            uow.session.get(Institution, first).code = "HYN-1"
            uow.commit()
        typed["code"] = "HYN1"
    with pytest.raises(Similar) as asked:
        institutions.add(admin, details=replace(ONE, **typed))
    assert [one.id for one in asked.value.found] == [first]
    assert institutions.add(admin, details=replace(ONE, **typed), besides=[first])


def test_another_one_is_not_asked_about(admin):
    for n, name in enumerate(("Mbozi", "Mbogwe", "Mbeya", "Mpwapwa", "Mvomero", "Kituo 1")):
        an_institution(code=f"C-{n}", name=f"Halmashauri ya {name}")
    other = Details("C-9", "Halmashauri ya Mbulu", "Halmashauri ya Mbulu", InstitutionKind.MDA, True, None)
    assert institutions.add(admin, details=other)
    numbered = replace(other, code="C-10", name_sw="Halmashauri ya Kituo 2", name_en="Halmashauri ya Kituo 2")
    assert institutions.add(admin, details=numbered)


def test_all_that_it_has_follows_and_is_counted_once(admin):
    one, two = an_office(code="ZZ-ONE"), an_office(code="ZZ-TWO")
    for office in (one, two):
        line_id = a_line(office)
        a_movement(office, line_id, MovementKind.RELEASE, "60,000", approved=office is two)
        devices.add_device(office.officer, name="Kipima joto", purpose="Hupima joto la watoto wachanga.")
    make.proposal(make.call().id, owner=one.officer)
    with read_only() as session:
        totals = {row.category: row for row in resolutions.national_totals(session)}
    assert totals[Category.RESEARCH].institutions == 2
    merged(admin, one.institution_id, two.institution_id)
    for model in (Account, BudgetLine, Movement, Device, Proposal, TeamMember):
        assert not make.rows(model, institution_id=one.institution_id)
    (national,), (reporting,) = make.rows(NationalTotal), make.rows(ReportingTotal)
    assert (national.institutions, national.institutions_above_zero, national.allocated) == (1, 1, 2_000_000)
    assert (reporting.institutions, reporting.setting_aside) == (1, 1)
    assert budgets.verify_ledger() == 3
    assert sorted(row.description for row in make.rows(BudgetLine)) == [
        "Study of digital payments",
        "Study of digital payments (ZZ-ONE)",
    ]
    assert {row.name for row in make.rows(Device)} == {"Kipima joto", "Kipima joto (ZZ-ONE)"}
    (waiting,) = budgets.pending(accounts.actor_of_session(two.approver.session_id)).items
    budgets.approve(two.approver, movement_id=waiting.id, version=1)
    assert journal.verify().faults == ()
    old = make.fetch(Institution, one.institution_id)
    assert (old.code, old.active, old.merged_into_id) == ("ZZ-ONE", False, two.institution_id)
    told = next(entry for entry in make.rows(JournalEntry) if entry.event == "institution.merged")
    assert {"code": "ZZ-ONE", "into": "ZZ-TWO", "people": 2, "lines": 1}.items() <= told.data.items()


def test_denominators_count_one_university(admin):
    financial_years()
    old, into = an_institution(), an_institution()
    with unit_of_work() as uow:
        for number, year, students in ((old, "2024/25", 10), (old, "2025/26", 20), (into, "2025/26", 30)):
            uow.session.add(
                Enrolment(institution_id=number, financial_year=year, ict_students=students, source="TCU")
            )
        uow.commit()
    merged(admin, old, into)
    with read_only() as session:
        assert list(resolutions.university_ids(session)) == [into]
        assert sorted(map(tuple, resolutions.enrolments(session))) == [
            ("2024/25", into, 10),
            ("2025/26", into, 30),
        ]


def test_what_comes_later_for_the_old_one_goes_to_the_other(admin):
    old, into, last = (
        an_institution(code="ZZ-ONE"),
        an_institution(code="ZZ-TWO"),
        an_institution(code="ZZ-9"),
    )
    merged(admin, old, into)
    assert an_account(Role.OFFICER, institution_id=old).institution_id == into
    merged(admin, into, last)
    assert an_account(Role.OFFICER, institution_id=old).institution_id == last
    made = accounts.user_add(
        email="a@example.test",
        name="Ana",
        roles={Role.OFFICER},
        institution_code="zz-one",
        password="mvua ya masika 7",
    )
    assert make.fetch(Account, made).institution_id == last


def test_seeding_again_brings_no_merged_institution_back(admin):
    with unit_of_work() as uow:
        reference.load(uow)
        uow.commit()
    rows = [row for row in make.rows(Institution) if row.kind == "university"][:2]
    merged(admin, rows[0].id, rows[1].id)
    with unit_of_work() as uow:
        uow.session.get(Institution, rows[1].id).code = rows[1].code.lower()
        uow.commit()
    before = len(make.rows(Institution))
    with unit_of_work() as uow:
        assert reference.load(uow)["institution"] == 0
        uow.commit()
    assert len(make.rows(Institution)) == before
    assert not make.fetch(Institution, rows[0].id).active


def test_what_cannot_be_merged_is_told(admin):
    old, into = an_institution(InstitutionKind.MDA), an_institution(InstitutionKind.MDA)
    university, private = an_institution(), an_institution(InstitutionKind.PRIVATE, public=False)
    for other, key in ((old, "itself"), (university, "kinds"), (private, "public")):
        with pytest.raises(Invalid, match=key):
            merged(admin, old, other)
    stale = seen(admin, old, into)
    an_account(Role.OFFICER, institution_id=old)
    with pytest.raises(Conflict, match="changed"):
        institutions.merge(admin, institution_id=old, into_id=into, seen=stale)
    merged(admin, old, into)
    with pytest.raises(Conflict, match="merged"):
        merged(admin, old, into)
    with pytest.raises(Conflict, match="merged"):
        institutions.set_active(admin, institution_id=old, active=True)


def test_two_who_merge_the_same_at_once_do_it_once(admin):
    old, into = an_institution(), an_institution()
    looked = {a: seen(admin, *pair) for a, pair in {"there": (old, into), "back": (into, old)}.items()}

    def act(way):
        pair = (old, into) if way == "there" else (into, old)
        try:
            institutions.merge(admin, institution_id=pair[0], into_id=pair[1], seen=looked[way])
        except HubError as error:
            return error.key
        return "done"

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(act, ["there", "back", "there", "back"]))
    assert answers.count("done") == 1
    assert set(answers) == {"done", "institutions.refused.merged"}


def test_two_who_add_the_same_at_once_are_asked(admin):
    def act(code):
        try:
            institutions.add(admin, details=replace(ONE, code=code))
        except HubError as error:
            return error.key
        return "done"

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(act, ["ZZ-ONE", "ZZ-TWO", "zz-one", "zz-two"]))
    assert answers.count("done") == 1
    assert len(make.rows(Institution)) == 1
