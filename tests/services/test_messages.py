"""The outbox: e-mails in the reader's language, sent once each, tried again, never a way to inject a header."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from email import policy
from email.parser import BytesParser

import pytest
from sqlalchemy import delete
from sqlmodel import select

from db.models.accounts import EmailToken
from db.models.messages import OutboxMessage
from db.models.proposals import TeamMember
from db.unit_of_work import read_only, unit_of_work
from innovation_hub.config import settings
from innovation_hub.domain.accounts import TokenPurpose
from innovation_hub.domain.clock import now
from innovation_hub.domain.messages import MessageState
from innovation_hub.domain.notices import Notice, kinds
from innovation_hub.domain.proposals import MemberDraft
from innovation_hub.i18n import translator
from innovation_hub.services import mail
from innovation_hub.services.accounts import secret_hash
from innovation_hub.services.background import worker
from innovation_hub.services.mail import render
from innovation_hub.services.mail.delivery import Server, Undelivered
from tests.factories.accounts import a_student, an_account
from tests.factories.proposals import a_draft
from tests.factories.teams import invited

AT = "2026-03-02T06:00:01+00:00"
SAMPLES = dict.fromkeys(("at", "before", "closes_at", "submitted_at"), AT)
SAMPLES |= dict.fromkeys(("content_hash", "journal_head"), "ab" * 32)
SAMPLES |= {"code": "HUB-2026-001", "count": 3, "hours": 48, "days": 14, "entry": 7, "grace_minutes": 5}
"""What fills a place of a text where a word does not."""


def sample(row: Notice) -> dict[str, object]:
    """Something for every place of a notice's texts."""
    found = {place: SAMPLES.get(place, f"a {place}") for place in row.places - {"n"}}
    links = dict.fromkeys(
        found.keys() & {"link", "reset"}, "/account?token=abc" if row.needs_link else "/calls"
    )
    return found | links


PARAMS = {kind: sample(row) for kind, row in kinds().items()}
LINKS = {
    "confirm": TokenPurpose.CONFIRM,
    "reset": TokenPurpose.RESET,
    "new_email": TokenPurpose.EMAIL,
}


class Tray:
    """A mailbox that keeps what is sent, or fails."""

    def __init__(self, *, fails: bool = False) -> None:
        self.mails = []
        self.fails = fails

    def send(self, mail, name):
        if self.fails:
            raise Undelivered("nobody there")
        self.mails.append((name, mail))

    def close(self):
        pass


def put(kind="confirm", *, language="sw", to="neema@udom.example", **params) -> None:
    """Queue a message whose link, if it has one, stands."""
    owner = an_account(None).id if kind in LINKS else None
    with unit_of_work() as uow:
        mail.enqueue(uow, kind, to=to, language=language, **(PARAMS[kind] | params))
        if kind in LINKS:
            values = {"account_id": owner, "purpose": LINKS[kind], "expires_at": now()}
            uow.session.merge(EmailToken(token_hash=secret_hash("abc"), **values))
        uow.commit()
    if kind == "invitation":
        stands_open()


def stands_open() -> None:
    """Let an invitation stand whose secret is the one in the e-mail."""
    writer = a_student()
    invited(writer, a_draft(writer).id, MemberDraft("Asha", "asha@udom.example"))
    with unit_of_work() as uow:
        row = uow.session.exec(select(TeamMember).where(TeamMember.email == "asha@udom.example")).one()
        row.invitation_hash = secret_hash("abc")
        uow.session.execute(delete(OutboxMessage).where(OutboxMessage.to_address == row.email))
        uow.commit()


def stored() -> list[OutboxMessage]:
    with read_only() as session:
        return session.exec(select(OutboxMessage).order_by(OutboxMessage.id)).all()


@pytest.mark.parametrize("language", ["sw", "en"])
@pytest.mark.parametrize("kind", kinds())
def test_every_kind_is_a_whole_email_in_both_languages(kind, language):
    name = f"messages.kind.{kind}"  # what lists of e-mails call it
    assert translator(language)(name) != name
    put(kind, language=language)
    tray = Tray()
    assert worker.deliver_due(tray) == 1
    mail = tray.mails[0][1]
    assert mail["To"] == "neema@udom.example"
    assert mail["Content-Language"] == language
    text = mail.get_content()
    assert "{" not in mail["Subject"] + text
    if "link" in PARAMS[kind]:
        assert settings().base_url + PARAMS[kind]["link"] in text


def test_instants_are_written_as_people_read_them():
    put("submitted", language="en")
    tray = Tray()
    worker.deliver_due(tray)
    assert "2 March 2026, 09:00:01" in tray.mails[0][1].get_content()


def test_a_sent_message_keeps_no_secret():
    put()
    worker.deliver_due(Tray())
    (row,) = stored()
    assert (row.state, row.params) == (MessageState.SENT, {})
    assert row.sent_at


def test_without_a_server_letters_are_files():
    put()
    assert worker.deliver_due() == 1
    (path,) = (settings().var_dir / "outbox").iterdir()
    assert path.suffix == ".eml"
    mail = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
    assert "/account?token=abc" in mail.get_content()


def test_typed_text_cannot_become_a_header():
    put("submitted", code="X\r\nBcc: all@example.test", title="a\r\n\r\nb\x00")
    tray = Tray()
    assert worker.deliver_due(tray) == 1
    mail = tray.mails[0][1]
    assert mail["Bcc"] is None
    assert "\n" not in mail["Subject"]


def test_a_failure_is_tried_again_later_and_later_for_days_and_then_kept(clock):
    put()
    waits, began = [], clock.instant
    while stored()[0].state is MessageState.PENDING:
        assert worker.deliver_due(Tray(fails=True)) == 0
        waits.append((stored()[0].due_at - clock.instant).total_seconds())
        assert worker.deliver_due(Tray()) == 0  # not before its time
        clock.set(stored()[0].due_at)
    assert waits[:3] == [10, 40, 160]
    assert timedelta(days=3) <= clock.instant - began <= timedelta(days=5)
    (row,) = stored()
    assert (row.state, row.last_error) == (MessageState.FAILED, "nobody there")
    assert row.params == PARAMS["confirm"]
    assert worker.deliver_due(Tray()) == 0


def test_one_bad_email_does_not_keep_the_others_back():
    put(to="not an address")
    put()
    tray = Tray()
    assert worker.deliver_due(tray) == 1
    assert [row.state for row in stored()] == [MessageState.REFUSED, MessageState.SENT]


def test_a_claim_that_was_never_finished_is_due_again(clock):
    put()
    assert worker._claim()
    assert worker.deliver_due(Tray()) == 0
    clock.forward(minutes=5)
    assert worker.deliver_due(Tray()) == 1


def test_several_workers_send_each_message_once():
    for number in range(40):
        put(to=f"p{number}@example.test")
    tray = Tray()

    def empty(_):
        while any(row.state is MessageState.PENDING for row in stored()):
            worker.deliver_due(tray)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(empty, range(4)))
    sent = [mail["To"] for _, mail in tray.mails]
    assert len(sent) == len(set(sent)) == 40


def test_the_worker_sends_and_stops(monkeypatch):
    monkeypatch.setattr(worker, "PAUSE", 0.01)
    put()
    stop = threading.Event()
    thread = threading.Thread(target=worker.work, args=(stop,))
    thread.start()
    for _ in range(500):
        if stored()[0].state is MessageState.SENT:
            break
        stop.wait(0.01)
    stop.set()
    thread.join(5)
    assert not thread.is_alive()
    assert stored()[0].state is MessageState.SENT


def test_a_message_of_an_undone_transaction_is_never_sent():
    with unit_of_work() as uow:
        mail.enqueue(uow, "confirm", to="a@example.test", language="sw", **PARAMS["confirm"])
    assert worker.deliver_due(Tray()) == 0


def test_a_email_bears_the_same_name_at_every_try():
    put()
    (row,) = stored()
    assert render(row)["Message-ID"] == render(row)["Message-ID"] == f"<outbox-{row.id}@localhost>"


def test_the_address_of_a_mail_server_is_understood():
    server = Server("smtps://hub%40gov.example:p%2Fw@mail.example:1465")
    assert (server.tls, server.host, server.port) == (True, "mail.example", 1465)
    assert (server.user, server.password) == ("hub@gov.example", "p/w")
    assert Server("smtp://localhost").port == 25
