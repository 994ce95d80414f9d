"""Rounds of panels: drafted, looked at, changed by hand, frozen, taken back; and further reviews with reasons."""

from collections import Counter

import pytest

from db.models.judging import Assignment, ConflictOfInterest
from db.models.messages import OutboxMessage
from db.models.panels import PanelRound, PanelSeat
from innovation_hub.domain.judging import ConflictKind
from innovation_hub.domain.panels import Drop, Expertise, RoundKind, RoundState
from innovation_hub.domain.permissions import Role
from innovation_hub.domain.proposals import Track
from innovation_hub.errors import Conflict, Forbidden, Invalid, NotFound, NotNow
from innovation_hub.methods.terms.assignment import Overlap, Remedy, Why
from innovation_hub.services import my_account, panels, reviews
from tests.factories import judging as make


@pytest.fixture
def organiser():
    return make.person(Role.ORGANISER)


def unfrozen(organiser, call):
    last = panels.last_round(organiser, call_id=call.id)
    return panels.unfreeze(organiser, call_id=call.id, seen=last.mark)


def drafted(organiser, call):
    """The draft of a call, just built."""
    return make.drafted(organiser, call)


def test_a_draft_is_seen_by_the_organiser_and_nobody_is_asked(organiser):
    call = make.call(judges_per_proposal=2)
    for _ in range(3):
        make.invited(call.id)
    entries = [make.proposal(call.id) for _ in range(6)]
    draft = drafted(organiser, call)
    assert (draft.number, draft.kind, draft.state, draft.reviews) == (
        1,
        RoundKind.FIRST,
        RoundState.DRAFT,
        12,
    )
    assert [(load.held, load.added, load.capacity) for load in draft.loads] == [(0, 4, 30)] * 3
    assert draft.findings.overlap is Overlap.CONNECTED
    assert draft.findings.gaps == draft.findings.changes == ()
    assert not make.rows(Assignment)
    assert not make.rows(OutboxMessage)
    page = panels.proposed(organiser, call_id=call.id, size=5)
    assert (page.total, len(page.items)) == (12, 5)
    assert {seat.proposal_id for seat in page.items} <= {entry.id for entry in entries}


def test_freezing_asks_what_was_drafted_and_writes_each_judge_once(organiser):
    call = make.call(judges_per_proposal=2)
    for _ in range(3):
        make.invited(call.id)
    for _ in range(3):
        make.proposal(call.id)
    draft = drafted(organiser, call)
    done = panels.freeze(organiser, call_id=call.id, seen=draft.mark)
    assert (done.asked, done.judges, done.dropped) == (6, 3, ())
    assert make.pairs(Assignment) == make.pairs(PanelSeat)
    assert [row.params["count"] for row in make.rows(OutboxMessage)] == [2, 2, 2]
    frozen = panels.last_round(organiser, call_id=call.id)
    assert frozen.state is RoundState.FROZEN
    assert [(load.held, load.added) for load in frozen.loads] == [(0, 2)] * 3
    with pytest.raises(Conflict):
        panels.freeze(organiser, call_id=call.id, seen=draft.mark)


def test_a_frozen_round_does_not_move_when_panels_are_built_again(organiser):
    call = make.call(judges_per_proposal=2)
    for _ in range(3):
        make.invited(call.id)
    make.proposal(call.id)
    panels.freeze(organiser, call_id=call.id, seen=drafted(organiser, call).mark)
    before = make.pairs(Assignment)
    for _ in range(2):
        make.invited(call.id)
    late = make.proposal(call.id)
    draft = drafted(organiser, call)
    assert (draft.number, draft.reviews) == (2, 2)
    panels.freeze(organiser, call_id=call.id, seen=draft.mark)
    assert before < make.pairs(Assignment)
    assert {proposal for proposal, _ in make.pairs(Assignment) - before} == {late.id}


def test_a_frozen_round_can_be_taken_back_while_nobody_has_answered(organiser):
    call = make.call(judges_per_proposal=1)
    judges = [make.invited(call.id) for _ in range(2)]
    for _ in range(2):
        make.proposal(call.id)
    panels.freeze(organiser, call_id=call.id, seen=drafted(organiser, call).mark)
    assert unfrozen(organiser, call) == 2
    assert not make.rows(Assignment)
    told = [row.kind for row in make.rows(OutboxMessage)]
    assert Counter(told) == {"assigned": 2, "panel_withdrawn": 2}
    draft = panels.last_round(organiser, call_id=call.id)
    assert (draft.state, draft.reviews) == (RoundState.DRAFT, 2)
    with pytest.raises(NotFound):
        unfrozen(organiser, call)
    panels.freeze(organiser, call_id=call.id, seen=draft.mark)
    for judge in judges:
        reviews.sign(judge, call_id=call.id, name=judge.name)
    row = make.rows(Assignment)[0]
    judge = next(judge for judge in judges if judge.id == row.account_id)
    reviews.accept(judge, assignment_id=row.id)
    with pytest.raises(NotNow) as refusal:
        unfrozen(organiser, call)
    assert refusal.value.key == "panels.errors.answered"


def test_a_round_is_built_upon_the_one_that_was_seen(organiser):
    call = make.call(judges_per_proposal=1)
    make.invited(call.id)
    make.proposal(call.id)
    first = drafted(organiser, call)
    for seen in ("", "1.2.of another time"):
        with pytest.raises(Conflict):
            panels.build(organiser, call_id=call.id, seen=seen)
    panels.discard(organiser, call_id=call.id, seen=first.mark)
    again = drafted(organiser, call)
    assert (again.number, again.version) == (first.number, first.version)
    for step in (panels.freeze, panels.discard, panels.build):
        with pytest.raises(Conflict):
            step(organiser, call_id=call.id, seen=first.mark)
    assert panels.last_round(organiser, call_id=call.id) == again


def test_what_changed_after_drafting_is_left_out_when_the_round_is_frozen(organiser):
    call = make.call(judges_per_proposal=3)
    judges = [make.invited(call.id) for _ in range(3)]
    first, second = make.proposal(call.id), make.proposal(call.id)
    draft = drafted(organiser, call)
    make.keep(ConflictOfInterest(account_id=judges[0].id, proposal_id=first.id, kind=ConflictKind.FAMILY))
    make.assigned(organiser, second.id, judges[1].id)  # another organiser, by hand
    make.on_terms(organiser, call.id, judges[2].id, capacity=1)
    done = panels.freeze(organiser, call_id=call.id, seen=draft.mark)
    assert done.asked == 3
    assert {(lost.code, lost.judge, lost.why) for lost in done.dropped} == {
        (first.code, judges[0].name, Drop.CONFLICT),
        (second.code, judges[1].name, Drop.ASKED_BEFORE),
        (second.code, judges[2].name, Drop.FULL),
    }
    assert (first.id, judges[0].id) not in make.pairs(Assignment)


def test_of_two_organisers_the_second_is_told_that_the_draft_has_changed(organiser):
    call = make.call(judges_per_proposal=1)
    judges = [make.invited(call.id) for _ in range(2)]
    entry = make.proposal(call.id)
    seen = drafted(organiser, call)
    (seat,) = panels.proposed(organiser, call_id=call.id).items
    panels.take_out(organiser, call_id=call.id, seen=seen.mark, seat_ids=[seat.id])
    put = {"call_id": call.id, "proposal_id": entry.id, "account_id": judges[0].id}
    for use in (
        lambda: panels.freeze(organiser, call_id=call.id, seen=seen.mark),
        lambda: panels.put(organiser, seen=seen.mark, **put),
        lambda: panels.take_out(organiser, call_id=call.id, seen=seen.mark, seat_ids=[seat.id]),
        lambda: panels.discard(organiser, call_id=call.id, seen=seen.mark),
    ):
        with pytest.raises(Conflict):
            use()
    now = panels.last_round(organiser, call_id=call.id)
    assert [(gap.code, gap.why) for gap in now.findings.gaps] == [(entry.code, Why.OPEN)]
    with pytest.raises(Invalid):
        panels.freeze(organiser, call_id=call.id, seen=now.mark)
    panels.put(organiser, seen=now.mark, **put)
    assert panels.last_round(organiser, call_id=call.id).findings.gaps == ()


def test_by_hand_no_conflict_no_full_judge_and_nobody_twice(organiser):
    call, place = make.call(judges_per_proposal=1), make.institution()
    colleague = make.invited(call.id, make.person(institution_id=place))
    other = make.invited(call.id, capacity=1)
    theirs = make.proposal(call.id, owner=make.person(Role.STUDENT, institution_id=place))
    second = make.proposal(call.id)
    draft = drafted(organiser, call)
    assert make.pairs(PanelSeat) == {(theirs.id, other.id), (second.id, colleague.id)}
    for entry, judge, why in ((theirs, colleague, Drop.CONFLICT), (second, other, Drop.FULL)):
        with pytest.raises(Invalid) as refusal:
            panels.put(
                organiser,
                call_id=call.id,
                seen=draft.mark,
                proposal_id=entry.id,
                account_id=judge.id,
            )
        assert refusal.value.key == f"panels.drop.{why.value}"
    with pytest.raises(Conflict):
        panels.put(organiser, call_id=call.id, seen=draft.mark, proposal_id=theirs.id, account_id=other.id)


def test_what_was_put_in_by_hand_stays_when_the_draft_is_built_again(organiser):
    call = make.call(judges_per_proposal=1)
    judges = [make.invited(call.id) for _ in range(4)]
    entry = make.proposal(call.id)
    draft = drafted(organiser, call)
    (chosen,) = make.pairs(PanelSeat)
    (seat,) = panels.proposed(organiser, call_id=call.id).items
    other = next(judge for judge in judges if judge.id != chosen[1])
    panels.take_out(organiser, call_id=call.id, seen=draft.mark, seat_ids=[seat.id])
    mark = panels.last_round(organiser, call_id=call.id).mark
    panels.put(organiser, call_id=call.id, seen=mark, proposal_id=entry.id, account_id=other.id)
    drafted(organiser, call)
    assert make.pairs(PanelSeat) == {(entry.id, other.id)}
    panels.discard(organiser, call_id=call.id, seen=panels.last_round(organiser, call_id=call.id).mark)
    assert not make.rows(PanelRound)
    assert panels.last_round(organiser, call_id=call.id) is None


def test_what_stands_in_the_way_and_what_would_help_is_said_by_name(organiser):
    call = make.call(judges_per_proposal=2)
    small, other = make.invited(call.id, capacity=1), make.invited(call.id, capacity=5)
    entries = [make.proposal(call.id) for _ in range(3)]
    found = drafted(organiser, call).findings
    assert len(found.gaps) == 2
    (obstacle,) = found.obstacles
    assert (set(obstacle.codes), obstacle.rivals) == ({gap.code for gap in found.gaps}, 1)
    assert (obstacle.judges, obstacle.wanted, obstacle.room) == ((small.name,), 6, 4)
    changes = {change.kind: change for change in found.changes}
    assert changes[Remedy.RAISE].capacities == ((small.name, 3),)
    assert (changes[Remedy.INVITE].invited, changes[Remedy.INVITE].room) == (1, 2)
    assert changes[Remedy.FEWER].per_proposal == 1
    make.on_terms(organiser, call.id, small.id, capacity=3)
    assert drafted(organiser, call).findings.gaps == ()
    assert len(make.pairs(PanelSeat)) == 2 * len(entries)
    assert other.id in {judge for _, judge in make.pairs(PanelSeat)}


def test_judges_get_proposals_of_their_own_fields(organiser):
    call = make.call(judges_per_proposal=1)
    maker, coder = make.invited(call.id), make.invited(call.id)
    panels.set_my_fields(maker, fields=[Expertise.DEVICE])
    make.on_terms(organiser, call.id, coder.id, fields=frozenset([Expertise.SOFTWARE]))
    assert panels.my_fields(coder) == panels.terms(organiser, call_id=call.id, account_id=coder.id).fields
    devices = [make.proposal(call.id, track=Track.DEVICE) for _ in range(3)]
    others = [make.proposal(call.id, track=Track.SOFTWARE) for _ in range(3)]
    drafted(organiser, call)
    assert {judge for proposal, judge in make.pairs(PanelSeat) if proposal in {e.id for e in devices}} == {
        maker.id
    }
    assert {judge for proposal, judge in make.pairs(PanelSeat) if proposal in {e.id for e in others}} == {
        coder.id
    }


def test_fields_are_the_judges_own_and_go_with_their_account(organiser):
    call, judge = make.call(), make.person()
    with pytest.raises(NotFound):
        panels.terms(organiser, call_id=call.id, account_id=judge.id)
    with pytest.raises(NotFound):
        make.on_terms(organiser, call.id, judge.id, fields=frozenset([Expertise.DEVICE]))
    panels.set_my_fields(judge, fields=[Expertise.DEVICE, Expertise.RESOLUTION_4])
    assert '"device"' in my_account.export_mine(judge)
    panels.set_my_fields(judge, fields=[])
    nothing = panels.JudgeTerms(30, frozenset())
    assert panels.my_fields(judge) == frozenset()
    for use in (
        lambda: panels.my_fields(organiser),
        lambda: panels.set_my_fields(organiser, fields=[Expertise.DEVICE]),
        lambda: panels.set_terms(judge, call_id=call.id, account_id=judge.id, seen=nothing, wanted=nothing),
    ):
        with pytest.raises(Forbidden):
            use()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ORGANISER])
def test_only_organisers_see_and_move_rounds(role):
    actor, call = make.person(role), make.call()
    for use in (
        lambda: panels.build(actor, call_id=call.id, seen=""),
        lambda: panels.propose(actor, call_id=call.id, reviews=3, top=1, seen=""),
        lambda: panels.last_round(actor, call_id=call.id),
        lambda: panels.proposed(actor, call_id=call.id),
        lambda: panels.put(actor, call_id=call.id, seen="", proposal_id=1, account_id=1),
        lambda: panels.take_out(actor, call_id=call.id, seen="", seat_ids=[1]),
        lambda: panels.discard(actor, call_id=call.id, seen=""),
        lambda: panels.freeze(actor, call_id=call.id, seen=""),
        lambda: panels.unfreeze(actor, call_id=call.id, seen=""),
    ):
        with pytest.raises(Forbidden):
            use()


def test_every_step_of_a_round_is_in_the_journal(organiser):
    call = make.call(judges_per_proposal=1)
    make.invited(call.id)
    make.proposal(call.id)
    panels.freeze(organiser, call_id=call.id, seen=drafted(organiser, call).mark)
    unfrozen(organiser, call)
    panels.discard(organiser, call_id=call.id, seen=panels.last_round(organiser, call_id=call.id).mark)
    from db.models.journal import JournalEntry

    events = [row.event for row in make.rows(JournalEntry, subject_type="call", subject_id=call.id)]
    assert events == ["panel.build", "panel.freeze", "panel.unfreeze", "panel.discard"]


@pytest.mark.parametrize("number", [1, 3])
def test_looking_at_a_round_takes_the_same_statements_however_long_it_is(organiser, number):
    call = make.call(judges_per_proposal=1)
    make.invited(call.id)
    for _ in range(number):
        make.proposal(call.id)
    panels.build(organiser, call_id=call.id, seen="")
    with make.counted() as statements:
        panels.last_round(organiser, call_id=call.id)
    assert statements.n == 5
    with make.counted() as statements:
        panels.last_round(organiser, call_id=call.id)
    assert statements.n == 1, "the newest entry of the journal: nothing has changed since"
    with make.counted() as statements:
        panels.proposed(organiser, call_id=call.id)
    assert statements.n == 3
