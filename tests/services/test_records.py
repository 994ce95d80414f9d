"""Records that were changed past the hub: each is found by the check of the journal."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import text

from db import engine, triggers
from db.commands import covering as commands
from db.models.covering import ClearedPage, Passage
from db.models.journal import JournalEntry
from db.models.judging import Assignment, Review, Score
from db.models.proposals import Attachment
from db.records import ASIDE, KINDS, table_of
from db.types import metadata
from db.unit_of_work import read_only, unit_of_work
from innovation_hub.domain.judging import AssignmentState
from innovation_hub.domain.permissions import SYSTEM, Role
from innovation_hub.services import journal, ranking
from innovation_hub.services.journal import Fault, Wrong
from tests.factories import judging as the
from tests.factories.accounts import an_account, an_institution
from tests.factories.proposals import a_submitted_proposal


def forged(*statements: str) -> None:
    """What only the owner of the database could do: lift the triggers, change, put them back."""
    with engine.engine().execution_options(hub_writes=True).begin() as connection:
        dialect = connection.dialect.name
        for statement in (
            *triggers.drop_append_only_ddl(dialect, triggers.APPEND_ONLY),
            *statements,
            *triggers.append_only_ddl(dialect, triggers.APPEND_ONLY),
        ):
            connection.execute(text(statement))


def faults() -> set[tuple[str, int, Wrong]]:
    return {(one.kind, one.id, one.wrong) for one in journal.verify().faults}


def only(table: str) -> int:
    with read_only() as session:
        return session.connection().execute(text(f"SELECT max(id) FROM {table}")).scalar_one()


def test_a_submission_with_a_forged_title_is_found(backend):
    a_submitted_proposal()
    assert journal.verify().whole
    number = only("submission")
    with read_only() as session:
        content = session.connection().execute(text("SELECT content FROM submission")).scalar_one()
    body = json.loads(content) if isinstance(content, str) else content
    body["blind"]["title"] = "Kazi ya mwingine"
    value = json.dumps(body).replace("'", "''").replace(":", "\\:")
    if backend == "sqlite":
        columns = "id, proposal_id, number, submitted_at, submitted_by, content_hash, attachment_id"
        forged(
            f"INSERT OR REPLACE INTO submission ({columns}, content) SELECT {columns}, '{value}' FROM submission"
        )
    else:
        forged(f"UPDATE submission SET content = '{value}'")
    assert faults() == {("submission", number, Wrong.CONTENT)}


def test_a_changed_hash_of_a_submission_is_found():
    a_submitted_proposal()
    forged(f"UPDATE submission SET content_hash = '{'0' * 64}'")
    number = only("submission")
    assert faults() == {("submission", number, Wrong.CHANGED), ("submission", number, Wrong.CONTENT)}


def test_scores_set_to_five_are_found():
    call = the.call()
    entered = the.proposal(call.id)
    judge = the.person()
    row = the.keep(
        Assignment(
            call_id=call.id, proposal_id=entered.id, account_id=judge.id, state=AssignmentState.SUBMITTED
        )
    )
    review = the.keep(
        Review(assignment_id=row.id, comment=the.COMMENT, total=2.0, submitted_at=row.assigned_at)
    )
    for criterion in the.criteria(call.id):
        the.keep(Score(review_id=review.id, criterion_id=criterion, value=2))
    with unit_of_work() as uow:
        journal.record(uow, judge, "review.submit", "assignment", row.id)
        uow.commit()
    assert journal.verify().whole
    forged("UPDATE score SET value = 5")
    assert faults() == {("assignment", row.id, Wrong.CHANGED)}


@pytest.mark.parametrize(
    "change",
    [
        "awarded = false",
        "amount = amount + 1",
        "reason = 'Another one.'",
        "decided_at = '2020-01-01 00:00:00.000000'",
    ],
)
def test_a_changed_decision_is_found(change):
    entry, organiser = the.proposal(the.call().id), the.person(Role.ORGANISER)
    ranking.shortlist(organiser, proposal_id=entry.id, version=1)
    ranking.award(organiser, proposal_id=entry.id, version=2, amount=1_000, reason="The best of the call.")
    assert journal.verify().whole
    forged(f"UPDATE decision SET {change}")
    assert faults() == {("decision", only("decision"), Wrong.CHANGED)}


def test_an_inserted_administrator_is_found():
    who = an_account(Role.STUDENT)
    forged(
        "INSERT INTO account_role (account_id, role, granted_at) "
        f"VALUES ({who.id}, 'administrator', '2026-01-01 00:00:00.000000')"
    )
    assert faults() == {("account", who.id, Wrong.CHANGED)}


def test_records_put_in_and_taken_away_are_found():
    one, other = an_institution(), an_institution()
    forged(
        "INSERT INTO institution (id, code, name_sw, name_en, kind, public, active, demo) "
        "VALUES (999, 'X', 'X', 'X', 'mda', true, true, false)",
        f"DELETE FROM institution WHERE id = {other}",
        f"UPDATE institution SET active = false WHERE id = {one}",
    )
    assert faults() == {
        ("institution", 999, Wrong.UNKNOWN),
        ("institution", other, Wrong.GONE),
        ("institution", one, Wrong.CHANGED),
    }


@pytest.mark.parametrize("number", [-7, 0, 9])
def test_an_entry_with_a_number_of_its_own_is_found(number):
    an_institution()
    columns = "at, actor_id, event, subject_type, subject_id, data, records"
    forged(
        f"INSERT INTO journal_entry (id, {columns}, previous_hash, hash) "
        f"SELECT {number}, {columns}, '{'a' * 64}', '{'b' * 64}' FROM journal_entry WHERE id = 1"
    )
    assert journal.verify().broken_at == number


def test_a_deleted_journal_is_found():
    institution = an_institution()
    forged("DELETE FROM journal_entry")
    assert faults() == {("institution", institution, Wrong.UNKNOWN)}


def test_a_trigger_that_does_nothing_is_found(backend):
    with engine.engine().connect() as connection:
        assert triggers.lacking(connection) == []
    if backend == "sqlite":
        idle = "CREATE TRIGGER submission_no_update BEFORE UPDATE ON submission BEGIN SELECT 1; END"
        statements, name = ["DROP TRIGGER submission_no_update", idle], "submission_no_update"
    else:
        body = "BEGIN RETURN NULL; END"
        statements = [
            f"CREATE FUNCTION idle() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$",
            "DROP TRIGGER submission_append_only ON submission",
            "CREATE TRIGGER submission_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON submission "
            "FOR EACH STATEMENT EXECUTE FUNCTION idle()",
        ]
        name = "submission_append_only"
    with engine.engine().execution_options(hub_writes=True).begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    with engine.engine().connect() as connection:
        assert triggers.lacking(connection) == [name]


def test_numbers_have_no_gap_where_a_transaction_was_undone():
    an_institution()
    with unit_of_work() as uow:
        journal.record(uow, SYSTEM, "call.published", "call", 1)
    an_institution()
    with read_only() as session:
        numbers = (
            session.connection().execute(text("SELECT id FROM journal_entry ORDER BY id")).scalars().all()
        )
    assert numbers == [1, 2]


def test_what_no_service_journals_is_taken_down_at_the_commit():
    institution = an_institution()
    with read_only() as session:
        entry = session.get(JournalEntry, 1)
    assert (entry.event, list(entry.records)) == ("records.sealed", [f"institution:{institution}"])
    assert len(entry.records[f"institution:{institution}"]) == 64


def test_an_entry_carries_the_hashes_of_what_it_tells_of():
    view = a_submitted_proposal()
    with read_only() as session:
        entry = session.get(JournalEntry, only("journal_entry"))
    assert entry.event == "proposal.submitted"
    assert set(entry.records) == {f"proposal:{view.id}", f"submission:{only('submission')}"}


def test_a_database_of_an_older_release_is_taken_down_once():
    institution = an_institution()
    forged("DELETE FROM journal_entry")
    assert journal.verify().faults == (Fault("institution", institution, Wrong.UNKNOWN),)
    assert journal.anchor() == 1
    assert journal.verify().whole
    assert journal.anchor() == 0
    forged(
        "INSERT INTO institution (id, code, name_sw, name_en, kind, public, active, demo) "
        "VALUES (999, 'X', 'X', 'X', 'mda', true, true, false)"
    )
    assert journal.anchor() == 0, "what was put in later is not made good"
    assert not journal.verify().whole


def test_a_proposal_moved_past_the_hub_is_found():
    view = a_submitted_proposal()
    forged(f"UPDATE proposal SET state = 'awarded' WHERE id = {view.id}")
    assert faults() == {("proposal", view.id, Wrong.CHANGED)}


def test_every_table_is_vouched_for_or_named_with_a_reason():
    parts = [part.model for kind in KINDS for part in kind.parts]
    told = {table_of(model).name for model in (*(kind.model for kind in KINDS), *parts)}
    every = {table.name for table in metadata.sorted_tables}
    assert told | set(ASIDE) == every
    assert told & set(ASIDE) == {"attachment"}  # once a page of it is cleared for judges


def test_what_was_said_of_passages_and_pages_is_vouched_for():
    view, organiser = a_submitted_proposal(), an_account(Role.ORGANISER)
    said = the.keep(
        Passage(proposal_id=view.id, words="Neema", folded="neema", covered=True, by=organiser.id)
    )
    file = the.keep(
        Attachment(
            proposal_id=view.id,
            name="a.pdf",
            size=1,
            pages=1,
            sha256="a" * 64,
            content=b"x",
            uploaded_by=organiser.id,
        )
    )
    page = the.keep(
        ClearedPage(
            attachment_id=file.id, number=1, covers=[[0, 0, 1000, 500]], picture=b"x", by=organiser.id
        )
    )
    assert journal.verify().whole
    forged("UPDATE passage SET covered = false", "UPDATE cleared_page SET covers = '[]'")
    assert faults() == {("passage", said.id, Wrong.CHANGED), ("cleared_file", file.id, Wrong.CHANGED)}
    forged("UPDATE passage SET covered = true", "UPDATE cleared_page SET covers = '[[0, 0, 1000, 500]]'")
    with unit_of_work() as uow:
        uow.session.delete(uow.session.get(ClearedPage, (file.id, page.number)))
        assert commands.forget(uow.session, view.id, said.id)
        journal.record(uow, organiser, "proposal.uncover", "proposal", view.id)
        uow.commit()
    assert journal.verify().whole


def test_a_clock_that_was_set_back_keeps_the_order(clock):
    an_institution()
    clock.set(clock.instant - timedelta(days=2))
    an_institution()
    with read_only() as session:
        instants = (
            session.connection().execute(text("SELECT at FROM journal_entry ORDER BY id")).scalars().all()
        )
    assert instants == sorted(instants)
