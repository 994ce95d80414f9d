"""Many submit at once, from threads and from two processes: no number is given twice or left out."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from sqlmodel import select

from db.models.calls import Call
from db.models.proposals import Proposal, Submission
from db.unit_of_work import read_only
from innovation_hub.config import ROOT
from innovation_hub.errors import Conflict
from innovation_hub.services import journal, proposals
from tests.factories.accounts import a_student, an_institution
from tests.factories.calls import a_call
from tests.factories.proposals import a_draft, a_full_draft

# Hands in the proposals whose session, id and version stand on its command line, on the given database.
PROCESS = """
import sys
from db import engine
from innovation_hub.services import accounts, proposals
engine.use(sys.argv[1])
for work in sys.argv[2:]:
    session, proposal, version = map(int, work.split(","))
    actor = accounts.actor_of_session(session)
    proposals.submit(actor, proposal_id=proposal, version=version)
"""


def drafts(number, call):
    university = an_institution()
    writers = [a_student(institution_id=university) for _ in range(number)]
    return [(writer, a_draft(writer, call)) for writer in writers]


def codes() -> list[str]:
    with read_only() as session:
        return sorted(code for code in session.exec(select(Proposal.code)) if code)


def test_numbers_have_no_gap_when_threads_submit_at_once():
    call = a_call(code="EGOV")
    work = drafts(8, call)

    def submit(pair):
        writer, view = pair
        return proposals.submit(writer, proposal_id=view.id, version=view.version).code

    with ThreadPoolExecutor(8) as pool:
        given = sorted(pool.map(submit, work))
    assert given == codes() == [f"EGOV-{n:04d}" for n in range(1, 9)]
    with read_only() as session:
        assert session.get_one(Call, call.card.id).next_number == 9
    assert journal.verify().broken_at is None


def test_numbers_have_no_gap_when_two_processes_submit_at_once(database_url):
    work = [
        f"{writer.session_id},{view.id},{view.version}" for writer, view in drafts(6, a_call(code="EGOV"))
    ]
    running = [
        subprocess.Popen(
            [sys.executable, "-c", PROCESS, database_url, *part], cwd=ROOT, stderr=subprocess.PIPE
        )
        for part in (work[:3], work[3:])
    ]
    for process in running:
        _, complaint = process.communicate(timeout=60)
        assert process.returncode == 0, complaint.decode()
    assert codes() == [f"EGOV-{n:04d}" for n in range(1, 7)]
    assert journal.verify().broken_at is None


def test_one_of_two_clicks_at_once_hands_in_and_the_other_is_told():
    writer = a_student()
    view = a_draft(writer)

    def submit(_):
        try:
            proposals.submit(writer, proposal_id=view.id, version=view.version)
        except Conflict:
            return "told"
        return "submitted"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(submit, range(2))) == ["submitted", "told"]
    with read_only() as session:
        assert len(session.exec(select(Submission)).all()) == 1


def test_beginning_twice_at_once_begins_one_proposal():
    writer, call = a_student(), a_call()
    with ThreadPoolExecutor(4) as pool:
        begun = set(pool.map(lambda _: proposals.begin(writer, call_id=call.card.id), range(4)))
    assert len(begun) == 1
    assert proposals.mine(writer).total == 1


def test_of_many_savers_of_one_version_exactly_one_succeeds():
    writer = a_student()
    view = a_draft(writer)

    def save(n):
        try:
            draft = a_full_draft(title=f"Kichwa cha {n} cha andiko")
            proposals.save(writer, proposal_id=view.id, version=view.version, draft=draft)
        except Conflict:
            return None
        return draft.title

    with ThreadPoolExecutor(4) as pool:
        saved = [title for title in pool.map(save, range(4)) if title]
    assert [proposals.get(writer, proposal_id=view.id).draft.title] == saved
