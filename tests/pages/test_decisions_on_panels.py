"""Panels are changed on what was seen: two organisers at once, each with a page of their own."""

import pytest

from db.models.calls import CallJudge
from db.models.judging import Assignment
from innovation_hub.domain.judging import AssignmentState
from innovation_hub.domain.panels import RoundState
from innovation_hub.domain.permissions import Role
from innovation_hub.services import panels
from tests.factories import judging as make
from tests.factories.accounts import an_account
from tests.factories.calls import cancel
from tests.pages.kit import listed_between, open_page, sound
from tests.pages.test_decisions import button, plain

GO_ON = "I have read it: decide on what it says now"


@pytest.fixture
def organisers(database_url):
    return [an_account(Role.ORGANISER, name=name) for name in ("Zawadi", "Neema")]


@pytest.fixture
def call(database_url):
    found = make.call(judges_per_proposal=1)
    make.invited(found.id, make.person(name="Halima Juma"))
    make.invited(found.id, make.person(name="Juma Ali"))
    return found


def last(organiser, call):
    return panels.last_round(organiser, call_id=call.id)


def press(app, label):
    return sound(button(app, label).click().run())


@pytest.fixture
def drafted(organisers, call):
    """A draft of two reviews, as one of the organisers looks at it."""
    for _ in range(2):
        make.proposal(call.id)
    make.drafted(organisers[0], call)
    return open_page("panels", organisers[0], call=call.id)


def test_a_draft_changed_since_it_was_seen_is_not_frozen(organisers, call, drafted):
    seat = panels.proposed(organisers[1], call_id=call.id).items[0]
    mark = last(organisers[1], call).mark
    panels.take_out(organisers[1], call_id=call.id, seen=mark, seat_ids=[seat.id])
    press(drafted, "Confirm and request 2 reviews")
    assert last(organisers[0], call).state is RoundState.DRAFT
    assert not make.rows(Assignment)
    assert "was draft 1 with 2 reviews, is now draft 1 with 1 review" in plain(drafted)
    assert listed_between(drafted, "decision.go_on.panels.round", "panels.freeze") == 0, (
        "told where one pressed"
    )
    press(drafted, GO_ON)
    press(drafted, "Confirm and request 1 review")
    assert len(make.rows(Assignment)) == 1


@pytest.mark.parametrize("done", ["frozen", "thrown away"])
def test_a_draft_decided_or_taken_away_since_is_told(organisers, call, drafted, done):
    step = panels.freeze if done == "frozen" else panels.discard
    step(organisers[1], call_id=call.id, seen=last(organisers[1], call).mark)
    before = len(make.rows(Assignment))
    press(drafted, "Discard the draft")
    said = "round 1, confirmed with 2 reviews" if done == "frozen" else "none yet"
    assert f"was draft 1 with 2 reviews, is now {said}" in plain(drafted)
    assert len(make.rows(Assignment)) == before


def test_a_draft_thrown_away_and_made_anew_is_another_one(organisers, call, drafted):
    panels.discard(organisers[1], call_id=call.id, seen=last(organisers[1], call).mark)
    make.drafted(organisers[1], call)
    press(drafted, "Confirm and request 2 reviews")
    assert last(organisers[0], call).state is RoundState.DRAFT
    assert "This has changed since you looked at it" in plain(drafted)
    assert not make.rows(Assignment)


def test_a_call_cancelled_since_is_told_to_who_changes_its_panels(organisers, call, drafted):
    cancel(organisers[1], call.id, 1, "The money was withdrawn.")
    press(drafted, "Confirm and request 2 reviews")
    assert "can no longer be changed" in plain(drafted)
    assert not make.rows(Assignment)


@pytest.fixture
def halima(organisers, call):
    """A judge with two open reviews and one that was submitted."""
    (judge,) = [one for one in panels.judges(organisers[0], call_id=call.id) if one.name == "Halima Juma"]
    return judge


def leaving(organisers, call, halima):
    return open_page("panels", organisers[0], call=call.id, judge=halima.id)


def test_taking_a_judge_off_asks_first_with_what_it_touches(organisers, call, halima):
    entries = [make.proposal(call.id) for _ in range(3)]
    for entry in entries:
        make.assigned(organisers[0], entry.id, halima.id)
    app = leaving(organisers, call, halima)
    press(app, "Remove and redraft")
    assert {row.state for row in make.rows(Assignment)} == {AssignmentState.ASSIGNED}
    said = plain(app)
    assert "Remove Halima Juma from this call?" in said
    assert "3 open reviews will be removed" in said
    assert all(entry.code in said for entry in entries)
    press(app, "Leave everything as it is")
    assert "Remove Halima Juma from" not in plain(app)
    press(app, "Remove and redraft")
    press(app, "Yes, remove the judge and 3 reviews")
    assert {row.state for row in make.rows(Assignment)} == {AssignmentState.RELEASED}
    assert len(make.rows(CallJudge, call_id=call.id)) == 1


def test_a_judge_given_more_since_the_question_is_not_taken_off(organisers, call, halima):
    first, second = make.proposal(call.id), make.proposal(call.id)
    make.assigned(organisers[0], first.id, halima.id)
    app = leaving(organisers, call, halima)
    press(app, "Remove and redraft")
    make.assigned(organisers[1], second.id, halima.id)
    press(app, "Yes, remove the judge and 1 review")
    assert {row.state for row in make.rows(Assignment)} == {AssignmentState.ASSIGNED}
    assert f"was {first.code}, is now {first.code}, {second.code}" in plain(app)


def test_a_capacity_changed_since_and_a_judge_taken_off_since_are_told(organisers, call, halima):
    app = leaving(organisers, call, halima)
    make.on_terms(organisers[1], call.id, halima.id, capacity=7)
    press(app, "Save")
    assert "Maximum number of proposals: was 30, is now 7" in plain(app)
    assert {row.capacity for row in make.rows(CallJudge, account_id=halima.id)} == {7}
    make.dismissed(organisers[1], call.id, halima.id)
    press(app, GO_ON)
    assert "Halima Juma is no longer a judge of this call" in plain(app)


def test_a_seat_taken_or_given_since_it_was_seen_is_told(organisers, call, halima):
    entry = make.proposal(call.id)
    make.assigned(organisers[0], entry.id, halima.id)
    app = open_page("panels", organisers[0], call=call.id, proposal=entry.id)
    (seat,) = panels.seats(organisers[1], proposal_id=entry.id)[1]
    make.released(organisers[1], seat.assignment_id)
    press(app, "Remove Halima Juma")
    assert "was Halima Juma (" in plain(app)
    assert "is now –" in plain(app)
