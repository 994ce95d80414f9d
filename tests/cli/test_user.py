"""Adding accounts from the command line."""

import pytest

from db import engine
from innovation_hub.services import accounts

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


GOOD = "maji-ya-mto-7-na-mlima"


@pytest.fixture
def juma(run, hub):
    assert run(*ADD, "--role", "organiser", "--password-stdin", input=f"{GOOD}\n").exit_code == 0
    words = ("user", "add", "admin@example.org", "--name", "Asha Mfano", "--role", "administrator")
    assert run(*words, "--password-stdin", input=f"{GOOD}\n").exit_code == 0
    return "juma@example.org"


def events():
    with engine.engine().connect() as connection:
        return connection.exec_driver_sql("SELECT event FROM journal_entry ORDER BY id").scalars().all()


def test_accounts_are_listed_with_state_and_roles(run, juma):
    listed = run("user", "list")
    assert [line.split()[:3] for line in listed.stdout.splitlines()] == [
        ["admin@example.org", "active", "administrator"],
        ["juma@example.org", "active", "organiser"],
    ]
    assert "2" in listed.stderr
    assert run("user", "list", "juma", "--role", "judge").stdout == ""


def test_a_person_is_kept_out_and_let_in_again(run, juma):
    session = accounts.sign_in(juma, GOOD)
    assert run("user", "disable", juma).exit_code == 0
    assert accounts.session_of_secret(session.secret) is None
    assert "juma" in run("user", "list", "--disabled").stdout
    assert run("user", "enable", juma).exit_code == 0
    assert accounts.sign_in(juma, GOOD)
    assert events()[-2:] == ["account.disabled", "account.enabled"]
    assert run("journal", "verify").exit_code == 0


def test_a_new_password_ends_every_session_and_is_told_by_e_mail(run, juma):
    session = accounts.sign_in(juma, GOOD)
    assert run("user", "reset", juma, "--password-stdin", input="juma\n").exit_code == 1
    assert run("user", "reset", juma, "--password-stdin", input="ziwa-la-bonde-na-9-tembo\n").exit_code == 0
    assert accounts.session_of_secret(session.secret) is None
    assert accounts.sign_in(juma, "ziwa-la-bonde-na-9-tembo")
    assert "account.password_reset" in events()
    with engine.engine().connect() as connection:
        query = (
            f"SELECT count(*) FROM outbox_message WHERE to_address = '{juma}' AND kind = 'password_changed'"
        )
        assert connection.exec_driver_sql(query).scalar() == 1


def test_sessions_are_ended(run, juma):
    session = accounts.sign_in(juma, GOOD)
    assert "1" in run("user", "sign-out", juma).stdout
    assert accounts.session_of_secret(session.secret) is None
    assert events()[-1] == "account.sessions_ended"


def test_roles_are_given_and_taken(run, juma):
    done = run("user", "roles", juma, "--give", "judge", "--take", "organiser")
    assert "judge" in done.stdout
    assert "organiser" not in done.stdout
    assert events()[-2:] == ["account.role_granted", "account.role_revoked"]
    assert run("user", "roles", juma, "--give", "officer").exit_code == 1
    assert run("user", "roles", juma, "--give", "officer", "--institution", "UDSM").exit_code == 0


@pytest.mark.parametrize(
    "words", [("disable",), ("roles", "--take", "administrator")], ids=["disable", "take"]
)
def test_the_last_administrator_stays(run, juma, words):
    refused = run("user", words[0], "admin@example.org", *words[1:])
    assert (refused.exit_code, refused.stderr.count("\n")) == (1, 1)


@pytest.mark.parametrize("word", ["disable", "enable", "sign-out", "roles"])
def test_an_unknown_address_is_told(run, juma, word):
    refused = run("user", word, "nobody@example.org")
    assert refused.exit_code == 1
    assert "nobody@example.org" in refused.stderr
