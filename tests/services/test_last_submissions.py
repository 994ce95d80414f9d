"""What lists sort by and search in equals the last submission, whatever happens to a proposal."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from db.models.proposals import Proposal, Submission
from db.unit_of_work import unit_of_work
from innovation_hub.domain.folding import key
from innovation_hub.domain.permissions import Role
from innovation_hub.domain.proposals import ProposalState
from innovation_hub.errors import Invalid
from innovation_hub.services import accounts, journal, my_account, proposals, ranking, screening
from innovation_hub.services.journal import Fault, Wrong
from tests.factories import judging as make
from tests.factories.accounts import a_student
from tests.factories.proposals import a_draft, a_submitted_proposal
from tests.factories.registration import PASSWORD

pytestmark = pytest.mark.usefixtures("clock")


def copied(proposal_id: int) -> tuple:
    row = make.fetch(Proposal, proposal_id)
    return row.submission_id, row.submitted_title, row.submitted_key, row.submitted_at


def expected(proposal_id: int) -> tuple:
    """The same of the submission with the highest number."""
    rows = make.rows(Submission, proposal_id=proposal_id)
    if not rows:
        return None, "", "", None
    last = max(rows, key=lambda row: row.number)
    title = last.content["blind"]["title"]
    return last.id, title, key(title), last.submitted_at


def renamed(writer, view, title):
    """The version of a proposal once its working copy has another title."""
    draft = replace(view.draft, title=title)
    return proposals.save(writer, proposal_id=view.id, version=view.version, draft=draft).version


def test_each_event_of_a_proposal_leaves_them_equal(clock):
    writer = a_student()
    view = a_draft(writer)
    assert copied(view.id) == expected(view.id)
    proposals.submit(writer, proposal_id=view.id, version=view.version)
    first = copied(view.id)
    assert first == expected(view.id) != (None, "", "", None)
    clock.forward(hours=1)
    view = proposals.get(writer, proposal_id=view.id)
    version = renamed(writer, view, "Ng’ombe wa Élimu na MAJI")
    assert copied(view.id) == first
    proposals.submit(writer, proposal_id=view.id, version=version)
    second = copied(view.id)
    assert second == expected(view.id) != first
    assert second[1:3] == ("Ng’ombe wa Élimu na MAJI", "ngombe wa elimu na maji")
    version = proposals.get(writer, proposal_id=view.id).version
    version = proposals.withdraw(writer, proposal_id=view.id, version=version).version
    assert copied(view.id) == second
    version = proposals.reopen(writer, proposal_id=view.id, version=version).version
    assert copied(view.id) == second
    clock.forward(hours=1)
    proposals.submit(writer, proposal_id=view.id, version=version)
    third = copied(view.id)
    assert third == expected(view.id) != second
    assert journal.verify().whole


def test_a_refused_submission_leaves_them(clock):
    writer = a_student()
    view = a_submitted_proposal(writer)
    before = copied(view.id)
    version = renamed(writer, view, "Fupi")
    with pytest.raises(Invalid):
        proposals.submit(writer, proposal_id=view.id, version=version)
    assert copied(view.id) == before == expected(view.id)


def test_after_the_clock_was_set_back_the_instant_is_that_of_the_submission(clock):
    writer = a_student()
    view = a_submitted_proposal(writer)
    clock.forward(hours=-1)
    proposals.submit(writer, proposal_id=view.id, version=view.version)
    assert copied(view.id) == expected(view.id)


def test_decisions_leave_them():
    organiser = make.person(Role.ORGANISER)
    entry = make.proposal(make.call().id, state=ProposalState.SUBMITTED)
    before = copied(entry.id)
    assert before == expected(entry.id)
    screening.admit(organiser, proposal_id=entry.id, version=1)
    ranking.shortlist(organiser, proposal_id=entry.id, version=2)
    assert copied(entry.id) == before


def test_a_closed_account_leaves_them():
    writer = a_student(password_hash=accounts.hash_password(PASSWORD))
    view = a_submitted_proposal(writer)
    before = copied(view.id)
    my_account.close_mine(writer, password=PASSWORD, choices={view.id: my_account.Fate.STAY})
    assert copied(view.id) == before == expected(view.id)


def forged(statement: str) -> None:
    with unit_of_work() as uow:
        uow.session.connection().execute(text(statement))
        uow.commit()


@pytest.mark.parametrize(
    "change", ["submitted_title = 'Nyingine'", "submitted_key = 'nyingine'", "submitted_at = NULL"]
)
def test_a_changed_copy_is_found(change):
    view = a_submitted_proposal()
    assert journal.verify().whole
    forged(f"UPDATE proposal SET {change} WHERE id = {view.id}")
    assert journal.verify().faults == (Fault("proposal", view.id, Wrong.CHANGED),)
