"""Nobody is in a team without having agreed: asked by e-mail, counted once they accept, left out once they decline."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlmodel import select

from db.models.proposals import Submission, TeamMember
from db.unit_of_work import read_only
from innovation_hub.domain.accounts import Sex
from innovation_hub.domain.messages import MessageState
from innovation_hub.domain.proposals import MemberDraft, Standing
from innovation_hub.errors import Forbidden, HubError, NotFound, NotNow, TooManyTries
from innovation_hub.services import accounts, journal, my_account, proposals
from innovation_hub.services.background import worker
from tests.factories.accounts import a_student
from tests.factories.proposals import a_draft
from tests.factories.registration import PASSWORD
from tests.factories.teams import a_member, invited, last_secret
from tests.services.test_leading import outbox
from tests.services.test_messages import Tray

ASHA = MemberDraft("Asha Mbwana", "asha@udom.example", sex=Sex.FEMALE)


@pytest.fixture
def leader(database_url):
    return a_student(email="leader@udom.example")


@pytest.fixture
def asha(database_url):
    return a_student(name=ASHA.name, email=ASHA.email, password_hash=accounts.hash_password(PASSWORD))


def seen(leader, view):
    return proposals.get(leader, proposal_id=view.id)


def row_of(email=ASHA.email):
    with read_only() as session:
        return session.exec(select(TeamMember).where(TeamMember.email == email)).one()


def submit(leader, view):
    return proposals.submit(leader, proposal_id=view.id, version=seen(leader, view).version)


def names_submitted():
    with read_only() as session:
        rows = session.exec(select(Submission).order_by(Submission.id)).all()
    return [[each["name"] for each in row.content["identity"]["team"]] for row in rows]


def test_who_is_put_into_a_team_is_asked_and_is_no_member_until_then(leader, asha):
    view = a_draft(leader)
    secret = invited(leader, view.id, ASHA)
    (message,) = outbox("invitation")
    assert (message.to_address, message.params["name"], message.language) == (ASHA.email, leader.name, "en")
    assert proposals.mine(asha).total == 0
    with pytest.raises(NotFound):
        seen(asha, view)
    assert row_of().sex is Sex.UNSAID  # the leader does not state it
    before = seen(leader, view)
    assert before.unanswered == (ASHA.name,)
    assert proposals.successors(leader, proposal_id=view.id) == ()
    asked = proposals.invitation(secret)
    assert (asked.leader, asked.title, asked.email) == (leader.name, view.draft.title, ASHA.email)
    assert proposals.accept(asha, secret, sex=Sex.FEMALE) == view.id
    assert (row_of().standing, row_of().sex) == (Standing.JOINED, Sex.FEMALE)
    assert seen(asha, view).version == before.version  # what is submitted is the same
    assert seen(leader, view).members[1].sex is Sex.UNSAID  # nobody else is told
    assert [one.name for one in proposals.successors(leader, proposal_id=view.id)] == [ASHA.name]
    with pytest.raises(NotNow):
        proposals.accept(asha, secret, sex=Sex.MALE)
    assert journal.verify().broken_at is None


def test_the_sex_of_others_is_kept_as_they_stated_it(leader, asha):
    view = a_draft(leader)
    place = a_member(leader, asha, view.id, sex=Sex.FEMALE)
    typed = MemberDraft("Asha M. Mbwana", ASHA.email, sex=Sex.MALE)
    now_at = seen(leader, view).version
    proposals.save_member(leader, proposal_id=view.id, version=now_at, member=typed, member_id=place)
    assert (row_of().name, row_of().sex, row_of().standing) == (typed.name, Sex.FEMALE, Standing.JOINED)
    now_at = seen(asha, view).version
    proposals.save_member(asha, proposal_id=view.id, version=now_at, member=typed, member_id=place)
    assert row_of().sex is Sex.MALE
    assert len(outbox("invitation")) == 1


def test_declining_needs_no_account_is_told_and_moves_the_version(leader):
    view = a_draft(leader)
    secret = invited(leader, view.id, ASHA)
    receipt = submit(leader, view)
    assert names_submitted() == [[leader.name, ASHA.name]]
    assert [row.to_address for row in outbox("submitted")] == ["leader@udom.example"]
    before = seen(leader, view)
    assert not before.unsent
    proposals.decline(secret)
    after = seen(leader, view)
    assert (after.version, after.unsent) == (before.version + 1, True)
    assert after.members[1].standing is Standing.DECLINED
    (message,) = outbox("invitation_declined")
    assert (message.to_address, message.params["name"]) == ("leader@udom.example", ASHA.name)
    assert submit(leader, view).number == receipt.number + 1
    assert names_submitted() == [[leader.name, ASHA.name], [leader.name]]
    assert proposals.invitation(secret) is None
    with pytest.raises(NotNow):
        proposals.decline(secret)


def test_an_invitation_is_for_the_account_of_its_address(leader, asha):
    view, stranger = a_draft(leader), a_student()
    secret = invited(leader, view.id, ASHA)
    with pytest.raises(Forbidden) as refusal:
        proposals.accept(stranger, secret, sex=Sex.UNSAID)
    assert refusal.value.key == "proposals.refused.invitation_other"
    assert row_of().standing is Standing.INVITED
    proposals.accept(asha, secret, sex=Sex.UNSAID)


def test_another_address_is_another_invitation(leader, asha):
    view = a_draft(leader)
    place = a_member(leader, asha, view.id, sex=Sex.FEMALE)
    now_at = seen(leader, view).version
    other = MemberDraft(ASHA.name, "other@udom.example")
    proposals.save_member(leader, proposal_id=view.id, version=now_at, member=other, member_id=place)
    assert (row_of(other.email).standing, row_of(other.email).sex) == (Standing.INVITED, Sex.UNSAID)
    assert [row.to_address for row in outbox("invitation")] == [ASHA.email, other.email]
    assert proposals.mine(asha).total == 0


def test_an_invitation_runs_out_and_is_sent_again(leader, asha, clock):
    view = a_draft(leader)
    first = invited(leader, view.id, ASHA)
    clock.forward(days=14)
    assert proposals.invitation(first) is None
    with pytest.raises(NotNow):
        proposals.accept(asha, first, sex=Sex.UNSAID)
    again = {"proposal_id": view.id, "member_id": row_of().id}
    proposals.invite_again(leader, **again)
    second = last_secret(ASHA.email)
    assert proposals.invitation(first) is None
    proposals.decline(second)
    proposals.invite_again(leader, **again)  # they have talked
    proposals.accept(asha, last_secret(ASHA.email), sex=Sex.UNSAID)
    with pytest.raises(NotNow):
        proposals.invite_again(leader, **again)
    with pytest.raises(NotFound):
        proposals.invite_again(a_student(), **again)


def test_a_letter_that_leaves_late_is_good_as_long_and_one_taken_back_does_not_leave(leader, clock):
    view = a_draft(leader)
    invited(leader, view.id, ASHA)
    clock.forward(days=3)
    worker.deliver_due(Tray())
    assert row_of().invited_until == clock.instant + timedelta(days=14)
    proposals.invite_again(leader, proposal_id=view.id, member_id=row_of().id)
    now_at = seen(leader, view).version
    proposals.remove_member(leader, proposal_id=view.id, version=now_at, member_id=row_of().id)
    tray = Tray()
    assert worker.deliver_due(tray) == 0
    assert outbox("invitation")[1].state is MessageState.OBSOLETE


def test_invitations_are_no_way_to_fill_a_strangers_mailbox(leader, clock):
    refused = 0
    for _ in range(6):
        view = a_draft(leader)
        try:
            invited(leader, view.id, ASHA)
        except TooManyTries:
            refused += 1
            assert len(seen(leader, view).members) == 1  # nobody is put in whom no e-mail asks
    assert (len(outbox("invitation")), refused) == (3, 3)


def test_who_closes_the_account_before_answering_is_asked_no_more(leader, asha):
    view = a_draft(leader)
    secret = invited(leader, view.id, ASHA)
    submit(leader, view)
    my_account.close_mine(asha, password=PASSWORD)
    member = seen(leader, view).members[1]
    assert (member.standing, member.name) == (Standing.DECLINED, ASHA.name)
    assert proposals.invitation(secret) is None
    assert seen(leader, view).unsent


def test_accepting_and_declining_at_the_same_moment_is_one_answer(leader, asha):
    for _ in range(3):
        view = a_draft(leader)
        secret = invited(leader, view.id, ASHA)

        def answer(act, secret=secret):
            try:
                return act(secret) or "declined"
            except HubError as refusal:
                return refusal.key

        with ThreadPoolExecutor(2) as pool:
            acts = (lambda s: proposals.accept(asha, s, sex=Sex.UNSAID), proposals.decline)
            answers = list(pool.map(answer, acts))
        assert answers.count("proposals.refused.invitation_over") == 1
        joined = seen(leader, view).members[1].standing is Standing.JOINED
        assert joined == (answers[0] == view.id)


def test_an_untitled_draft_is_named_so_in_the_email(leader):
    view = a_draft(leader, title="")
    invited(leader, view.id, ASHA)
    tray = Tray()
    worker.deliver_due(tray)
    assert "“Untitled proposal”" in tray.mails[0][1].get_content()
