"""The lead of a proposal is handed over; what was submitted stays, and nobody ends up leading for a closed account."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor

import pytest
from sqlmodel import select

from db import engine
from db.models.accounts import Account
from db.models.messages import OutboxMessage
from db.models.proposals import Proposal, Submission
from db.unit_of_work import read_only
from innovation_hub.domain.accounts import is_closed
from innovation_hub.domain.calls import Audience
from innovation_hub.domain.proposals import MemberDraft
from innovation_hub.errors import Conflict, Forbidden, HubError, Invalid
from innovation_hub.services import accounts, journal, my_account, proposals, screening
from tests.factories.accounts import a_student, an_institution, an_officer, an_organiser
from tests.factories.calls import a_call
from tests.factories.proposals import a_draft
from tests.factories.registration import PASSWORD
from tests.factories.teams import a_member

_spawn = multiprocessing.get_context("spawn")


def with_member(leader, friend, call=None, **more):
    """A draft of the leader with the friend in its team, and the friend's place."""
    view = a_draft(leader, call or a_call())
    return joined(leader, friend, view, **more)


def joined(leader, friend, view, **more):
    place = a_member(leader, friend, view.id, **more)
    return proposals.get(leader, proposal_id=view.id), place


def outbox(kind):
    with read_only() as session:
        return [row for row in session.exec(select(OutboxMessage)) if row.kind == kind]


def owner(proposal_id):
    with read_only() as session:
        return session.get_one(Proposal, proposal_id).owner_id


def test_the_lead_is_handed_over_and_everybody_is_told():
    leader, friend, third = a_student(), a_student(), a_student()
    view, place = with_member(leader, friend)
    view, _ = joined(leader, third, view)
    assert [each.name for each in proposals.successors(leader, proposal_id=view.id)] == [
        friend.name,
        third.name,
    ]
    proposals.submit(leader, proposal_id=view.id, version=view.version)
    with read_only() as session:
        submitted = session.exec(select(Submission.content)).one()
    view = proposals.get(leader, proposal_id=view.id)
    proposals.hand_over(leader, proposal_id=view.id, version=view.version, member_id=place)
    seen = proposals.get(friend, proposal_id=view.id)
    assert seen.leads
    assert not proposals.get(leader, proposal_id=view.id).leads
    assert [(each.name, each.leads) for each in seen.members] == [
        (friend.name, True),
        (leader.name, False),
        (third.name, False),
    ]
    with read_only() as session:
        assert session.exec(select(Submission.content)).one() == submitted
    for kind, whom in (
        ("lead_taken", friend),
        ("lead_given", leader),
        ("lead_changed", third),
    ):
        assert [row.to_address for row in outbox(kind)] == [my_account.my_profile(whom).email]
    entry = next(one for one in journal.page(an_organiser()) if one.event == "proposal.handed_over")
    assert entry.data == {"leader_before": leader.id, "leader": friend.id}
    assert journal.verify().broken_at is None
    with pytest.raises(Forbidden):
        proposals.submit(leader, proposal_id=view.id, version=seen.version)
    proposals.submit(friend, proposal_id=view.id, version=seen.version)


def test_the_lead_is_handed_over_after_the_closing_and_the_jury_finds_it_so(clock):
    leader, friend = a_student(), a_student()
    view, place = with_member(leader, friend)
    proposals.submit(leader, proposal_id=view.id, version=view.version)
    clock.forward(days=60)
    view = proposals.get(leader, proposal_id=view.id)
    proposals.hand_over(leader, proposal_id=view.id, version=view.version, member_id=place)
    with read_only() as session:
        row = session.get_one(Proposal, view.id)
    screening.admit(an_organiser(), proposal_id=view.id, version=row.version)
    members = proposals.get(friend, proposal_id=view.id).members
    assert [(each.name, each.leads) for each in members] == [(friend.name, True), (leader.name, False)]


def test_who_joined_after_the_submission_still_leads_when_the_team_is_put_back(clock):
    leader, late = a_student(), a_student()
    view = a_draft(leader)
    proposals.submit(leader, proposal_id=view.id, version=view.version)
    view, place = joined(leader, late, proposals.get(leader, proposal_id=view.id))
    proposals.hand_over(leader, proposal_id=view.id, version=view.version, member_id=place)
    clock.forward(days=60)
    screening.admit(an_organiser(), proposal_id=view.id, version=view.version + 1)
    members = proposals.get(late, proposal_id=view.id).members
    assert [(each.name, each.leads) for each in members] == [(late.name, True), (leader.name, False)]


def test_only_who_may_lead_is_handed_the_lead():
    leader, friend, call = a_student(), a_student(), a_call()
    view, place = with_member(leader, friend, call)
    stranger = MemberDraft("Bila Akaunti", "nobody@example.test")
    version = proposals.save_member(
        leader, proposal_id=view.id, version=view.version, member=stranger
    ).version
    view = proposals.get(leader, proposal_id=view.id)

    def refused(member_id, key, error=Invalid, version=version, by=leader):
        with pytest.raises(error) as refusal:
            proposals.hand_over(by, proposal_id=view.id, version=version, member_id=member_id)
        assert refusal.value.key == key

    refused(view.members[0].id, "proposals.refused.no_successor")
    refused(view.members[2].id, "proposals.refused.no_successor")
    refused(99_999, "proposals.refused.no_successor")
    refused(place, "proposals.refused.changed", Conflict, version - 1)
    refused(place, "proposals.refused.leader_only", Forbidden, version, friend)
    a_draft(friend, call)
    refused(place, "proposals.refused.successor_leads")
    assert owner(view.id) == leader.id


def test_a_call_for_students_is_led_by_students():
    leader, officer = a_student(), an_officer()
    view, place = with_member(leader, officer, a_call(audience=Audience.STUDENTS), student=False)
    with pytest.raises(Invalid, match="successor_audience"):
        proposals.hand_over(leader, proposal_id=view.id, version=view.version, member_id=place)


def in_a_process(url, who, act, given, barrier) -> str:
    """One of two who act at the same moment, each in a process of their own."""
    engine.use(url)
    barrier.wait(60)
    try:
        if act == "give":
            proposals.hand_over(who, **given)
        else:
            my_account.close_mine(who, password=PASSWORD)
    except HubError as refusal:
        return refusal.key
    finally:
        engine.dispose()
    return act


def test_handing_over_while_the_other_closes_leaves_no_proposal_without_a_word(database_url):
    hashed, university = accounts.hash_password(PASSWORD), an_institution()
    # Two processes for all rounds: starting one takes longer than all that is tested here.
    with _spawn.Manager() as manager, ProcessPoolExecutor(2, mp_context=_spawn) as pool:
        barrier = manager.Barrier(2)
        for _ in range(3):
            leader = a_student(institution_id=university)
            friend = a_student(institution_id=university, password_hash=hashed)
            view, place = with_member(leader, friend)
            given = {"proposal_id": view.id, "version": view.version, "member_id": place}
            tries = [
                pool.submit(in_a_process, database_url, who, act, given, barrier)
                for who, act in ((leader, "give"), (friend, "close"))
            ]
            assert [each.result(timeout=120) for each in tries] in (
                ["give", "accounts.refused.proposals_left"],
                ["proposals.refused.no_successor", "close"],
                ["proposals.refused.changed", "close"],
            )
            with read_only() as session:
                assert not is_closed(session.get_one(Account, owner(view.id)).email)
