"""Closing an account: what others depend on is asked first, and nothing of the person is left behind."""

import json

import pytest
from sqlalchemy import select
from sqlmodel import select as rows_of

from db.models.accounts import Account
from db.models.messages import OutboxMessage
from db.models.proposals import Proposal, TeamMember
from db.queries.profile import NO_ACTS, acts
from db.types import Table
from db.unit_of_work import read_only, unit_of_work
from innovation_hub.domain.accounts import is_closed
from innovation_hub.domain.proposals import MemberDraft
from innovation_hub.errors import Conflict, Invalid, NotFound
from innovation_hub.services import accounts, journal, mail, my_account, proposals, screening
from innovation_hub.services.my_account import Fate
from tests.factories.accounts import a_student, an_organiser
from tests.factories.calls import a_call
from tests.factories.proposals import a_draft
from tests.factories.registration import PASSWORD
from tests.services.test_leading import outbox, owner, with_member

NAME, EMAIL = "Zawadi Kipekee", "zawadi.kipekee@udom.example"


@pytest.fixture
def zawadi(database_url):
    return a_student(name=NAME, email=EMAIL, password_hash=accounts.hash_password(PASSWORD))


def close(who, **choices):
    return my_account.close_mine(who, password=PASSWORD, choices=choices.get("choices"))


def where_it_stands(*words: str) -> set[str]:
    """Every column of every table in which one of the words stands, by the metadata."""
    found = set()
    with read_only() as session:
        for table in Table.metadata.sorted_tables:
            for row in session.connection().execute(select(table)).mappings():
                for name, value in row.items():
                    text = (
                        value
                        if isinstance(value, str)
                        else json.dumps(value, default=str, ensure_ascii=False)
                    )
                    if any(word.lower() in text.lower() for word in words):
                        found.add(f"{table.name}.{name}")
    return found


def test_nothing_of_the_person_is_left_behind(zawadi):
    leader = a_student()
    view, _ = with_member(leader, zawadi)  # a member of a draft of somebody else
    accounts.request_reset(EMAIL)
    own, _ = with_member(zawadi, a_student())
    with unit_of_work() as uow:
        mail.enqueue(uow, "password_changed", to=EMAIL, language="sw", name=NAME, at="", link="/")
        uow.commit()
    assert {"account.email", "team_member.email", "outbox_message.to_address"} <= where_it_stands(EMAIL)
    assert close(zawadi, choices={own.id: Fate.DELETE}) is False
    assert where_it_stands(EMAIL, NAME) == set()
    assert [each.name for each in proposals.get(leader, proposal_id=view.id).members] == [leader.name]
    assert journal.verify().broken_at is None


def test_what_was_submitted_alone_keeps_the_name_and_the_address(zawadi, clock):
    leader = a_student()
    view, place = with_member(leader, zawadi)
    proposals.submit(leader, proposal_id=view.id, version=view.version)
    close(zawadi)
    assert where_it_stands(EMAIL) == {"submission.content"}
    assert where_it_stands(NAME) == {"submission.content", "team_member.name"}
    view = proposals.get(leader, proposal_id=view.id)
    with pytest.raises(Invalid, match="submitted_member"):
        proposals.remove_member(leader, proposal_id=view.id, version=view.version, member_id=place)
    changed = MemberDraft(NAME, "new@example.test")
    with pytest.raises(Invalid, match="submitted_member"):
        proposals.save_member(
            leader, proposal_id=view.id, version=view.version, member=changed, member_id=place
        )
    clock.forward(days=60)
    screening.admit(an_organiser(), proposal_id=view.id, version=view.version)
    assert where_it_stands(EMAIL) == {"submission.content"}
    members = proposals.get(leader, proposal_id=view.id).members
    assert [each.name for each in members] == [leader.name, NAME]


def test_a_place_of_before_the_migration_is_found_by_its_address(zawadi, clock):
    leader = a_student()
    view, _ = with_member(leader, zawadi)
    proposals.submit(leader, proposal_id=view.id, version=view.version)
    with unit_of_work() as uow:
        for member in uow.session.exec(rows_of(TeamMember)):
            member.submitted_place = None
        uow.commit()
    close(zawadi)
    assert where_it_stands(EMAIL) == {"submission.content"}
    clock.forward(days=60)
    screening.admit(an_organiser(), proposal_id=view.id, version=view.version + 1)
    assert where_it_stands(EMAIL) == {"submission.content"}


def test_no_draft_is_deleted_without_a_word(zawadi):
    view, _ = with_member(zawadi, a_student())
    with pytest.raises(Conflict, match="proposals_left"):
        close(zawadi)
    with pytest.raises(Invalid, match="proposal_choice"):
        close(zawadi, choices={view.id: Fate.STAY})
    assert [row.title for row in proposals.mine(zawadi).items] == [view.draft.title]
    assert [one.fate for one in my_account.led(zawadi)] == [Fate.DELETE]


def test_the_lead_goes_to_a_member_and_the_team_is_told(zawadi):
    friend = a_student()
    view, place = with_member(zawadi, friend)
    assert [each.name for each in my_account.led(zawadi)[0].successors] == [friend.name]
    close(zawadi, choices={view.id: place})
    seen = proposals.get(friend, proposal_id=view.id)
    assert (seen.leads, [each.name for each in seen.members]) == (True, [friend.name])
    told = outbox("lead_left_to_you")
    assert [row.to_address for row in told] == [my_account.my_profile(friend).email]


def test_a_deleted_draft_is_told_to_its_team(zawadi):
    friend = a_student()
    view, _ = with_member(zawadi, friend)
    close(zawadi, choices={view.id: Fate.DELETE})
    with pytest.raises(NotFound):
        proposals.get(friend, proposal_id=view.id)
    assert [row.to_address for row in outbox("draft_deleted")] == [my_account.my_profile(friend).email]


def test_what_was_submitted_stands_without_its_leader(zawadi):
    friend = a_student()
    view, _ = with_member(zawadi, friend)
    proposals.submit(zawadi, proposal_id=view.id, version=view.version)
    with pytest.raises(Invalid, match="proposal_choice"):
        close(zawadi, choices={view.id: Fate.DELETE})
    assert close(zawadi, choices={view.id: Fate.STAY}) is True
    with read_only() as session:
        assert is_closed(session.get_one(Account, owner(view.id)).email)
        assert session.get_one(Proposal, view.id).code
    assert [row.to_address for row in outbox("leader_left")] == [my_account.my_profile(friend).email]
    assert "submitted" in proposals.get(friend, proposal_id=view.id).state


def test_a_closed_account_gets_no_letters():
    with unit_of_work() as uow:
        mail.enqueue(uow, "reset", to="account-3@closed.invalid", language="sw")
        uow.commit()
    with read_only() as session:
        assert not session.exec(rows_of(OutboxMessage)).all()


def test_every_reference_to_an_account_is_an_act_or_known_to_be_none():
    columns = {f"{one.table.name}.{one.name}" for one in acts()}
    assert {"submission.submitted_by", "movement.decided_by", "declaration.account_id"} <= columns
    assert not columns & NO_ACTS
    named = {f"{t.name}.{key.parent.name}" for t in Table.metadata.sorted_tables for key in t.foreign_keys}
    assert named >= NO_ACTS


def test_two_drafts_are_each_asked_for(zawadi):
    first, place = with_member(zawadi, a_student())
    second = a_draft(zawadi, a_call(code="OTHER"))
    with pytest.raises(Conflict, match="proposals_left"):
        close(zawadi, choices={first.id: place})
    close(zawadi, choices={first.id: place, second.id: Fate.DELETE})
    assert owner(first.id) != zawadi.id
