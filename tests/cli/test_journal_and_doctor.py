"""What the auditor and the operator run."""

import re
import sqlite3
import sys
from collections import namedtuple
from contextlib import closing
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from db.triggers import append_only_ddl
from innovation_hub.cli import journal as journal_command
from innovation_hub.services import journal
from innovation_hub.services.doctor import installation

PASSWORD = "maji-ya-mto-7\n"
Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def with_entries(run, hub):
    """The database file of a hub with two entries in its journal."""
    for name in ("asha", "juma"):
        words = (f"{name}@example.org", "--name", name.title(), "--role", "organiser", "--password-stdin")
        assert run("user", "add", *words, input=PASSWORD).exit_code == 0
    return hub


def change(path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def test_a_whole_chain_is_told_with_its_head(run, with_entries):
    result = run("journal", "verify")
    assert result.exit_code == 0
    assert "3 entries" in result.stdout  # the first is of the reference data


@pytest.mark.parametrize(
    "tampering",
    ["UPDATE journal_entry SET event = 'x' WHERE id = 2", "DELETE FROM journal_entry WHERE id = 1"],
)
def test_a_broken_chain_ends_with_1(run, with_entries, tampering):
    change(
        with_entries,
        "DROP TRIGGER journal_entry_no_update",
        "DROP TRIGGER journal_entry_no_delete",
        tampering,
    )
    result = run("journal", "verify")
    assert result.exit_code == 1
    assert "entry 2" in result.stderr
    examined = run("doctor")
    assert examined.exit_code == 1
    assert "entry 2" in examined.stdout
    assert "journal_entry_no_delete, journal_entry_no_update" in examined.stdout


def test_a_cut_off_end_is_found_by_the_hash_that_was_noted(run, with_entries):
    (head,) = re.findall(r"\b[0-9a-f]{64}\b", run("journal", "verify").stdout)
    assert run("journal", "verify", "--noted", head).exit_code == 0
    run(
        "user",
        "add",
        "neema@example.org",
        "--name",
        "Neema",
        "--role",
        "judge",
        "--password-stdin",
        input=PASSWORD,
    )
    assert run("journal", "verify", "--noted", head).exit_code == 0, "a chain that has grown still holds it"
    last_two = "DELETE FROM journal_entry WHERE id >= 3"
    people = ("DELETE FROM account_role WHERE account_id > 1", "DELETE FROM account WHERE id > 1")
    change(with_entries, "DROP TRIGGER journal_entry_no_delete", last_two, *people)
    assert run("journal", "verify").exit_code == 0, "what is left is a whole chain"
    result = run("journal", "verify", "--noted", head)
    assert result.exit_code == 1
    assert head in result.stderr


def test_notes_are_read_from_files(run, with_entries, tmp_path):
    (head,) = re.findall(r"\b[0-9a-f]{64}\b", run("journal", "verify").stdout)
    receipt = tmp_path / "receipt.txt"
    receipt.write_text(
        f"Content hash (SHA-256): {'c' * 64}\nHash of the journal's last entry: {head}\n", "utf-8"
    )
    assert run("journal", "verify", "--noted", str(receipt)).exit_code == 0
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["Subject"] = "hub@example.org", "Risiti"
    mail.set_content(f"Habari,\n\nAlama ya ingizo la mwisho la kumbukumbu: {head}\n", cte="quoted-printable")
    saved = tmp_path / "letter.eml"
    saved.write_bytes(mail.as_bytes())
    assert run("journal", "verify", "--noted", str(saved)).exit_code == 0
    several = tmp_path / "several.txt"
    several.write_text(f"{head}\n{'d' * 64}\n", "utf-8")
    assert run("journal", "verify", "--noted", str(several)).exit_code == 1
    several.write_text("nothing", "utf-8")
    assert run("journal", "verify", "--noted", str(several)).exit_code == 2


def test_the_daily_note_is_read_as_it_was_saved(run, with_entries, tmp_path, monkeypatch):
    from innovation_hub.config import settings
    from innovation_hub.services import noting
    from innovation_hub.services.background import worker

    monkeypatch.setenv("HUB_NOTE_TO", "auditor@nao.example")
    settings.cache_clear()
    assert run("journal", "verify").exit_code == 0  # opens the database
    assert (noting.note_today(), worker.deliver_due()) == (1, 1)
    (saved,) = (settings().var_dir / "outbox").glob("*.eml")
    told = run("journal", "verify", "--noted", str(saved))
    assert (told.exit_code, "holds the 1 entry" in told.stdout) == (0, True), told.output
    forwarded = EmailMessage(policy=SMTP)
    forwarded["From"], forwarded["Subject"] = "auditor@nao.example", "Fwd"
    forwarded.set_content("<p>See below</p>", subtype="html")
    forwarded.add_attachment(message_from_bytes(saved.read_bytes(), policy=SMTP))
    (tmp_path / "forwarded.eml").write_bytes(forwarded.as_bytes())
    assert run("journal", "verify", "--noted", str(tmp_path / "forwarded.eml")).exit_code == 0
    cut = ("DROP TRIGGER journal_entry_no_delete", "DELETE FROM journal_entry WHERE id >= 3")
    change(
        with_entries,
        *cut,
        "DELETE FROM account_role WHERE account_id > 1",
        "DELETE FROM account WHERE id > 1",
    )
    assert run("journal", "verify", "--noted", str(saved)).exit_code == 1


def test_a_forged_role_is_found(run, with_entries):
    forged = "INSERT INTO account_role VALUES (1, 'administrator', '2026-01-01 00:00:00.000000', NULL)"
    change(with_entries, forged)
    for command in (("journal", "verify"), ("doctor",)):
        result = run(*command)
        assert result.exit_code == 1
        assert "account 1 (changed)" in result.output


def test_migrating_an_older_database_takes_its_records_down(run, with_entries):
    change(
        with_entries,
        "DROP TRIGGER journal_entry_no_delete",
        "DELETE FROM journal_entry",
        *(sql for sql in append_only_ddl("sqlite") if "journal_entry_no_delete" in sql),
    )
    assert run("journal", "verify").exit_code == 1
    assert "records that were there before" in run("migrate").stdout
    assert run("journal", "verify").exit_code == 0


def test_a_healthy_hub_passes(run, with_entries):
    result = run("doctor")
    assert result.exit_code == 0, result.stdout
    assert result.stdout.count("\n") == 19
    assert "FAILED" not in result.stdout


def test_without_reference_data_or_tables_it_does_not(run):
    assert "Not checked" in run("doctor").stdout
    run("migrate")
    result = run("doctor")
    assert result.exit_code == 1
    assert "innovation-hub seed" in result.stdout


def test_books_that_do_not_agree_are_found(run, hub):
    change(
        hub,
        "INSERT INTO reporting_total (financial_year, institutions, setting_aside, updated_at) "
        "VALUES ('2025/26', 3, 1, '2026-01-01')",
    )
    result = run("doctor")
    assert result.exit_code == 1
    assert "reporting_total" in result.stdout


def test_a_message_that_was_given_up_is_found(run, hub):
    change(
        hub,
        "INSERT INTO outbox_message (kind, to_address, language, params, state, tries, created_at, due_at, "
        "last_error) VALUES ('reset', 'a@example.org', 'sw', '{}', 'failed', 8, '2026-01-01', '2026-01-01', 'x')",
    )
    result = run("doctor")
    assert result.exit_code == 1
    assert "given up: 1; refused: 0 (1 × x)" in result.stdout


def test_a_full_disk_is_found(run, hub, monkeypatch):
    monkeypatch.setattr(installation.shutil, "disk_usage", lambda folder: Usage(10, 9, 1))
    assert run("doctor").exit_code == 1


def test_production_needs_a_safe_address(run, hub, monkeypatch):
    monkeypatch.setenv("HUB_ENV", "production")
    monkeypatch.setenv("HUB_BASE_URL", "http://hub.example.org")
    assert "https://" in run("doctor").stdout
    monkeypatch.setenv("HUB_BASE_URL", "https://hub.example.org")
    result = run("doctor")
    assert result.exit_code == 0
    assert "HUB_SMTP_URL" in result.stdout


def test_a_long_check_says_on_a_terminal_how_far_it_is(run, hub, monkeypatch, capsys):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    for checked in (9_000, 10_000):
        journal_command._progress(checked)
    said = capsys.readouterr().err
    assert said.endswith("entries checked\n")
    assert said.count("\n") == 1
    told, whole = [], journal.verify

    def long(progress=None, **asked):
        progress(10_000)
        return whole(progress, **asked)

    monkeypatch.setattr(journal_command, "_progress", told.append)
    monkeypatch.setattr(journal, "verify", long)
    assert run("journal", "verify").exit_code == 0
    assert told == [10_000]
