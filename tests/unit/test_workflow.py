"""The workflow table: every state can be left or is final, and nothing else is allowed."""

import pytest

from innovation_hub.domain.permissions import Permission
from innovation_hub.domain.proposals import ProposalState as S
from innovation_hub.domain.workflow import TRANSITIONS, Event, Window, events_from, target
from innovation_hub.errors import NotNow


def test_every_event_stands_once_in_the_table() -> None:
    assert sorted(row.event for row in TRANSITIONS) == sorted(Event)


@pytest.mark.parametrize("event", Event)
@pytest.mark.parametrize("state", S)
def test_an_event_is_refused_wherever_the_table_does_not_list_it(event: Event, state: S) -> None:
    if event in events_from(state):
        assert target(event, state) in S
    else:
        with pytest.raises(NotNow):
            target(event, state)


def test_there_is_a_way_back_from_every_decision() -> None:
    for state in set(S) - {S.DRAFT}:
        assert events_from(state), state


def test_proposers_act_while_a_call_is_open_and_organisers_after_it_closed() -> None:
    for row in TRANSITIONS:
        own = row.permission is Permission.PROPOSAL_WRITE
        assert row.window is (Window.WHILE_OPEN if own else Window.AFTER_CLOSE), row.event


def test_every_state_can_be_reached_from_a_draft() -> None:
    reached, frontier = {S.DRAFT}, [S.DRAFT]
    while frontier:
        state = frontier.pop()
        for event in events_from(state):
            if (following := target(event, state)) not in reached:
                reached.add(following)
                frontier.append(following)
    assert reached == set(S)
