"""A clock that was set back by days: nobody waits for days, versions stay in order, and `doctor` says so."""

from datetime import timedelta

import pytest
from sqlmodel import select

from db.models.accounts import EmailToken
from db.models.messages import OutboxMessage
from db.unit_of_work import read_only, unit_of_work
from innovation_hub.config import settings
from innovation_hub.domain.accounts import TokenPurpose
from innovation_hub.domain.messages import GIVE_UP_AFTER
from innovation_hub.errors import Invalid, TooManyTries
from innovation_hub.services import accounts, mail, noting, proposals, setback
from innovation_hub.services.accounts import browsers, tokens
from innovation_hub.services.background import worker
from innovation_hub.services.doctor import Grade, records
from tests.factories.accounts import a_student
from tests.factories.proposals import a_draft
from tests.services.test_messages import Tray

EMAIL, PASSWORD = "neema@udom.example", "maji ya mto mkubwa"


@pytest.fixture
def owner(clock):
    return a_student(email=EMAIL, password_hash=accounts.hash_password(PASSWORD))


@pytest.fixture
def set_back(clock):
    """Set the clock back by days, and let the worker's minute pass."""

    def by(days: int) -> int:
        clock.set(clock.instant - timedelta(days=days))
        return setback.clamp()

    return by


def only(table):
    with read_only() as session:
        return session.exec(select(table)).one()


def queued(clock) -> None:
    with unit_of_work() as uow:
        at = clock.instant.isoformat()
        mail.enqueue(uow, "password_changed", to=EMAIL, language="sw", name="N", link="/", at=at)
        uow.commit()


def test_a_wait_for_signing_in_is_never_longer_than_it_was_made(owner, clock, set_back):
    for _ in range(5):
        with pytest.raises(Invalid):
            accounts.sign_in(EMAIL, "wrong wrong wrong")
    clock.set(clock.instant - timedelta(days=3))
    with pytest.raises(TooManyTries) as wait:
        accounts.sign_in(EMAIL, PASSWORD)
    assert wait.value.data["seconds"] <= 3
    assert set_back(0)
    clock.forward(seconds=3)
    assert accounts.sign_in(EMAIL, PASSWORD)


def test_sessions_links_and_known_browsers_end_in_their_time(owner, clock, set_back):
    signed = accounts.sign_in(EMAIL, PASSWORD)
    with unit_of_work() as uow:
        secret = tokens.issue(uow, owner.id, TokenPurpose.RESET)
        uow.commit()
    assert set_back(40)
    assert accounts.actor_of_session(signed.session_id), "nobody is signed out"
    assert tokens.link_is_valid(secret, TokenPurpose.RESET)
    assert only(EmailToken).expires_at == clock.instant + timedelta(hours=2)
    clock.forward(hours=12, seconds=1)
    assert accounts.actor_of_session(signed.session_id) is None
    assert not tokens.link_is_valid(secret, TokenPurpose.RESET)
    clock.forward(days=365)
    assert not browsers.knows(signed.browser, owner.id)


def test_an_e_mail_that_was_never_tried_goes_out_at_once(clock, set_back):
    queued(clock)
    clock.set(clock.instant - timedelta(days=3))
    assert worker.deliver_due(Tray()) == 0
    assert setback.clamp()
    assert worker.deliver_due(Tray()) == 1


def test_a_claim_and_a_pause_end_and_an_e_mail_is_given_up_in_its_time(clock, set_back):
    queued(clock)
    assert worker._claim()
    assert set_back(3)
    assert worker.deliver_due(Tray()) == 0, "a process may be sending it"
    clock.forward(minutes=5)
    assert worker.deliver_due(Tray(fails=True)) == 0
    assert set_back(30)
    row = only(OutboxMessage)
    assert row.give_up_at == clock.instant + GIVE_UP_AFTER
    clock.forward(minutes=5)
    assert worker.deliver_due(Tray()) == 1


def test_the_journal_is_noted_the_day_after_at_the_latest(owner, monkeypatch, clock, set_back):
    monkeypatch.setenv("HUB_NOTE_TO", "auditor@nao.example")
    settings.cache_clear()
    assert noting.note_today() == 1
    set_back(300)
    assert noting.note_today() == 1
    clock.forward(days=1)
    assert noting.note_today() == 1


def test_nothing_is_touched_while_the_clock_is_right(owner, clock):
    accounts.sign_in(EMAIL, PASSWORD)
    queued(clock)
    assert worker._claim()
    assert setback.clamp() == 0
    clock.set(clock.instant - timedelta(seconds=30))  # as the clocks of two servers may differ
    assert setback.clamp() == 0
    assert records.clock()[0] is Grade.GOOD


def test_submissions_stay_in_the_order_of_their_numbers(clock):
    writer = a_student()
    view = a_draft(writer)
    first = proposals.submit(writer, proposal_id=view.id, version=view.version)
    clock.set(clock.instant - timedelta(hours=2))
    version = proposals.get(writer, proposal_id=view.id).version
    second = proposals.submit(writer, proposal_id=view.id, version=version)
    assert (second.number, second.submitted_at) == (2, first.submitted_at)


def test_doctor_says_what_lies_ahead_of_the_clock(owner, clock):
    assert records.clock()[0] is Grade.GOOD
    clock.set(clock.instant - timedelta(days=3))
    grade, key, told = records.clock()
    assert (grade, key) == (Grade.WARNING, "cli.doctor.clock.behind")
    assert (told["now"], told["at"]) == ("2026-02-27 09:00:00", "2026-03-02 09:00:00")
