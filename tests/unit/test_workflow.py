"""The workflow table: every state can be left or is final, and nothing else is allowed."""

import pytest

from innovation_hub.domain.permissions import Actor, Permission, Role
from innovation_hub.domain.proposals import ProposalState as S
from innovation_hub.domain.workflow import TRANSITIONS, Event, Window, target, transition
from innovation_hub.errors import Forbidden, NotNow

ANYBODY = Actor(account_id=1, name="Asha", roles=frozenset(Role))
NOBODY = Actor(account_id=2)


def events_from(state: S) -> tuple[Event, ...]:
    return tuple(row.event for row in TRANSITIONS if state in row.sources)


def follow(event: Event, state: S, *, actor: Actor = ANYBODY, window: Window | None = None) -> S:
    return target(event, state, actor=actor, window=window or transition(event).window)


def test_every_event_stands_once_in_the_table() -> None:
    assert sorted(row.event for row in TRANSITIONS) == sorted(Event)


@pytest.mark.parametrize("event", Event)
@pytest.mark.parametrize("state", S)
def test_an_event_is_refused_wherever_the_table_does_not_list_it(event: Event, state: S) -> None:
    if event in events_from(state):
        assert follow(event, state) in S
    else:
        with pytest.raises(NotNow):
            follow(event, state)


@pytest.mark.parametrize("row", TRANSITIONS, ids=lambda row: row.event)
def test_an_event_is_refused_outside_its_window_and_without_its_permission(row) -> None:
    (state, *_), (other,) = row.sources, set(Window) - {row.window}
    with pytest.raises(NotNow):
        follow(row.event, state, window=other)
    with pytest.raises(Forbidden):
        follow(row.event, state, actor=NOBODY)


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
            if (following := follow(event, state)) not in reached:
                reached.add(following)
                frontier.append(following)
    assert reached == set(S)
