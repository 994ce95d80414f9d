"""E-mail on its way out: once each, however slow the server; what is refused for good waits for a person."""

import threading
import time
from datetime import timedelta

import pytest
from sqlmodel import select

from db.models.accounts import EmailToken
from db.models.messages import OutboxMessage
from db.unit_of_work import read_only, unit_of_work
from innovation_hub.config import settings
from innovation_hub.domain.accounts import TokenPurpose
from innovation_hub.domain.messages import MessageState
from innovation_hub.domain.permissions import Role
from innovation_hub.errors import Forbidden
from innovation_hub.services import accounts, mail, my_account
from innovation_hub.services.accounts import housekeeping, secret_hash, tokens
from innovation_hub.services.background import worker
from innovation_hub.services.doctor import Grade, records
from innovation_hub.services.mail import smtp
from tests.factories.accounts import an_account
from tests.factories.journal import deeds
from tests.factories.smtp import a_mail_server

PARAMS = {"code": "HUB-2026-001", "title": "Soko", "call": "Wito", "link": "/proposal?id=1"}
NOBODY = "nobody@udom.example"


def put(*addresses: str) -> None:
    with unit_of_work() as uow:
        for address in addresses or ("neema@udom.example",):
            mail.enqueue(uow, "decided", to=address, language="sw", **PARAMS)
        uow.commit()


def stored() -> list[OutboxMessage]:
    with read_only() as session:
        return session.exec(select(OutboxMessage).order_by(OutboxMessage.id)).all()


@pytest.fixture
def through(monkeypatch):
    """Send through this server."""

    def use(server) -> None:
        monkeypatch.setenv("HUB_SMTP_URL", server.url)
        settings.cache_clear()

    return use


def test_a_server_that_takes_long_over_the_final_dot_gets_the_email_once(monkeypatch, through):
    """As seen with 25 s: the answer comes after any other step's time-out and after the claim's length."""
    monkeypatch.setattr(smtp, "COMMAND", 0.5)
    monkeypatch.setattr(worker, "CLAIM", timedelta(seconds=0.6))
    monkeypatch.setattr(worker, "RENEW_SECONDS", 0.1)
    put()
    with a_mail_server(final_dot_seconds=1.5) as server:
        through(server)
        first = threading.Thread(target=worker.deliver_due)
        first.start()
        while first.is_alive():
            worker.deliver_due()  # the other process, every moment
            time.sleep(0.1)
        first.join()
        assert [to for to, _ in server.taken] == ["neema@udom.example"]
    (row,) = stored()
    assert (row.state, row.tries) == (MessageState.SENT, 1)


def test_each_step_waits_as_long_as_the_standard_asks():
    """RFC 5321, 4.5.3.2, in minutes."""
    least = {"COMMAND": 5, "DATA": 2, "BLOCK": 3, "FINAL_DOT": 10}
    assert {name: getattr(smtp, name) / 60 for name in least} == least
    assert timedelta(seconds=3 * worker.RENEW_SECONDS) < worker.CLAIM


def test_one_connection_carries_a_batch_and_another_follows_when_the_server_has_enough(through):
    put(*(f"p{number}@udom.example" for number in range(7)))
    with a_mail_server() as server:
        through(server)
        assert worker.deliver_due() == 7
        assert server.connections == 1
    put(*(f"q{number}@udom.example" for number in range(5)))
    with a_mail_server(mails_a_connection=2) as server:
        through(server)
        assert worker.deliver_due() == 5
        assert (server.connections, len(server.taken)) == (3, 5)


def test_a_email_keeps_its_dots(through):
    with unit_of_work() as uow:
        given = PARAMS | {"title": "x" * 68 + "\n.\n.."}
        mail.enqueue(uow, "decided", to="a@udom.example", language="en", **given)
        uow.commit()
    with a_mail_server() as server:
        through(server)
        assert worker.deliver_due() == 1
    assert b"\r\n..\r\n...\xe2" in server.taken[0][1].replace(b"=E2", b"\xe2")


def test_what_people_typed_becomes_no_link_in_our_e_mail(through):
    with unit_of_work() as uow:
        given = PARAMS | {"title": "Shinda: https://evil.example/x"}
        mail.enqueue(uow, "decided", to="a@udom.example", language="en", **given)
        uow.commit()
    with a_mail_server() as server:
        through(server)
        worker.deliver_due()
    assert b"evil.example" not in server.taken[0][1]
    assert b"evil. example" in server.taken[0][1]


def test_an_address_that_the_server_refuses_for_good_is_not_tried_again(through, clock):
    put(NOBODY, "neema@udom.example")
    with a_mail_server(recipients={NOBODY: f"550 5.1.1 <{NOBODY}>: no such user"}) as server:
        through(server)
        assert worker.deliver_due() == 1
        clock.forward(days=1)
        assert worker.deliver_due() == 0
        assert server.connections == 1
    refused, sent = stored()
    assert (refused.state, refused.tries, sent.state) == (MessageState.REFUSED, 1, MessageState.SENT)
    assert refused.last_error == "550 5.1.1 <…>: no such user"
    assert refused.params == PARAMS


def test_an_address_that_is_refused_for_now_is_tried_again(through, clock):
    put(NOBODY)
    with a_mail_server(recipients={NOBODY: "450 try later"}) as server:
        through(server)
        assert worker.deliver_due() == 0
        assert stored()[0].state is MessageState.PENDING
        server.recipients.clear()
        clock.forward(seconds=11)
        assert worker.deliver_due() == 1


def test_a_server_that_is_away_costs_one_try_and_not_one_for_each_email(through):
    put(*(f"p{number}@udom.example" for number in range(5)))
    with a_mail_server() as server:
        pass
    through(server)
    assert worker.deliver_due() == 0
    assert sorted(row.tries for row in stored()) == [0, 0, 0, 0, 1]


def test_an_administrator_sends_again_and_acknowledges(through, clock):
    chief = an_account(Role.ADMINISTRATOR)
    put(NOBODY, "typo@udom.example")
    refusals = {NOBODY: "550 no", "typo@udom.example": "550 no"}
    with a_mail_server(recipients=refusals) as server:
        through(server)
        worker.deliver_due()
        found = mail.failed(chief)
        assert (found.total, [one.to for one in found.items]) == (2, ["typo@udom.example", NOBODY])
        assert found.items[0].reason == "550 no"
        grade, _, data = records.outbox()
        assert (grade, data["refused"], data["reasons"]) == (Grade.WARNING, 2, "2 × 550 no")
        typo, nobody = found.items
        assert mail.acknowledge(chief, ids=[typo.id]) == 1
        assert mail.acknowledge(chief, ids=[typo.id]) == 0
        server.recipients.clear()
        assert mail.send_again(chief, ids=[nobody.id, typo.id]) == 1
        assert worker.deliver_due() == 1
        assert [to for to, _ in server.taken] == [NOBODY]
    assert mail.failed(chief).total == 0
    assert records.outbox()[0] is Grade.GOOD
    assert stored()[1].params == {}
    assert [entry.event for entry in deeds()] == ["message.acknowledged", "message.sent_again"]
    for service in (mail.acknowledge, mail.send_again):
        with pytest.raises(Forbidden):
            service(an_account(Role.ORGANISER), ids=[1])


def test_the_doctor_fails_when_nothing_gets_out_at_all(clock):
    put()
    with unit_of_work() as uow:
        row = uow.session.get_one(OutboxMessage, 1)
        row.state, row.last_error, row.due_at = MessageState.FAILED, "timed out", clock.instant
        uow.commit()
    assert records.outbox()[0] is Grade.BAD
    clock.forward(seconds=1)
    put()
    assert worker.deliver_due() == 1
    assert records.outbox()[0] is Grade.WARNING
    assert mail.retry() == 1
    assert worker.deliver_due() == 1
    assert records.outbox()[0] is Grade.GOOD


def asked_for_a_reset() -> tuple[str, str]:
    """An address, and the secret of the link that is on its way there."""
    person = an_account(None, email="neema@udom.example")
    accounts.request_reset("neema@udom.example")
    (row,) = [row for row in stored() if row.state is MessageState.PENDING]
    assert person.id
    return row.to_address, row.params["link"].partition("token=")[2]


def test_the_link_in_a_late_email_is_still_valid(through, clock):
    _, secret = asked_for_a_reset()
    clock.forward(days=40)
    housekeeping.sweep()
    assert not tokens.link_is_valid(secret, TokenPurpose.RESET)
    with a_mail_server() as server:
        through(server)
        assert worker.deliver_due() == 1
        assert secret.encode() in server.taken[0][1].replace(b"=\r\n", b"").replace(b"=3D", b"=")
    clock.forward(minutes=119)
    assert tokens.link_is_valid(secret, TokenPurpose.RESET)


def test_a_email_whose_link_was_replaced_does_not_go_out(through):
    _, first = asked_for_a_reset()
    accounts.request_reset("neema@udom.example")
    with a_mail_server() as server:
        through(server)
        assert worker.deliver_due() == 1
    assert [row.state for row in stored()] == [MessageState.OBSOLETE, MessageState.SENT]
    assert stored()[0].params == {}
    with read_only() as session:
        assert session.get(EmailToken, secret_hash(first)) is None


def test_a_changed_password_is_told_by_e_mail():
    _, secret = asked_for_a_reset()
    accounts.reset_password(secret, password="maji-ya-mto-mkubwa-7")
    told = [row for row in stored() if row.kind == "password_changed"]
    assert [row.to_address for row in told] == ["neema@udom.example"]
    signed = accounts.sign_in("neema@udom.example", "maji-ya-mto-mkubwa-7")
    actor = accounts.actor_of_session(signed.session_id)
    my_account.change_password(actor, current="maji-ya-mto-mkubwa-7", new="kiangazi-cha-juzi-3")
    assert len([row for row in stored() if row.kind == "password_changed"]) == 2


def test_a_test_email_tells_the_way_or_the_reason(through):
    with a_mail_server(recipients={NOBODY: "550 no such user"}) as server:
        through(server)
        assert mail.try_out("neema@udom.example", language="en") == f"127.0.0.1:{server.port}"
        with pytest.raises(mail.Undelivered, match="550 no such user"):
            mail.try_out(NOBODY, language="en")
    assert len(server.taken) == 1
