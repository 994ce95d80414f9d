"""Whatever is typed into a search field, both databases look for it."""

import pytest

from db.models.accounts import Account
from db.unit_of_work import unit_of_work
from innovation_hub.domain.permissions import VISITOR, Role
from innovation_hub.services import accounts, institutions, panels, results, screening, systems
from innovation_hub.services.accounts import Wanted
from innovation_hub.services.institutions import WantedInstitutions
from innovation_hub.services.screening import Show
from tests.factories import judging as make
from tests.factories.systems import a_file


@pytest.mark.parametrize("typed", ["nothing\x00 like it", "\ud83d", "%_\\'"])
def test_odd_signs_find_nothing_and_break_nothing(typed):
    organiser, call = make.person(Role.ORGANISER), make.call()
    make.proposal(call.id)
    assert panels.panels(organiser, call_id=call.id, per_proposal=2, text=typed + "x").total == 0
    assert panels.candidates(organiser, call_id=call.id, text=typed + "x") == []
    assert results.listed(VISITOR, call_id=call.id, text=typed).total == 0
    assert systems.entries(organiser, text=typed).total == 0
    administrator = make.person(Role.ADMINISTRATOR)
    assert accounts.people(administrator, wanted=Wanted(typed + "qzq")).total == 0
    assert institutions.institutions(administrator, wanted=WantedInstitutions(typed + "qzq")).total == 0


APOSTROPHES = "'’‘ʼ`"


def test_apostrophes_case_and_accents_do_not_matter_anywhere():
    organiser, administrator = make.person(Role.ORGANISER), make.person(Role.ADMINISTRATOR)
    council = make.institution("Halmashauri ya Nyang'hwale")
    make.person(Role.JUDGE, name="José Ng’wanza", institution_id=council)
    call = make.call()
    make.proposal(call.id, title="Maji kwa Nyang‘hwale na Bukombé")
    systems.import_file(a_file("Mfumo wa Nyang`hwale,,Wizara ya Mfano,Maji,,,,"))
    for sign in APOSTROPHES:
        place, person = f"NYANG{sign}HWALE", f"jose  ng{sign}WANZA "
        found = accounts.people(administrator, wanted=Wanted(person)).items
        assert [one.name for one in found] == ["José Ng’wanza"]
        assert accounts.people(administrator, wanted=Wanted(place)).total == 1
        wanted = WantedInstitutions(f"  nyang{sign}hwalé ")
        assert institutions.institutions(administrator, wanted=wanted).total == 1
        assert systems.entries(organiser, text=place).total == 1
        assert len(panels.candidates(organiser, call_id=call.id, text=person)) == 1
        assert panels.panels(organiser, call_id=call.id, per_proposal=2, text=place).total == 1
        titled = screening.entries(organiser, call_id=call.id, show=Show.ALL, text=f"{place} na bukombe")
        assert titled.total == 1


def test_a_renamed_person_is_found_by_the_new_name_alone():
    administrator = make.person(Role.ADMINISTRATOR)
    named = make.person(Role.JUDGE, name="Neema Mushi")
    with unit_of_work() as uow:
        uow.session.get(Account, named.id).name = "Ng’wanza"
        uow.commit()
    assert accounts.people(administrator, wanted=Wanted("mushi")).total == 0
    assert accounts.people(administrator, wanted=Wanted("ngwanza")).total == 1


def test_lists_are_sorted_as_a_dictionary_does():
    names = ["Chuo Kikuu", "Chuoni", "élimu", "Elimu bora", "Ng'ombe", "Ngozi", "Ng’oa", "ngao", "Zana"]
    for each in reversed(names):
        make.institution(each)
    found = [choice.name_en for choice in institutions.choices(language="en")]
    wanted = ["Chuo Kikuu", "Chuoni", "élimu", "Elimu bora", "ngao", "Ng’oa", "Ng'ombe", "Ngozi", "Zana"]
    assert found == wanted
