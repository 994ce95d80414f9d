"""Panels are changed by hand on what was seen of them: the service refuses what another changed since."""

from dataclasses import replace

import pytest

from db.models.calls import CallJudge
from db.models.judging import Assignment
from innovation_hub.domain.judging import AssignmentState
from innovation_hub.domain.panels import Expertise
from innovation_hub.domain.permissions import Role
from innovation_hub.errors import Conflict, Invalid
from innovation_hub.services import panels, reviews
from tests.factories import judging as make


@pytest.fixture
def organiser(database_url):
    return make.person(Role.ORGANISER)


@pytest.mark.parametrize("since", ["another asked", "another released", "begun"])
def test_a_judge_is_released_and_another_asked_upon_the_panel_that_was_seen(organiser, since):
    call = make.call()
    entry, first, second, third = make.proposal(call.id), *(make.invited(call.id) for _ in range(3))
    assignment, other = make.asked(first, entry), make.asked(second, entry)
    _, seen = panels.seats(organiser, proposal_id=entry.id)
    if since == "another asked":
        make.assigned(organiser, entry.id, third.id)
    elif since == "another released":
        make.released(organiser, other)
    else:
        reviews.accept(first, assignment_id=assignment)
    before = [row.state for row in make.rows(Assignment)]
    with pytest.raises(Conflict):
        panels.release(organiser, assignment_id=assignment, seen=seen)
    with pytest.raises(Conflict):
        panels.assign(organiser, proposal_id=entry.id, account_id=third.id, seen=seen)
    assert [row.state for row in make.rows(Assignment)] == before
    make.released(organiser, assignment)
    assert make.fetch(Assignment, assignment).state is AssignmentState.RELEASED


def test_a_judge_is_dismissed_on_all_that_was_seen_of_them(organiser):
    """A draft that was made meanwhile would be lost without a word."""
    call = make.call(judges_per_proposal=1)
    make.proposal(call.id)
    judge = make.invited(call.id)
    seen = panels.removal_effects(organiser, call_id=call.id, account_id=judge.id)
    make.drafted(organiser, call)
    with pytest.raises(Conflict):
        panels.dismiss(organiser, call_id=call.id, account_id=judge.id, seen=seen)
    assert make.rows(CallJudge, account_id=judge.id)
    make.dismissed(organiser, call.id, judge.id)
    assert not make.rows(CallJudge, account_id=judge.id)


@pytest.mark.parametrize("since", [{"capacity": 7}, {"fields": frozenset({Expertise.DEVICE})}])
def test_the_terms_of_a_judge_are_changed_upon_those_that_were_seen(organiser, since):
    call = make.call()
    judge = make.invited(call.id)
    who = {"call_id": call.id, "account_id": judge.id}
    seen = panels.terms(organiser, **who)
    make.on_terms(organiser, call.id, judge.id, **since)
    stands = panels.terms(organiser, **who)
    wanted = panels.JudgeTerms(12, frozenset({Expertise.SOFTWARE}))
    with pytest.raises(Conflict):
        panels.set_terms(organiser, **who, seen=seen, wanted=wanted)
    assert panels.terms(organiser, **who) == stands == replace(seen, **since)
    panels.set_terms(organiser, **who, seen=stands, wanted=wanted)
    assert panels.terms(organiser, **who) == wanted


def test_terms_are_changed_together_or_not_at_all(organiser):
    call = make.call()
    judge = make.person()
    for _ in range(2):
        make.asked(judge, make.proposal(call.id))
    with pytest.raises(Invalid):
        make.on_terms(organiser, call.id, judge.id, capacity=1, fields=frozenset({Expertise.DEVICE}))
    assert panels.terms(organiser, call_id=call.id, account_id=judge.id) == panels.JudgeTerms(30, frozenset())
