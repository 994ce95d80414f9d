"""The journal's last hash goes out by itself: with every receipt and every letter of a result."""

from sqlalchemy import text

from db.models.messages import OutboxMessage
from db.unit_of_work import read_only
from innovation_hub.services import journal, letters, proposals
from tests.factories.accounts import a_student
from tests.factories.proposals import a_draft


def hashes() -> list[str]:
    with read_only() as session:
        return list(
            session.connection().execute(text("SELECT hash FROM journal_entry ORDER BY id")).scalars()
        )


def test_a_receipt_and_its_letter_carry_it():
    writer = a_student()
    view = a_draft(writer)
    before = hashes()[-1]
    receipt = proposals.submit(writer, proposal_id=view.id, version=view.version)
    assert receipt.journal_head == hashes()[-1] != before
    with read_only() as session:
        message = session.get(OutboxMessage, 1)
    body = letters.letter(message).get_content()
    assert before in body
    assert journal.verify(noted=(before, receipt.journal_head)).holds


def test_anyone_may_note_it():
    assert journal.noted() is None
    a_student()
    assert journal.noted().hash == hashes()[-1] == journal.verify().head
