"""Who is told: for every row of the table somebody is found, and their text gets what the table says it may have."""

from dataclasses import replace

import pytest

from db.models.accounts import Account
from db.models.calls import Call
from db.models.proposals import Proposal, TeamMember
from db.unit_of_work import unit_of_work
from innovation_hub.config import settings
from innovation_hub.domain.notices import NOTICES, Notice, Recipients
from innovation_hub.domain.permissions import Role
from innovation_hub.services.notices.about import About, complete, words
from innovation_hub.services.notices.recipients import FOUND_BY
from tests.factories import judging as make


@pytest.fixture
def about(monkeypatch):
    """One of everything: a call with a proposal, its leader and another member, a judge, an administrator."""
    monkeypatch.setenv("HUB_NOTE_TO", "auditor@nao.example")
    settings.cache_clear()
    call = make.call()
    entry, judge = make.proposal(call.id), make.invited(call.id)
    make.person(Role.ADMINISTRATOR)
    leader, successor = make.fetch(Account, entry.owner.id), make.fetch(Account, make.person(Role.STUDENT).id)
    return About(
        call=make.fetch(Call, call.id),
        proposal=make.fetch(Proposal, entry.id),
        account=leader,
        former_leader=leader,
        successor=successor,
        inviter=leader,
        member=make.rows(TeamMember, proposal_id=entry.id, position=1)[0],
        asked={judge.id: 2},
        address="new@udom.example",
    )


def given(uow, row: Notice, about: About) -> list[set[str]]:
    """What the text of each recipient of a row gets."""
    here = complete(uow.session, about)
    found = list(FOUND_BY[row.to](uow.session, here))
    said = set(row.says.split())
    return [words(here, row, one.language).keys() | one.words.keys() | said for one in found]


@pytest.mark.parametrize("row", NOTICES, ids=lambda row: f"{row.event}-{row.kind}")
def test_somebody_is_found_for_every_row_and_its_text_gets_what_it_may_say(about, row):
    subject = row.event.partition(".")[0]
    here = replace(about, leaving=row.to is Recipients.HEIR)
    for name in {"call", "proposal", "account"} - {"call" if subject == "panel" else subject}:
        here = replace(here, **{name: None})  # what `happened` knows of itself is the subject
    with unit_of_work() as uow:
        texts = given(uow, row, here)
    assert texts, "nobody is told"
    for got in texts:
        assert got - {"person"} == row.places - {"n"}


def test_who_leaves_is_not_told_and_the_heir_is_told_as_such(about):
    with unit_of_work() as uow:
        for leaving, told in ((False, ["successor", "former_leader"]), (True, ["heir"])):
            here = replace(about, leaving=leaving)
            asked = [Recipients.SUCCESSOR, Recipients.FORMER_LEADER, Recipients.HEIR]
            assert [one.value for one in asked if list(FOUND_BY[one](uow.session, here))] == told
