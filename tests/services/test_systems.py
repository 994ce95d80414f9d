"""The register of systems: imported whole or not at all, indexed and journalled in the same transaction."""

from dataclasses import replace

import pytest

from db.models.similarity import SimilarText
from db.models.systems import RegisteredSystem
from innovation_hub.domain.permissions import Role
from innovation_hub.errors import Conflict, Forbidden, NotFound, Several
from innovation_hub.services import similarity, systems
from innovation_hub.services.systems import Imported
from tests.factories import judging as make
from tests.factories.journal import deeds
from tests.factories.systems import QUEUES, a_file, a_system

WATER = "Maji,Water,RUWASA,Mita za maji,Water meters,,2021,pilot"


def test_importing_again_adds_changes_and_leaves():
    organiser = make.person(Role.ORGANISER)
    assert systems.import_csv(organiser, content=a_file(QUEUES, WATER)) == Imported(2, 0, 0)
    again = a_file(QUEUES, WATER.replace("meters", "gauges").replace("pilot", "in use"))
    assert systems.import_csv(organiser, content=again) == Imported(0, 1, 1)
    assert systems.import_csv(organiser, content=again) == Imported(0, 0, 2)
    assert len(make.rows(RegisteredSystem)) == 2
    assert [entry.data["changed"] for entry in deeds()] == [0, 1]
    assert "gauges" in " ".join(row.terms for row in make.rows(SimilarText))
    assert similarity.checked() == 2


def test_one_bad_line_keeps_the_whole_file_out():
    organiser = make.person(Role.ORGANISER)
    with pytest.raises(Several):
        systems.import_csv(organiser, content=a_file(QUEUES, "A,B,,C,D,,,"))
    assert make.rows(RegisteredSystem) == make.rows(SimilarText) == deeds() == []


def test_the_register_comes_out_as_it_went_in_and_no_spreadsheet_runs_it():
    administrator = make.person(Role.ADMINISTRATOR)
    a_system("'=HYPERLINK(1),,O,'+C,,,,")
    text = systems.as_csv(administrator)
    assert "'=HYPERLINK(1)" in text
    assert systems.import_csv(administrator, content=text.encode()) == Imported(0, 0, 1)


def test_what_is_removed_is_found_no_more():
    organiser = make.person(Role.ORGANISER)
    a_system()
    (system,) = systems.entries(organiser, text="HEALTH").items
    with pytest.raises(Conflict):
        systems.remove(organiser, system_id=system.id, seen=replace(system.details, owner="Another"))
    systems.remove(organiser, system_id=system.id, seen=system.details)
    assert systems.entries(organiser).total == similarity.checked() == 0
    with pytest.raises(NotFound):
        systems.remove(organiser, system_id=system.id, seen=system.details)


@pytest.mark.parametrize("text", ["%", "_", "nobody's", '"'])
def test_the_search_takes_signs_as_they_are(text):
    a_system()
    assert systems.entries(make.person(Role.ORGANISER), text=text).total == 0


@pytest.mark.parametrize("role", [Role.STUDENT, Role.OFFICER, Role.APPROVER, Role.JUDGE])
def test_nobody_else_keeps_the_register(role):
    actor = make.person(role)
    for use in (
        lambda: systems.entries(actor),
        lambda: systems.as_csv(actor),
        lambda: systems.import_csv(actor, content=a_file(QUEUES)),
        lambda: systems.remove(actor, system_id=1, seen=None),
    ):
        with pytest.raises(Forbidden):
            use()
