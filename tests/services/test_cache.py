"""Cached readings: whoever has read one reads the new one after every journalled step."""

import pytest

from innovation_hub.domain.permissions import Role
from innovation_hub.services import covering, funding, panels, screening
from innovation_hub.services.screening import Show
from tests.factories import judging as make


@pytest.fixture
def organiser():
    return make.person(Role.ORGANISER)


@pytest.fixture
def call():
    return make.call(judges_per_proposal=2)


def test_screening_lists_what_was_just_admitted_or_ruled_out(organiser, call):
    entry = make.proposal(call.id, state="submitted")

    def waiting():
        return screening.entries(organiser, call_id=call.id, show=Show.WAITING).total

    def state():
        return screening.entries(organiser, call_id=call.id, show=Show.ALL).items[0].state.value

    assert (waiting(), state()) == (1, "submitted")
    screening.admit(organiser, proposal_id=entry.id, version=1)
    assert (waiting(), state()) == (0, "eligible")
    screening.rule_out(organiser, proposal_id=entry.id, version=2, reason=make.REASON)
    assert (waiting(), state()) == (0, "ineligible")


def test_a_text_shows_what_was_just_covered_and_uncovered(organiser, call):
    entry = make.proposal(call.id)

    def covered():
        return covering.read(organiser, proposal_id=entry.id).covered

    before = covered()
    covering.rule(organiser, proposal_id=entry.id, words="at some length", covered=True)
    assert covered() > before
    (ruling,) = covering.read(organiser, proposal_id=entry.id).rulings
    covering.undo(organiser, proposal_id=entry.id, ruling_id=ruling.id)
    assert covered() == before


def test_a_judge_who_was_just_invited_or_given_more_is_listed_so(organiser, call):
    judge = make.person()

    def capacities():
        return [one.capacity for one in panels.judges(organiser, call_id=call.id)]

    assert capacities() == []
    panels.invite(organiser, call_id=call.id, account_ids=[judge.id], capacity=4)
    assert capacities() == [4]
    make.on_terms(organiser, call.id, judge.id, capacity=7)
    assert capacities() == [7]


def test_a_round_shows_the_load_that_was_just_added(organiser, call):
    for _ in range(3):
        make.invited(call.id)
    entry = make.proposal(call.id)
    draft = make.drafted(organiser, call)
    (free,) = [load.judge for load in draft.loads if not load.added]
    (judge,) = [one.id for one in panels.judges(organiser, call_id=call.id) if one.name == free]
    panels.put(organiser, call_id=call.id, seen=draft.mark, proposal_id=entry.id, account_id=judge)
    last = panels.last_round(organiser, call_id=call.id)
    assert (last.reviews, last.version) == (draft.reviews + 1, draft.version + 1)
    assert all(load.added for load in last.loads)


def test_a_call_can_be_funded_once_its_first_review_is_in(organiser, call):
    judge, entry = make.invited(call.id), make.proposal(call.id)
    assert not funding.reviewed(organiser, call_id=call.id)
    make.reviewed(judge, entry, 4, 4)
    assert funding.reviewed(organiser, call_id=call.id)
