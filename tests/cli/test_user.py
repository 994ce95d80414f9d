"""Adding accounts from the command line."""

import pytest

from db import engine

ADD = ("user", "add", "Juma@Example.org", "--name", "Juma Mfano")


def test_an_officer_is_added_with_a_password_from_standard_input(run, hub):
    words = ("--role", "officer", "--role", "judge", "--institution", "UDSM", "--password-stdin")
    result = run(*ADD, *words, input="maji-ya-mto-7\n")
    assert result.exit_code == 0, result.output
    assert "juma@example.org" in result.stdout
    assert "maji" not in result.output
    with engine.engine().connect() as connection:
        query = "SELECT state, role FROM account JOIN account_role ON account_id = account.id ORDER BY role"
        assert connection.exec_driver_sql(query).all() == [("active", "judge"), ("active", "officer")]
    assert run("journal", "verify").exit_code == 0


def test_the_password_is_asked_for_twice_otherwise(run, hub):
    result = run(*ADD, "--role", "organiser", input="maji-ya-mto-7\nmaji-ya-mto-7\n")
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("--role", "king"), 2, "king"),
        (("--role", "officer"), 1, "institution"),
        (("--role", "officer", "--institution", "ATLANTIS"), 1, "ATLANTIS"),
        ((), 2, "--role"),
    ],
)
def test_what_is_wrong_is_told(run, hub, words, code, told):
    result = run(*ADD, *words, "--password-stdin", input="maji-ya-mto-7\n")
    assert result.exit_code == code
    assert told in result.stderr


def test_a_weak_password_and_a_taken_address_are_refused(run, hub):
    words = ("--role", "organiser", "--password-stdin")
    assert run(*ADD, *words, input="juma\n").exit_code == 1
    assert run(*ADD, *words, input="maji-ya-mto-7\n").exit_code == 0
    again = run(*ADD, *words, input="maji-ya-mto-7\n")
    assert again.exit_code == 1
    assert again.stderr.count("\n") == 1
