"""Whatever is typed into a search field, both databases look for it."""

import pytest

from innovation_hub.domain.permissions import VISITOR, Role
from innovation_hub.services import accounts, awards, institutions, panels, register
from innovation_hub.services.accounts import Wanted
from innovation_hub.services.institutions import WantedInstitutions
from tests.factories import judging as make


@pytest.mark.parametrize("typed", ["nothing\x00 like it", "\ud83d", "%_\\'"])
def test_odd_signs_find_nothing_and_break_nothing(typed):
    organiser, call = make.person(Role.ORGANISER), make.call()
    make.proposal(call.id)
    assert panels.panels(organiser, call_id=call.id, per_proposal=2, text=typed + "x").total == 0
    assert panels.candidates(organiser, call_id=call.id, text=typed + "x") == []
    assert awards.results(VISITOR, call_id=call.id, text=typed).total == 0
    assert register.systems(organiser, text=typed).total == 0
    administrator = make.person(Role.ADMINISTRATOR)
    assert accounts.people(administrator, wanted=Wanted(typed + "qzq")).total == 0
    assert institutions.institutions(administrator, wanted=WantedInstitutions(typed + "qzq")).total == 0
