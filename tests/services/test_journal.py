"""The journal: one chain, append-only in the database itself, whoever writes at the same moment."""

import multiprocessing
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from db import engine, triggers
from db.models.journal import JournalEntry
from db.unit_of_work import read_only, unit_of_work
from innovation_hub.domain.permissions import SYSTEM, VISITOR, Role
from innovation_hub.errors import Forbidden, SignInRequired
from innovation_hub.i18n.translator import read_catalogue
from innovation_hub.services import journal
from innovation_hub.services.journal.writing import entry_hash
from tests.architecture import source
from tests.factories.registration import a_person


def write(number: int = 1, actor=SYSTEM, subject_type: str = "call") -> None:
    with unit_of_work() as uow:
        journal.record(uow, actor, "call.published", subject_type, number, {"n": number})
        uow.commit()


def unlocked(*statements: str) -> None:
    """What only the owner of the database could do: lift the triggers, change, put them back."""
    with engine.engine().execution_options(hub_writes=True).begin() as connection:
        dialect = connection.dialect.name
        for statement in (
            *triggers.drop_append_only_ddl(dialect, triggers.APPEND_ONLY),
            *statements,
            *triggers.append_only_ddl(dialect, triggers.APPEND_ONLY),
        ):
            connection.execute(text(statement))


def test_entries_are_chained_and_the_chain_is_whole():
    for number in range(5):
        write(number)
    verdict = journal.verify()
    assert (verdict.entries, verdict.broken_at) == (5, None)
    assert re.fullmatch("[0-9a-f]{64}", verdict.head)
    assert journal.verify() == verdict


def test_an_empty_journal_is_whole():
    assert journal.verify() == journal.Verdict(0, None, journal.GENESIS)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE journal_entry SET actor_id = 7 WHERE id = 3",
        "UPDATE journal_entry SET event = 'call.cancelled' WHERE id = 3",
        "UPDATE journal_entry SET subject_id = 99 WHERE id = 3",
        "UPDATE journal_entry SET data = '{\"n\": 99}' WHERE id = 3",
        "UPDATE journal_entry SET at = '2020-01-01 00:00:00.000000' WHERE id = 3",
        f"UPDATE journal_entry SET hash = '{'0' * 63}1' WHERE id = 3",
        "UPDATE journal_entry SET records = '{\"call\\:3\": null}' WHERE id = 3",
    ],
)
def test_a_changed_entry_is_found(change):
    for number in range(5):
        write(number)
    unlocked(change)
    assert journal.verify().broken_at == 3


def test_an_entry_rewritten_with_its_hash_is_found_at_the_next_one():
    for number in range(5):
        write(number)
    with read_only() as session:
        entry = session.get_one(JournalEntry, 3)
        entry.data = {"n": 99}
        forged = entry_hash(entry)
        session.expunge(entry)
    unlocked(f"UPDATE journal_entry SET data = '{{\"n\": 99}}', hash = '{forged}' WHERE id = 3")
    assert journal.verify().broken_at == 4


def test_a_number_that_does_not_follow_is_found():
    for number in range(5):
        write(number)
    unlocked("UPDATE journal_entry SET id = 9 WHERE id = 5")
    assert journal.verify().broken_at == 9


def test_entries_of_one_transaction_are_chained_too():
    with unit_of_work() as uow:
        for number in range(3):
            journal.record(uow, SYSTEM, "call.published", "call", number)
        uow.commit()
    verdict = journal.verify()
    assert (verdict.entries, verdict.broken_at) == (3, None)


def test_a_missing_entry_is_found_at_the_next_one():
    for number in range(5):
        write(number)
    unlocked("DELETE FROM journal_entry WHERE id = 3")
    assert journal.verify().broken_at == 4


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_entry SET event = 'x'",
        "DELETE FROM journal_entry",
        "INSERT INTO journal_entry (id, at, event, subject_type, subject_id, data, previous_hash, hash) "
        "SELECT 99, at, event, subject_type, subject_id, data, previous_hash, 'fork' FROM journal_entry",
        "REPLACE INTO journal_entry (id, at, event, subject_type, subject_id, data, previous_hash, hash) "
        "SELECT id, at, 'x', subject_type, subject_id, data, previous_hash, hash FROM journal_entry",
    ],
)
def test_the_database_refuses_changes_and_forks(statement):
    write()
    with pytest.raises(DBAPIError), unit_of_work() as uow:
        uow.session.execute(text(statement))
    found = journal.verify()
    assert (found.entries, found.broken_at) == (1, None)


def test_postgresql_refuses_to_empty_it(backend):
    write()
    if backend != "postgresql":  # SQLite has no TRUNCATE: DELETE is refused above
        return
    with pytest.raises(DBAPIError), unit_of_work() as uow:
        uow.session.execute(text("TRUNCATE journal_entry"))
    assert journal.verify().entries == 1


def test_an_undone_transaction_leaves_no_entry():
    with unit_of_work() as uow:
        journal.record(uow, SYSTEM, "call.published", "call", 1)
    write()
    assert journal.verify().entries == 1


def test_threads_writing_at_once_make_one_chain():
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(64)))
    assert (journal.verify().entries, journal.verify().broken_at) == (64, None)


def _write_many(url: str, numbers: range) -> None:
    engine.use(url)
    for number in numbers:
        write(number)
    engine.dispose()


def test_processes_writing_at_once_make_one_chain(database_url):
    context = multiprocessing.get_context("spawn")
    workers = [
        context.Process(target=_write_many, args=(database_url, range(start, start + 25)))
        for start in (0, 100)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
        assert worker.exitcode == 0
    verdict = journal.verify()
    assert (verdict.entries, verdict.broken_at) == (50, None)


def test_data_is_hashed_as_it_is_read_back():
    with unit_of_work() as uow:
        data = {"roles": (Role.JUDGE,), 3: None, "total": 3.7142857142857144, "name": "Ng’wandu 🦁"}
        journal.record(uow, SYSTEM, "call.published", "call", 1, data)
        uow.commit()
    assert journal.verify().broken_at is None


def test_it_is_read_newest_first_by_page_and_kind():
    organiser = a_person(Role.ORGANISER, name="Baraka")
    for number in range(7):
        write(number, organiser, "call" if number % 2 else "proposal")
    newest = journal.page(organiser, size=3)
    assert [entry.subject_id for entry in newest] == [6, 5, 4]
    assert newest[0].actor == "Baraka"
    assert [entry.subject_id for entry in journal.page(organiser, before=newest[-1].id, size=3)] == [3, 2, 1]
    assert [entry.subject_id for entry in journal.page(organiser, subject_type="call")] == [5, 3, 1]
    assert [entry.subject_id for entry in journal.page(organiser, subject_type="call", subject_id=3)] == [3]
    seen: list[int] = []
    assert journal.check(organiser, seen.append).entries == 8  # one is of the account


def test_only_some_may_read_it():
    with pytest.raises(SignInRequired):
        journal.page(VISITOR)
    for role in Role:
        who = a_person(role)
        if role in (Role.ORGANISER, Role.ADMINISTRATOR):
            assert {entry.subject_type for entry in journal.page(who)} == {"records"}
            continue
        for act in (journal.page, journal.check):
            with pytest.raises(Forbidden):
                act(who)


def test_every_event_has_words():
    known = {m.id if isinstance(m.id, str) else m.id[0] for m in read_catalogue("en") if m.id}
    written = {
        event
        for path in source.files("innovation_hub/services")
        for event in re.findall(
            r'\b(?:record|happened)\(\s*uow,\s*[\w()=.]+,\s*"([a-z_.]+)"', path.read_text()
        )
    }
    assert len(written) > 20
    assert {f"journal.event.{event}" for event in written} <= known


def test_the_chain_stands_in_the_rows():
    write()
    write()
    with read_only() as session:
        first, second = session.execute(
            text("SELECT hash, previous_hash FROM journal_entry ORDER BY id")
        ).all()
    assert (first.previous_hash, second.previous_hash) == (journal.GENESIS, first.hash)
