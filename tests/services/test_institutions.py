"""Institutions as administrators keep them, and as everybody chooses from them."""

from dataclasses import replace

import pytest

from db.models.institutions import Region
from db.unit_of_work import unit_of_work
from innovation_hub.domain.institutions import InstitutionKind
from innovation_hub.domain.permissions import Role
from innovation_hub.errors import Conflict, Forbidden, Invalid, NotFound
from innovation_hub.services import institutions
from innovation_hub.services.institutions import Details, WantedInstitutions
from tests.factories.journal import deeds
from tests.factories.registration import a_person, a_university

MINISTRY = Details("WHA", "Wizara ya Habari", "Ministry of Information", InstitutionKind.MDA, True, None)


@pytest.fixture
def admin():
    return a_person(Role.ADMINISTRATOR)


def test_an_institution_is_added_edited_and_taken_out_of_use(admin):
    made = institutions.add(admin, details=replace(MINISTRY, name_sw="  Wizara  ya Habari "))
    assert institutions.institution(admin, institution_id=made).details == MINISTRY
    renamed = replace(MINISTRY, name_en="Ministry of News", code="WH-2")
    institutions.edit(admin, institution_id=made, seen=MINISTRY, details=renamed)
    assert institutions.institution(admin, institution_id=made).details == renamed
    assert [one.name_en for one in institutions.choices()] == ["Ministry of News"]
    institutions.set_active(admin, institution_id=made, active=False)
    assert institutions.choices() == []
    institutions.set_active(admin, institution_id=made, active=True)
    assert [(entry.event, entry.data) for entry in deeds()] == [
        ("institution.added", {"code": "WHA", "kind": "mda"}),
        ("institution.edited", {"code": "WH-2", "name_en": "Ministry of News"}),
        ("institution.deactivated", {}),
        ("institution.activated", {}),
    ]


def test_the_second_of_two_editors_is_told(admin):
    made = institutions.add(admin, details=MINISTRY)
    institutions.edit(
        admin, institution_id=made, seen=MINISTRY, details=replace(MINISTRY, name_sw="Ya kwanza")
    )
    with pytest.raises(Conflict):
        institutions.edit(
            admin, institution_id=made, seen=MINISTRY, details=replace(MINISTRY, name_sw="Ya pili")
        )
    assert institutions.institution(admin, institution_id=made).details.name_sw == "Ya kwanza"


@pytest.mark.parametrize(
    ("wrong", "key"),
    [
        ({"code": ""}, "institutions.refused.code"),
        ({"code": "A B"}, "institutions.refused.code"),
        ({"code": "X" * 25}, "institutions.refused.code"),
        ({"name_sw": "ab"}, "institutions.refused.name"),
        ({"name_en": "123"}, "institutions.refused.name"),
        ({"name_sw": "", "code": ""}, "institutions.refused.name"),  # the first field of the form first
        ({"name_en": "N" * 161}, "institutions.refused.name_long"),
        ({"region_code": "XX"}, "institutions.refused.region"),
    ],
)
def test_what_cannot_be_accepted_is_told(admin, wrong, key):
    with pytest.raises(Invalid, match=key):
        institutions.add(admin, details=replace(MINISTRY, **wrong))
    assert institutions.institutions(admin).total == 0


def test_a_code_is_used_once(admin):
    first = institutions.add(admin, details=MINISTRY)
    with pytest.raises(Invalid, match="taken"):
        institutions.add(admin, details=MINISTRY)
    other = institutions.add(admin, details=replace(MINISTRY, code="WHB"), besides=[first])
    with pytest.raises(Invalid, match="taken"):
        institutions.edit(admin, institution_id=other, seen=replace(MINISTRY, code="WHB"), details=MINISTRY)


def test_they_are_found_by_words_kind_region_and_state(admin):
    with unit_of_work() as uow:
        uow.session.add(Region(code="TZ-03", name_sw="Dodoma", name_en="Dodoma", zone="kati", zanzibar=False))
        uow.commit()
    made = institutions.add(admin, details=replace(MINISTRY, region_code="TZ-03"))
    university = a_university()

    def ids(**wanted) -> list[int]:
        return [one.id for one in institutions.institutions(admin, wanted=WantedInstitutions(**wanted)).items]

    assert (
        ids(text="INFORMATION")
        == ids(text="wha")
        == ids(kind=InstitutionKind.MDA)
        == ids(region="TZ-03")
        == [made]
    )
    assert ids(kind=InstitutionKind.UNIVERSITY) == [university]
    assert ids(active=False) == []
    assert ids(language="en") == [university, made]  # Institution …, Ministry …
    assert [one.group for one in institutions.choices({InstitutionKind.UNIVERSITY})] == ["university"]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_administrators_keep_institutions(role):
    who = a_person(role)
    with pytest.raises(Forbidden):
        institutions.add(who, details=MINISTRY)
    with pytest.raises(Forbidden):
        institutions.set_active(who, institution_id=1, active=False)
    with pytest.raises(Forbidden):
        institutions.institutions(who)


def test_there_is_no_such_institution(admin):
    with pytest.raises(NotFound):
        institutions.institution(admin, institution_id=999)
    with pytest.raises(NotFound):
        institutions.set_active(admin, institution_id=999, active=False)
