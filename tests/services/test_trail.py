"""What is tried on the hub leaves a trace: readable for an administrator, countable in the log, kept for a while."""

import logging

import pytest

from innovation_hub.domain.permissions import Role
from innovation_hub.domain.trail import TrailEvent
from innovation_hub.errors import Forbidden, HubError, Invalid
from innovation_hub.services import accounts, trail
from innovation_hub.services.accounts import operating
from innovation_hub.services.doctor import records
from tests.factories.accounts import an_account

EMAIL = "neema@udom.example"


@pytest.fixture
def chief():
    return an_account(Role.ADMINISTRATOR)


def traces(chief, **asked) -> list[tuple]:
    found = trail.page(chief, **asked).items
    return [(one.event, one.account_id, one.client, one.count) for one in found]


def fail(email: str, times: int = 1) -> None:
    for _ in range(times):
        with pytest.raises(HubError):
            accounts.sign_in(email, "not the password", client="192.0.2.7")


def test_failed_sign_ins_are_counted_by_account_client_and_hour(chief, clock, caplog):
    caplog.set_level(logging.INFO, "innovation_hub.security")
    person = an_account(None, email=EMAIL)
    fail(EMAIL, 3)
    fail("nobody@udom.example")
    clock.forward(hours=1)
    fail(EMAIL)
    assert traces(chief) == [
        (TrailEvent.SIGN_IN_FAILED, person.id, "192.0.2.7", 1),
        (TrailEvent.SIGN_IN_FAILED, 0, "192.0.2.7", 1),
        (TrailEvent.SIGN_IN_FAILED, person.id, "192.0.2.7", 3),
    ]
    assert [line.getMessage() for line in caplog.records] == ["security.sign_in_failed"] * 5
    assert not [word for word in (EMAIL, "192.0.2.7") if word in caplog.text]
    assert records.security()[2]["sign_in_failed"] == 5


def test_held_up_sign_ins_resets_and_roles_are_in_it(chief):
    person = an_account(None, email=EMAIL)
    fail(EMAIL, 7)
    accounts.request_reset(EMAIL, client="192.0.2.8")
    accounts.arrange(
        chief, account_id=person.id, institution_id=None, roles=frozenset({Role.JUDGE}), seen=frozenset()
    )
    accounts.arrange(
        chief, account_id=person.id, institution_id=None, roles=frozenset(), seen=frozenset({Role.JUDGE})
    )
    found = {event for event, *_ in traces(chief)}
    assert found >= {
        TrailEvent.SIGN_IN_HELD_UP,
        TrailEvent.RESET_REQUESTED,
        TrailEvent.ROLE_GRANTED,
        TrailEvent.ROLE_REVOKED,
    }
    assert traces(chief, event=TrailEvent.ROLE_GRANTED) == [(TrailEvent.ROLE_GRANTED, person.id, "", 1)]


def test_what_an_operator_does_is_in_it_too(chief):
    person = an_account(None, email=EMAIL)
    operating.user_roles(email=EMAIL, give={Role.JUDGE}, take=set(), institution_code=None)
    operating.user_roles(email=EMAIL, give=set(), take={Role.JUDGE}, institution_code=None)
    assert {(event, account_id) for event, account_id, *_ in traces(chief)} == {
        (TrailEvent.ROLE_GRANTED, person.id),
        (TrailEvent.ROLE_REVOKED, person.id),
    }


def test_it_is_for_administrators_and_for_ninety_days(chief, clock):
    fail(EMAIL)
    with pytest.raises(Forbidden):
        trail.page(an_account(Role.ORGANISER))
    clock.forward(days=89)
    accounts.sweep()
    assert trail.page(chief).total == 1
    clock.forward(days=2)
    accounts.sweep()
    assert trail.page(chief).total == 0


def test_what_cannot_be_noted_changes_nothing_for_the_reader(monkeypatch):
    def broken(*given, **named):
        raise RuntimeError

    monkeypatch.setattr(trail, "add_to", broken)
    with pytest.raises(Invalid):
        accounts.sign_in(EMAIL, "not the password")
