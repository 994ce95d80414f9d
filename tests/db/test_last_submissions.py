"""A database of an earlier release: its proposals get what lists sort by and search in."""

import pytest
from alembic import command
from sqlalchemy import text

from db import engine
from db.migrate import alembic_config
from db.models.proposals import Proposal
from db.unit_of_work import unit_of_work
from innovation_hub.services import journal, proposals
from tests.factories import judging as make
from tests.factories.accounts import a_student
from tests.factories.proposals import a_draft, a_submitted_proposal


def copies() -> list[tuple]:
    rows = make.rows(Proposal)
    return [
        (row.id, row.submission_id, row.submitted_title, row.submitted_key, row.submitted_at) for row in rows
    ]


@pytest.mark.usefixtures("clock")
def test_proposals_get_what_their_last_submission_says():
    writer = a_student()
    a_draft(writer)
    once = a_submitted_proposal(writer, title='Mfumo wa «Ng’ombe» \\ "É" 😀')
    twice = proposals.submit(writer, proposal_id=once.id, version=once.version)
    other = make.proposal(once.call.id, title="Maji kwa Nyang’hwale")
    before = copies()
    assert [row[2] for row in before] == ["", once.draft.title, "Maji kwa Nyang’hwale"]
    command.downgrade(alembic_config(engine.engine()), "0026")
    command.upgrade(alembic_config(engine.engine()), "head")
    assert copies() == before
    assert (twice.number, make.fetch(Proposal, other.id).submitted_key) == (2, "maji kwa nyanghwale")
    assert journal.verify().whole
    with unit_of_work() as uow, pytest.raises(Exception, match="append-only"):
        uow.session.execute(text("UPDATE submission SET number = 7"))
