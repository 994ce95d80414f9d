"""Migrating, seeding, and a database that cannot be used."""

from pathlib import Path

import pytest
import sqlalchemy

from db import engine
from db.error_translation import translate
from innovation_hub.config import settings
from innovation_hub.services import demo
from tests.cli.conftest import Run


def one_line(result, code: int) -> str:
    assert result.exit_code == code, result.output
    assert result.stderr.count("\n") == 1
    assert "Traceback" not in result.output
    return result.stderr


def test_migrate_makes_the_database_and_then_has_nothing_to_do(run: Run):
    assert "brought to" in run("migrate").stdout
    assert "already at" in run("migrate").stdout


@pytest.mark.parametrize("command", ["migrate", "seed", "serve", "doctor"])
def test_a_database_of_a_newer_release_is_left_alone(run: Run, hub, command):
    with sqlalchemy.create_engine(f"sqlite:///{hub}").begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    result = run(command)
    if command == "doctor":
        assert result.exit_code == 1
        assert "newer release (9999)" in result.stdout
    else:
        assert "newer release (9999)" in one_line(result, 3)


@pytest.fixture
def read_only(hub, monkeypatch):
    """The file opened for reading alone: permissions do not bind an administrator who runs the tests."""
    monkeypatch.setenv("HUB_DATABASE_URL", f"sqlite:///file:{hub}?mode=ro&uri=true")


def test_a_read_only_file_is_told_before_serving(run: Run, read_only):
    assert "read-only" in one_line(run("serve"), 3)


def test_a_read_only_file_cannot_be_seeded_but_can_be_exported(run: Run, read_only):
    assert "read-only" in one_line(run("seed"), 3)
    assert run("export", "resolutions").exit_code == 0
    assert not Path("file:").exists(), "the address is no folder of the working directory"


def test_an_empty_database_is_not_served(run: Run):
    assert "innovation-hub migrate" in one_line(run("serve"), 3)


def test_a_server_that_does_not_answer_is_told(run: Run, monkeypatch):
    monkeypatch.setenv("HUB_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/hub?connect_timeout=2")
    assert "cannot reach the database server" in one_line(run("migrate"), 3)


def test_a_file_that_is_no_database_is_told(run: Run):
    path = settings().var_dir / "hub.sqlite3"
    path.parent.mkdir(parents=True)
    path.write_text("This is a letter, not a database. " * 100)
    for command in ("migrate", "seed", "serve"):
        assert "restore a backup" in one_line(run(command), 3)


def test_a_damaged_file_is_told_apart_from_one_that_cannot_be_reached(run: Run, hub):
    engine.dispose()
    with hub.open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 40_000)
    assert "restore a backup" in one_line(run("serve"), 3)


def test_a_full_disk_is_told(run: Run, hub):
    with engine.engine().connect() as connection:  # the same answer as SQLite's on a disk that is full
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
        with pytest.raises(sqlalchemy.exc.OperationalError) as refusal:
            connection.exec_driver_sql("CREATE TABLE more AS SELECT zeroblob(1000000)")
    assert translate(refusal.value).key == "errors.database.disk"


def test_seed_loads_the_reference_data_once(run: Run):
    run("migrate")
    assert "rows new or changed" in run("seed").stdout
    assert "already there" in run("seed").stdout


def test_demo_data_is_refused_in_production(run: Run, hub, monkeypatch):
    monkeypatch.setenv("HUB_ENV", "production")
    assert "production" in one_line(run("seed", "--demo"), 1)
    assert run("seed", "--first-time").exit_code == 0
    with engine.engine().connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM account").scalar() == 0


def test_the_first_time_is_over_once_somebody_has_an_account(run: Run, hub):
    run("user", "add", "a@example.org", "--name", "Asha Juma", "--role", "administrator", "--password-stdin",
        input="maji-ya-mto-7\n")  # fmt: skip
    assert "Demo" not in run("seed", "--first-time").stdout


def test_the_sign_ins_are_printed_when_there_is_a_demonstration(run: Run, hub, monkeypatch):
    played = []
    monkeypatch.setattr(demo, "load", lambda progress: played.append(progress(1.0)))
    monkeypatch.setattr(demo, "present", lambda: bool(played))
    first = run("seed", "--demo").stdout
    assert demo.PASSWORD in first
    assert all(one.email in first for one in demo.sign_ins())
    assert "already there" in run("seed", "--demo").stdout
    assert len(played) == 1
