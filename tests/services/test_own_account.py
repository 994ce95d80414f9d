"""What owners change about themselves: the address by an e-mail to the new one; university, level and sex."""

import re

import pytest
from sqlmodel import select

from db.models.accounts import Account, EmailToken
from db.models.messages import OutboxMessage
from db.models.proposals import Proposal, Submission, TeamMember
from db.unit_of_work import read_only
from innovation_hub.domain.accounts import Sex, StudyLevel
from innovation_hub.domain.permissions import Role
from innovation_hub.domain.proposals import MemberDraft
from innovation_hub.errors import Conflict, Forbidden, Invalid, NotNow, TooManyTries
from innovation_hub.services import accounts, journal, my_account, proposals, screening
from tests.factories.accounts import a_student, an_account, an_institution, an_officer, an_organiser
from tests.factories.proposals import a_draft
from tests.factories.registration import PASSWORD
from tests.services.test_leading import outbox

OLD, NEW = "mwanzo@udom.example", "mpya@udom.example"


@pytest.fixture
def zawadi(clock):
    return a_student(email=OLD, password_hash=accounts.hash_password(PASSWORD))


def link(kind="new_email") -> str:
    return re.search(r"token=([\w-]+)", outbox(kind)[-1].params["link"])[1]


def ask(who, email=NEW):
    return my_account.request_email(who, email=email, current=PASSWORD)


def address(who) -> str:
    return my_account.my_profile(who).email


def test_the_address_changes_when_the_new_one_has_confirmed_and_the_old_one_is_told(zawadi):
    assert ask(zawadi, f" {NEW.upper()} ") == NEW
    assert (address(zawadi), outbox("email_changed")) == (OLD, [])
    secret = link()
    with read_only() as session:
        assert secret not in str([row.model_dump() for row in session.exec(select(EmailToken))])
    my_account.confirm_email(secret)
    assert address(zawadi) == NEW
    assert [row.to_address for row in outbox("email_changed")] == [OLD]
    assert accounts.sign_in(NEW, PASSWORD)
    with pytest.raises(Invalid):
        accounts.sign_in(OLD, PASSWORD)
    with pytest.raises(NotNow):
        my_account.confirm_email(secret)
    assert journal.verify().broken_at is None


def test_what_is_no_new_address_of_ones_own_is_refused(zawadi, clock):
    with pytest.raises(Invalid, match="email_same"):
        ask(zawadi, OLD)
    with pytest.raises(Invalid, match=r"refused\.email$"):
        ask(zawadi, "mpya@")
    with pytest.raises(Invalid, match="current_password"):
        my_account.request_email(zawadi, email=NEW, current="si hii")
    for n in range(4):
        ask(zawadi, f"mwingine{n}@udom.example")
    with pytest.raises(TooManyTries):  # a stranger's mailbox is not filled from here
        ask(zawadi)
    assert len(outbox("new_email")) == 4


def test_whether_another_has_the_address_is_told_to_that_address_alone(zawadi):
    other = a_student(email=NEW)
    assert ask(zawadi) == NEW
    assert outbox("new_email") == []
    assert [row.to_address for row in outbox("email_taken")] == [NEW]
    assert address(other) == NEW


def test_an_address_that_another_took_meanwhile_is_refused(zawadi):
    ask(zawadi)
    a_student(email=NEW)
    with pytest.raises(Conflict, match="email_taken"):
        my_account.confirm_email(link())
    assert address(zawadi) == OLD


def test_a_link_ends_with_a_day_with_a_newer_one_and_with_a_new_password(zawadi, clock):
    ask(zawadi)
    first = link()
    ask(zawadi, "pili@udom.example")
    second = link()
    with pytest.raises(NotNow):
        my_account.confirm_email(first)
    my_account.change_password(zawadi, current=PASSWORD, new="ukame wa kiangazi 8")
    with pytest.raises(NotNow):
        my_account.confirm_email(second)
    my_account.request_email(zawadi, email=NEW, current="ukame wa kiangazi 8")
    clock.forward(hours=24)
    with pytest.raises(NotNow):
        my_account.confirm_email(link())


def test_the_places_in_teams_follow_and_what_was_submitted_stays(zawadi, clock):
    view = a_draft(zawadi)
    proposals.submit(zawadi, proposal_id=view.id, version=view.version)
    ask(zawadi)
    my_account.confirm_email(link())
    seen = proposals.get(zawadi, proposal_id=view.id)
    assert [each.email for each in seen.members] == [NEW]
    with read_only() as session:
        assert session.exec(select(Submission.content)).one()["identity"]["team"][0]["email"] == OLD
    clock.forward(days=60)
    screening.admit(an_organiser(), proposal_id=view.id, version=seen.version)
    members = proposals.get(zawadi, proposal_id=view.id).members
    assert [(each.email, each.leads) for each in members] == [(NEW, True)]


def test_two_places_in_one_team_are_not_made_one(zawadi):
    view = a_draft(zawadi)
    member = MemberDraft("Mimi tena", NEW)
    proposals.save_member(zawadi, proposal_id=view.id, version=view.version, member=member)
    ask(zawadi)
    with pytest.raises(Conflict, match="email_in_team"):
        my_account.confirm_email(link())
    assert address(zawadi) == OLD


def test_a_closed_account_leaves_neither_address_behind(zawadi):
    ask(zawadi)
    my_account.confirm_email(link())
    my_account.close_mine(zawadi, password=PASSWORD)
    with read_only() as session:
        left = [*session.exec(select(OutboxMessage.to_address)), *session.exec(select(Account.email))]
    assert not {OLD, NEW} & set(left)


def test_a_student_states_university_level_and_sex(zawadi, clock):
    view, other = a_draft(zawadi), an_institution()
    my_account.set_about(zawadi, sex=Sex.FEMALE, institution_id=other, study_level=StudyLevel.MASTER)
    me = my_account.my_profile(zawadi)
    assert (me.sex, me.institution_id, me.study_level) == (Sex.FEMALE, other, StudyLevel.MASTER)
    with read_only() as session:
        row, place = session.get_one(Proposal, view.id), session.exec(select(TeamMember)).one()
    assert (row.institution_id, place.institution_id) == (other, other)
    assert (place.sex, place.study_level) == (Sex.FEMALE, StudyLevel.MASTER)
    assert journal.verify().broken_at is None
    clock.forward(days=60)  # the call has closed: what stood then stays
    my_account.set_about(zawadi, sex=Sex.UNSAID)
    with read_only() as session:
        assert session.exec(select(TeamMember)).one().sex is Sex.FEMALE


def test_an_institution_that_gives_power_is_not_chosen_by_oneself(zawadi):
    for who in (an_officer(), an_account(Role.STUDENT, Role.JUDGE, institution_id=an_institution())):
        with pytest.raises(Forbidden):
            my_account.set_about(who, sex=Sex.MALE, institution_id=an_institution())
        my_account.set_about(who, sex=Sex.MALE)
        assert my_account.my_profile(who).sex is Sex.MALE
    officer = an_officer()
    with pytest.raises(Invalid, match="university"):
        my_account.set_about(zawadi, sex=Sex.UNSAID, institution_id=officer.institution_id)
    with pytest.raises(Invalid, match="study_level"):
        my_account.set_about(zawadi, sex=Sex.UNSAID, study_level=StudyLevel.NONE)
