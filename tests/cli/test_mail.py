"""What an operator does about e-mail: try the settings out, see what did not arrive, send it again."""

import sqlite3
from contextlib import closing

import pytest

from tests.factories.smtp import a_mail_server

NOBODY = "nobody@example.org"


@pytest.fixture
def undelivered(run, hub):
    """The database file of a hub with a letter that was refused."""
    with closing(sqlite3.connect(hub)) as connection, connection:
        connection.execute(
            "INSERT INTO outbox_message (kind, to_address, language, params, state, tries, created_at, due_at, "
            "last_error) VALUES ('reset', ?, 'sw', '{}', 'refused', 1, '2026-01-01', '2026-01-01', '550 no')",
            (NOBODY,),
        )
    return hub


def test_what_did_not_arrive_is_listed_and_sent_again(run, undelivered):
    listed = run("mail", "list")
    assert listed.exit_code == 0
    for told in (NOBODY, "Refused for good", "550 no", "1 e-mail did not arrive"):
        assert told in listed.stdout
    assert "1 e-mail is in the outbox again" in run("mail", "retry", "1").stdout
    assert "0 e-mails" in run("mail", "list").stdout
    assert "0 e-mails" in run("mail", "retry").stdout


def test_one_wrong_address_is_a_warning_with_its_reason(run, undelivered):
    result = run("doctor")
    assert result.exit_code == 0
    assert "refused: 1 (1 × 550 no)" in result.stdout


def test_the_settings_are_tried_out_at_once(run, monkeypatch):
    with a_mail_server(recipients={NOBODY: "550 no such user"}) as server:
        monkeypatch.setenv("HUB_SMTP_URL", server.url)
        assert f"127.0.0.1:{server.port}" in run("mail", "test", "neema@example.org").stdout
        refused = run("mail", "test", NOBODY)
        assert (refused.exit_code, refused.stderr.count("\n")) == (1, 1)
        assert "550 no such user" in refused.stderr
    away = run("mail", "test", "neema@example.org")
    assert (away.exit_code, away.stderr.count("\n")) == (1, 1)
    assert "not taken" in away.stderr
    assert run("mail", "test", "no address").exit_code == 1
