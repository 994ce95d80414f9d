"""Steps over many proposals, what they leave alone, and how they are undone; publishing with reviews missing."""

import threading

import pytest

from db.models.journal import JournalEntry
from db.models.proposals import Proposal
from db.models.results import Decision
from innovation_hub.domain.permissions import Role
from innovation_hub.domain.proposals import ProposalState as S
from innovation_hub.errors import Conflict, Forbidden, HubError, Invalid, NotFound, NotNow
from innovation_hub.services import journal, ranking
from tests.factories import judging as make


@pytest.fixture
def organiser():
    return make.person(Role.ORGANISER)


@pytest.fixture
def call():
    return make.call()


@pytest.fixture
def entries(organiser, call):
    """Three admitted proposals, and a fourth that is on the shortlist."""
    found = [make.proposal(call.id) for _ in range(4)]
    ranking.shortlist(organiser, proposal_id=found[3].id, version=1)
    return found


def states(entries):
    return [make.fetch(Proposal, entry.id).state for entry in entries]


def left(organiser, call, **which):
    return ranking.touched(organiser, call_id=call.id, wanted=ranking.rest(**which)).digest


def test_declining_what_is_left_leaves_the_shortlist_alone(organiser, call, entries):
    assert make.declined_rest(organiser, call) == 3
    assert states(entries) == [*[S.DECLINED] * 3, S.SHORTLISTED]
    assert make.declined_rest(organiser, call, shortlist=True) == 1
    assert states(entries) == [S.DECLINED] * 4


def test_what_was_seen_is_what_is_declined(organiser, call, entries):
    seen = left(organiser, call)
    ranking.decline(organiser, proposal_id=entries[0].id, version=1, reason=make.REASON)
    make.proposal(call.id)  # as many as before, but not the same
    with pytest.raises(Conflict):
        ranking.decline_remaining(organiser, call_id=call.id, seen=seen, reason=make.REASON)
    assert states(entries) == [S.DECLINED, S.ELIGIBLE, S.ELIGIBLE, S.SHORTLISTED]


def test_the_first_are_shortlisted_as_they_were_seen(organiser, call, entries):
    judge = make.person()
    make.reviewed(judge, entries[0], 4, 4)
    seen = ranking.touched(organiser, call_id=call.id, wanted=ranking.first(1)).digest
    make.reviewed(judge, entries[1], 5, 5)  # now this one is the first
    with pytest.raises(Conflict):
        ranking.shortlist_top(organiser, call_id=call.id, top=1, seen=seen)
    assert states(entries)[:2] == [S.ELIGIBLE] * 2
    assert make.shortlisted_top(organiser, call, 1) == 1
    (step,) = ranking.steps(organiser, call_id=call.id)
    assert ranking.undo(organiser, step_id=step.id, stands=1) == 1
    row = make.fetch(Proposal, entries[1].id)
    assert (row.state, row.was_shortlisted) == (S.ELIGIBLE, False)


def test_a_step_is_undone_except_for_what_was_changed_since(organiser, call, entries):
    make.declined_rest(organiser, call, shortlist=True)
    version = make.fetch(Proposal, entries[0].id).version
    ranking.reconsider(organiser, proposal_id=entries[0].id, version=version)
    (step,) = ranking.steps(organiser, call_id=call.id)
    assert (step.moved, step.stands, step.changed) == (4, 3, ((entries[0].code, S.ELIGIBLE),))
    with pytest.raises(Conflict):
        ranking.undo(organiser, step_id=step.id, stands=4)
    assert ranking.undo(organiser, step_id=step.id, stands=3) == 3
    assert states(entries) == [*[S.ELIGIBLE] * 3, S.SHORTLISTED]
    assert make.fetch(Proposal, entries[3].id).was_shortlisted
    assert all(decision.superseded_at for decision in make.rows(Decision))
    assert ranking.steps(organiser, call_id=call.id) == []
    with pytest.raises(NotNow):
        ranking.undo(organiser, step_id=step.id, stands=3)
    last = make.rows(JournalEntry)[-1]
    assert (last.event, last.data["count"], last.subject_id) == ("call.bulk_undone", 3, call.id)
    assert journal.verify().whole
    with pytest.raises(NotFound):
        ranking.undo(organiser, step_id=step.id + 1, stands=3)


def test_nothing_is_undone_after_publication_nor_by_others(organiser, call, entries):
    make.declined_rest(organiser, call, shortlist=True)
    (step,) = ranking.steps(organiser, call_id=call.id)
    with pytest.raises(Forbidden):
        ranking.undo(make.person(), step_id=step.id, stands=4)
    make.concluded(organiser, call)
    with pytest.raises(NotNow):
        ranking.undo(organiser, step_id=step.id, stands=4)
    assert states(entries) == [S.DECLINED] * 4


def test_of_two_who_decline_or_undo_at_once_one_is_told(organiser, call, entries):
    seen = left(organiser, call)
    others = [make.person(Role.ORGANISER) for _ in range(2)]

    def decline(who):
        ranking.decline_remaining(who, call_id=call.id, seen=seen, reason=make.REASON)

    assert together(decline, others) == ["Conflict", "done"]
    assert len(make.rows(Decision)) == 3
    (step,) = ranking.steps(organiser, call_id=call.id)
    outcome = together(lambda who: ranking.undo(who, step_id=step.id, stands=3), others)
    assert outcome == ["NotNow", "done"]
    assert states(entries) == [*[S.ELIGIBLE] * 3, S.SHORTLISTED]


def together(act, people):
    """How it went, when all of them do the same at the same moment."""
    outcomes, barrier = [], threading.Barrier(len(people))

    def one(who):
        barrier.wait()
        try:
            act(who)
            outcomes.append("done")
        except HubError as refusal:
            outcomes.append(type(refusal).__name__)

    threads = [threading.Thread(target=one, args=(who,)) for who in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


def test_a_step_asks_the_database_no_more_the_more_it_moves(organiser):
    counts = []
    for number in (2, 6):
        call = make.call()
        for _ in range(number):
            make.proposal(call.id)
        seen = left(organiser, call)
        with make.counted() as statements:
            ranking.decline_remaining(organiser, call_id=call.id, seen=seen, reason=make.REASON)
        (step,) = ranking.steps(organiser, call_id=call.id)
        with make.counted() as undoing:
            ranking.undo(organiser, step_id=step.id, stands=number)
        counts.append((statements.n, undoing.n))
    assert counts[0] == counts[1]


def test_results_without_enough_reviews_need_a_reason_that_is_kept(organiser, call):
    whole, half, none = (make.proposal(call.id) for _ in range(3))
    one, two = make.person(), make.person()
    for judge, entry in ((one, whole), (two, whole), (one, half)):
        make.reviewed(judge, entry, 3, 3)
    make.declined_rest(organiser, call)
    seen = ranking.touched(organiser, call_id=call.id, wanted=ranking.EVERY).digest
    conclude = {"call_id": call.id, "version": 1, "seen": seen}
    with pytest.raises(Conflict) as refusal:
        ranking.conclude(organiser, **conclude)
    assert refusal.value.data == {"seen": 0, "n": 2}
    with pytest.raises(Invalid):
        ranking.conclude(organiser, **conclude, short=2, reason="  ")
    assert ranking.publication(organiser, call_id=call.id) is None
    ranking.conclude(organiser, **conclude, short=2, reason="The second judge fell ill.")
    told = ranking.publication(organiser, call_id=call.id)
    assert (told.short, told.unreviewed, told.reason) == (2, 1, "The second judge fell ill.")
    assert make.fetch(Proposal, none.id).state is S.DECLINED
