"""What is read, imported, planned and exported after a merger: it leads to the institution that stays."""

import json

import pytest

from db.models.institutions import Institution
from db.models.proposals import Proposal
from db.models.systems import RegisteredSystem
from db.unit_of_work import unit_of_work
from innovation_hub.domain.funding import Dimension, FundingUnit, PlanDraft, RuleDraft
from innovation_hub.domain.institutions import InstitutionKind
from innovation_hub.domain.permissions import Role
from innovation_hub.domain.proposals import ProposalState
from innovation_hub.errors import Conflict, Several
from innovation_hub.services import exports, funding, institutions, reviews, similarity, systems
from innovation_hub.services.systems import Imported
from tests.factories import judging as make
from tests.factories.accounts import an_institution
from tests.factories.budgets import a_line, an_office
from tests.factories.systems import a_file

MILLION = 1_000_000
OLD, NEW = "Halmashauri ya Nyang'hwale", "Wilaya ya Nyang'hwale"
WATER = "Maji,Water,{},Mita za maji,Water meters,,2021,pilot"


@pytest.fixture
def organiser():
    return make.person(Role.ORGANISER)


@pytest.fixture
def two():
    """The old one's id and its successor's."""
    made = [
        an_institution(InstitutionKind.MDA, code=code, name=name)
        for code, name in (("ZZ-ONE", OLD), ("ZZ-TWO", NEW))
    ]
    for number in made:
        with unit_of_work() as uow:
            row = uow.session.get(Institution, number)
            row.name_en = f"{row.code} District"
            uow.commit()
    return made


def merged(old, into):
    admin = make.person(Role.ADMINISTRATOR)
    both = [institutions.institution(admin, institution_id=one).details for one in (old, into)]
    seen = (*both, institutions.holdings(admin, institution_id=old))
    institutions.merge(admin, institution_id=old, into_id=into, seen=seen)


def imported(organiser, *owners):
    return systems.import_csv(organiser, content=a_file(*map(WATER.format, owners)))


def test_a_row_of_the_register_goes_to_the_successor(organiser, two):
    merged(*two)
    for named, kept in (
        (OLD.upper(), NEW),
        ("Halmashauri ya Nyang’hwale", NEW),
        ("ZZ-ONE District", "ZZ-TWO District"),
        ("zz-one", "ZZ-TWO"),
    ):
        imported(organiser, named)
        assert make.rows(RegisteredSystem)[-1].owner == kept
        assert imported(organiser, kept) == Imported(0, 0, 1)
    assert len(make.rows(RegisteredSystem)) == 3


def test_an_entry_from_before_is_found_again_by_either_name(organiser, two):
    imported(organiser, OLD)
    merged(*two)
    (entry,) = systems.entries(organiser).items
    assert (entry.details.owner, entry.owner_now) == (OLD, NEW)
    assert imported(organiser, NEW) == Imported(0, 1, 0)
    assert imported(organiser, OLD) == Imported(0, 0, 1)
    (entry,) = systems.entries(organiser).items
    assert (entry.details.owner, entry.owner_now) == (NEW, "")
    assert similarity.checked() == 1


def test_the_register_names_both_and_is_imported_again(organiser, two):
    imported(organiser, OLD, "Wizara")
    merged(*two)
    headings, *rows = systems.as_csv(organiser).splitlines()
    assert headings.endswith(",owner_now")
    assert sorted((row.split(",")[2], row.split(",")[-1]) for row in rows) == [(OLD, NEW), ("Wizara", "")]
    assert systems.import_csv(organiser, content=systems.as_csv(organiser).encode()) == Imported(0, 1, 1)


def test_both_names_in_one_file_are_the_same_row(organiser, two):
    merged(*two)
    with pytest.raises(Several) as refused:
        imported(organiser, OLD, NEW)
    assert [problem.key for problem in refused.value.problems] == ["systems.refused.twice"]


def test_a_name_that_an_institution_still_bears_leads_nowhere(organiser):
    old, into = (an_institution(InstitutionKind.MDA, name=name) for name in (OLD, NEW))
    an_institution(InstitutionKind.MDA, name=OLD)
    merged(old, into)
    imported(organiser, OLD)
    assert [row.owner for row in make.rows(RegisteredSystem)] == [OLD]


def test_a_merger_while_a_file_is_read_takes_nothing(organiser, two, monkeypatch):
    read = systems.rules.read

    def slowly(*given):
        drafts = read(*given)
        merged(*two)
        return drafts

    monkeypatch.setattr(systems.rules, "read", slowly)
    with pytest.raises(Conflict):
        imported(organiser, OLD)
    assert not make.rows(RegisteredSystem)


@pytest.fixture
def judged(two):
    """A call with two reviewed proposals, one of either institution."""
    call = make.call()
    for home in two:
        entry = make.proposal(
            call.id,
            owner=make.person(Role.OFFICER, institution_id=home),
            requested=MILLION,
            for_institution=True,
        )
        make.reviewed(make.person(), entry, 4, 4)
    return call


def rule(institution):
    return RuleDraft(Dimension.INSTITUTION, str(institution), FundingUnit.PROPOSALS, at_most=1)


def planned(organiser, call, institution, name="A"):
    draft = PlanDraft(budget=9 * MILLION, model="mean", rules=(rule(institution),))
    plan_id = funding.plan(organiser, call_id=call.id, name=name, draft=draft)
    return plan_id, sum(row.level > 0 for row in funding.choices(organiser, plan_id=plan_id))


def test_a_limit_for_an_institution_is_its_successors(organiser, two, judged):
    before, funded = planned(organiser, judged, two[0])
    assert funded == 2
    merged(*two)
    (plan,) = funding.plans(organiser, call_id=judged.id)
    assert (plan.changed, plan.draft.rules) == (True, (rule(two[1]),))
    assert not funding.compare(organiser, plan_id=before).same_input
    with pytest.raises(Conflict):
        funding.decide(organiser, plan_id=before, version=1, how="shortlist", reason="As was agreed.")
    for named in two:  # a form that was open still names the old one
        after, funded = planned(organiser, judged, named, name=f"B{named}")
        assert funded == 1
        assert funding.compare(organiser, plan_id=after).same_result


def test_a_plan_of_every_institution_is_told_changed(organiser, two, judged):
    draft = PlanDraft(budget=9 * MILLION, model="mean")
    funding.plan(organiser, call_id=judged.id, name="A", draft=draft)
    merged(an_institution(InstitutionKind.MDA), an_institution(InstitutionKind.MDA))
    assert not funding.plans(organiser, call_id=judged.id)[0].changed
    merged(*two)
    assert funding.plans(organiser, call_id=judged.id)[0].changed


def test_results_name_both(organiser, judged, two):
    for entry in make.rows(Proposal):
        with unit_of_work() as uow:
            uow.session.get(Proposal, entry.id).state = ProposalState.AWARDED
            uow.commit()
    make.concluded(organiser, judged)
    merged(*two)
    rows = json.loads(exports.proposals().json())
    told = {(row["institution_sw"], row["submitted_as_sw"], row["submitted_as_en"]) for row in rows}
    assert told == {(NEW, OLD, "ZZ-ONE District"), (NEW, None, None)}


def test_budgets_name_the_codes_of_earlier_exports():
    offices = [an_office(code=code) for code in ("ZZ-ONE", "ZZ-TWO")]
    for office in offices:
        a_line(office)
    merged(*(office.institution_id for office in offices))
    (row,) = json.loads(exports.budgets().json())
    assert (row["institution"], row["formerly"]) == ("ZZ-TWO", ["ZZ-ONE"])


@pytest.mark.parametrize("later", [False, True])
def test_judges_read_neither_name(two, later):
    if later:
        merged(*two)
    owner = make.person(Role.OFFICER, institution_id=two[later])
    entry = make.proposal(make.call().id, owner=owner, title=f"Mita za {OLD}, {NEW} (ZZ-ONE, ZZ-TWO)")
    if not later:
        merged(*two)
    judge = make.person()
    sheet = reviews.sheet(judge, assignment_id=make.asked(judge, entry))
    assert sheet.title.count("•••") == 4
    assert not {"Nyang", "ZZ"} & set(sheet.title.replace("'", " ").replace("-", " ").split())
