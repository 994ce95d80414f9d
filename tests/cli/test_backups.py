"""Backups that are restored before they count, and moving to another database."""

import json
import os
import sqlite3
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url
from sqlmodel import select

from db import archive, engine, migrate
from db.models.messages import OutboxMessage
from db.unit_of_work import read_only
from innovation_hub.config import settings
from innovation_hub.domain.messages import MessageState
from innovation_hub.domain.permissions import Actor
from innovation_hub.services import accounts, backups, exports, journal, my_account, proposals
from innovation_hub.services.accounts import erasures
from innovation_hub.services.my_account import erasing_again
from tests.cli.conftest import Run
from tests.factories.accounts import a_student
from tests.factories.proposals import a_draft, a_pdf
from tests.factories.registration import PASSWORD
from tests.services.test_leading import with_member

pytestmark = pytest.mark.databases


@pytest.fixture
def contents() -> str:
    return "reference"


@pytest.fixture
def hub_url(database_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The database of this process, named in the settings as well."""
    url = make_url(database_url).set(drivername=make_url(database_url).get_backend_name())
    monkeypatch.setenv("HUB_DATABASE_URL", url.render_as_string(hide_password=False))
    settings.cache_clear()
    return database_url


@pytest.fixture
def written(hub_url: str) -> int:
    """A proposal with a PDF that was submitted, and letters that wait."""
    student = a_student()
    view = a_draft(student)
    saved = proposals.attach(
        student, proposal_id=view.id, version=view.version, name="a.pdf", content=a_pdf(2)
    )
    proposals.submit(student, proposal_id=view.id, version=saved.version)
    return view.id


def everything() -> dict[str, str]:
    return {name: sheet().json() + sheet().csv() for name, sheet in exports.SHEETS.items()}


def hashes(url: str) -> dict[str, tuple[int, str]]:
    made = engine.make_engine(url)
    with made.connect() as connection:
        found = {t.name: archive.digest(archive.lines(connection, t)) for t in archive.tables(connection)}
    made.dispose()
    return found


def test_a_backup_restores_to_the_same_rows_and_exports(hub_url, written, tmp_path, monkeypatch):
    before, rows = everything(), hashes(hub_url)
    made = backups.back_up(tmp_path / "backups")
    assert made.path.stat().st_mode & 0o777 == 0o600
    assert made.rows == sum(count for count, _ in rows.values())
    file = tmp_path / "restored.sqlite3"
    monkeypatch.setenv("HUB_DATABASE_URL", f"sqlite:///{file}")
    settings.cache_clear()
    backups.restore(made.path, send_messages=True)
    assert hashes(f"sqlite:///{file}") == rows
    assert everything() == before
    a_student()  # and it is numbered on


def test_letters_of_a_restored_copy_are_held(hub_url, written, tmp_path, monkeypatch):
    made = backups.back_up(tmp_path / "backups")
    monkeypatch.setenv("HUB_DATABASE_URL", f"sqlite:///{tmp_path / 'restored.sqlite3'}")
    settings.cache_clear()
    backups.restore(made.path)
    with read_only() as session:
        states = {row.state for row in session.exec(select(OutboxMessage))}
    assert states == {MessageState.FAILED}


def test_a_copy_on_the_other_database_exports_the_same_bytes(
    hub_url, written, postgres_url, tmp_path, backend
):
    before = everything()
    if backend == "sqlite":
        import psycopg

        with psycopg.connect(postgres_url, autocommit=True) as connection:
            connection.execute("DROP DATABASE IF EXISTS moved WITH (FORCE)")
            connection.execute("CREATE DATABASE moved")
        target = postgres_url.replace("postgresql://", "postgresql+psycopg://", 1).replace(
            "/postgres?", "/moved?", 1
        )
    else:
        target = f"sqlite:///{tmp_path / 'moved.sqlite3'}"
    backups.copy(target)
    assert hashes(target) == hashes(hub_url)
    engine.use(target)
    assert everything() == before
    a_student()


def test_only_the_newest_backups_are_kept(hub_url, tmp_path):
    folder = tmp_path / "backups"
    folder.mkdir()
    for day in (1, 2, 3):
        (folder / f"hub-2020010{day}T000000Z.zip").write_bytes(b"old")
    made = backups.back_up(folder, keep=2)
    assert sorted(path.name for path in folder.iterdir()) == ["hub-20200103T000000Z.zip", made.path.name]


def test_nothing_is_restored_over_something(hub_url, tmp_path, run: Run):
    made = backups.back_up(tmp_path / "backups")
    result = run("restore", str(made.path))
    assert result.exit_code == 1
    assert "empty database" in result.stderr


@pytest.fixture
def tampered(hub_url, written, tmp_path):
    """A backup in which one row was changed."""
    good = backups.back_up(tmp_path / "backups").path
    bad = tmp_path / "bad.zip"
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(bad, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(
                name,
                text.replace(b"Foleni kwa simu", b"Foleni kwa barua") if "proposal.jsonl" in name else text,
            )
    return bad


def test_a_backup_that_was_changed_is_not_restored(tampered, tmp_path, monkeypatch, run: Run):
    file = tmp_path / "restored.sqlite3"
    monkeypatch.setenv("HUB_DATABASE_URL", f"sqlite:///{file}")
    result = run("restore", str(tampered))
    assert result.exit_code == 1
    assert "proposal" in result.stderr
    assert not file.exists()


@pytest.mark.parametrize("content", [b"", b"a letter", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_backup_is_told(content, tmp_path, run: Run):
    file = tmp_path / "letter.zip"
    file.write_bytes(content)
    result = run("restore", str(file))
    assert result.exit_code == 1
    assert "is not a backup of the hub" in result.stderr


def test_a_backup_on_the_command_line(hub, run: Run, tmp_path):
    assert "checked" in run("backup", str(tmp_path / "backups"), "--keep", "3").stdout
    (made,) = (tmp_path / "backups").glob("hub-*.zip")
    with zipfile.ZipFile(made) as file:
        assert json.loads(file.read("manifest.json"))["revision"] == migrate.head()
    aside = hub.with_suffix(".old")
    for ending in ("", "-wal", "-shm"):
        part = Path(f"{hub}{ending}")
        if part.exists():
            os.replace(part, f"{aside}{ending}")
    assert "restored" in run("restore", str(made)).stdout
    with sqlite3.connect(hub) as connection:
        assert connection.execute("SELECT count(*) FROM resolution").fetchone() == (12,)


@pytest.fixture
def emptied(hub_url, monkeypatch, tmp_path):
    """Take the backup, and have an empty database of the same kind in place of the one that was backed up."""

    def after(made: backups.Backup) -> Path:
        engine.dispose()
        url = make_url(hub_url)
        if url.get_backend_name() == "sqlite":
            empty = f"sqlite:///{tmp_path / 'lost' / 'hub.sqlite3'}"
            (tmp_path / "lost").mkdir()
            monkeypatch.setenv("HUB_DATABASE_URL", empty)
            settings.cache_clear()
        else:
            made_for_it = engine.make_engine(hub_url)
            with made_for_it.execution_options(hub_writes=True).begin() as connection:
                connection.exec_driver_sql("DROP SCHEMA public CASCADE")
                connection.exec_driver_sql("CREATE SCHEMA public")
            made_for_it.dispose()
        return made.path

    return after


def stands(*words: str) -> set[str]:
    """The tables of the database in which one of the words stands."""
    with engine.engine().connect() as connection:
        return {
            table.name
            for table in archive.tables(connection)
            for line in archive.lines(connection, table)
            if any(word.encode() in line for word in words)
        }


def a_person(name: str, email: str) -> Actor:
    return a_student(name=name, email=email, password_hash=accounts.hash_password(PASSWORD))


def test_who_closed_the_account_since_the_backup_is_erased_again(emptied, tmp_path):
    gone = a_person("Zawadi Kipekee", "zawadi.kipekee@udom.example")
    stays = a_person("Neema Imara", "neema.imara@udom.example")
    shared, _ = with_member(gone, stays)
    alone = a_draft(gone, title="Wazo la mmoja")
    made = backups.back_up(tmp_path / "backups")
    member = next(each.member_id for led in my_account.led(gone) for each in led.successors)
    my_account.close_mine(
        gone, password=PASSWORD, choices={shared.id: member, alone.id: my_account.Fate.DELETE}
    )
    restored = backups.restore(emptied(made))
    assert (restored.erased, restored.listed) == (1, True)
    assert engine.engine().dialect.name == make_url(settings().database).get_backend_name()
    assert stands("neema.imara@udom.example"), "who stayed was restored"
    assert stands("Zawadi", "zawadi", "Wazo la mmoja") == set()
    assert [row.id for row in proposals.mine(stays).items] == [shared.id], "the team keeps its draft"
    assert journal.verify().whole
    assert erasing_again.redo(erasures.read(settings().var_dir / erasures.NAME)) == 0


def test_a_number_that_was_given_again_is_nobody_who_left(hub_url):
    gone, stays = a_person("Zawadi", "zawadi@udom.example"), a_person("Neema", "neema@udom.example")
    my_account.close_mine(gone, password=PASSWORD)
    (one,) = erasures.read(settings().var_dir / erasures.NAME)
    assert one.account_id == gone.id
    assert erasing_again.redo([erasures.Erasure(stays.id, one.created_at - timedelta(days=1))]) == 0
    assert stands("neema@udom.example")


def test_the_list_goes_along_with_the_backups(hub_url, tmp_path, monkeypatch):
    gone = a_person("Zawadi", "zawadi@udom.example")
    my_account.close_mine(gone, password=PASSWORD)
    (settings().var_dir / erasures.NAME).unlink()  # written by a worker, or at the next backup
    backups.back_up(tmp_path / "backups")
    beside = tmp_path / "backups" / erasures.NAME
    assert erasures.read(beside) == erasures.read(settings().var_dir / erasures.NAME) != ()
    assert beside.stat().st_mode & 0o777 == 0o600
    assert b"zawadi" not in beside.read_bytes().lower()
    assert [erasures.keep(), erasures.keep(beside.parent)] == [0, 0]


def test_a_list_that_cannot_be_read_stops_the_restore(hub_url, tmp_path, monkeypatch, run: Run):
    made = backups.back_up(tmp_path / "backups")
    (tmp_path / "backups" / erasures.NAME).write_text("\n{}\n")
    file = tmp_path / "restored.sqlite3"
    monkeypatch.setenv("HUB_DATABASE_URL", f"sqlite:///{file}")
    result = run("restore", str(made.path))
    assert result.exit_code == 1
    assert "Line 2" in result.stderr
    assert not file.exists()


def test_a_restore_without_a_list_says_so(hub_url, tmp_path, monkeypatch, run: Run):
    made = backups.back_up(tmp_path / "backups")
    monkeypatch.setenv("HUB_DATABASE_URL", f"sqlite:///{tmp_path / 'restored.sqlite3'}")
    result = run("restore", str(made.path))
    assert "no list of closed accounts" in result.stdout
