"""The journal's last hash goes out by itself: with every receipt and every e-mail of a result."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from pydantic import ValidationError
from sqlalchemy import text
from sqlmodel import select

from db.models.messages import OutboxMessage
from db.unit_of_work import read_only
from innovation_hub.config import Settings, settings
from innovation_hub.services import journal, mail, noting, proposals
from tests.factories.accounts import a_student
from tests.factories.proposals import a_draft


def hashes() -> list[str]:
    with read_only() as session:
        return list(
            session.connection().execute(text("SELECT hash FROM journal_entry ORDER BY id")).scalars()
        )


def test_a_receipt_and_its_email_carry_it():
    writer = a_student()
    view = a_draft(writer)
    before = hashes()[-1]
    receipt = proposals.submit(writer, proposal_id=view.id, version=view.version)
    assert receipt.journal_head == hashes()[-1] != before
    with read_only() as session:
        message = session.get(OutboxMessage, 1)
    body = mail.render(message).get_content()
    assert before in body
    assert journal.verify(noted=(before, receipt.journal_head)).holds


def test_anyone_may_note_it():
    assert journal.noted() is None
    a_student()
    assert journal.noted().hash == hashes()[-1] == journal.verify().head


@pytest.fixture
def note_to(monkeypatch):
    """Have the journal's head sent to these addresses."""
    monkeypatch.setenv("HUB_NOTE_TO", "auditor@nao.example, board@hub.example,auditor@nao.example")
    settings.cache_clear()


def notes() -> list[OutboxMessage]:
    with read_only() as session:
        query = select(OutboxMessage).where(OutboxMessage.kind == "journal_head")
        return list(session.exec(query.order_by(OutboxMessage.id)))


def test_it_is_sent_once_a_day_to_those_named(note_to, clock):
    assert noting.note_today() == 0  # nothing to note yet
    a_student()
    assert [noting.note_today(), noting.note_today()] == [2, 0]
    assert [one.to_address for one in notes()] == ["auditor@nao.example", "board@hub.example"]
    assert hashes()[-1] in mail.render(notes()[0]).get_content()
    clock.forward(hours=14, minutes=59)  # still the same day in Dar es Salaam
    assert noting.note_today() == 0
    clock.forward(minutes=1)
    assert noting.note_today() == 2
    clock.set(clock.instant - timedelta(days=3))  # set back
    assert noting.note_today() == 0


def test_it_is_written_in_the_language_of_whoever_has_an_account(note_to):
    a_student(email="auditor@nao.example", language="en")
    noting.note_today()
    assert [one.language for one in notes()] == ["en", "sw"]


def test_two_processes_send_it_once(note_to):
    a_student()
    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(lambda _: noting.note_today(), range(8))) == 2
    assert len(notes()) == 2


def test_nobody_named_gets_none():
    a_student()
    assert noting.note_today() == 0
    assert not notes()


@pytest.mark.parametrize("typed", ["auditor", "a@b, c", "a b@c.example", "a@b;c@d", "a@b\nBcc: x@y"])
def test_what_is_no_address_is_refused(monkeypatch, typed):
    monkeypatch.setenv("HUB_NOTE_TO", typed)
    with pytest.raises(ValidationError, match="separated by commas"):
        Settings()
