"""What keeps the hub from being served, however it is started, and two migrations at once."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
import sqlalchemy

from innovation_hub.config import ROOT
from tests.cli.conftest import Run
from tests.cli.test_database import one_line

COMMAND = Path(sys.executable).with_name("innovation-hub")


@pytest.fixture
def production(monkeypatch):
    monkeypatch.setenv("HUB_ENV", "production")
    monkeypatch.setenv("HUB_BASE_URL", "https://hub.example.go.tz")


def environment(**more):
    kept = {key: value for key, value in os.environ.items() if not key.startswith("STREAMLIT_")}
    return {**kept, **more}


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("HUB_SESION_HOURS", "did you mean HUB_SESSION_HOURS?"),
        ("HUB_DATABASE", "did you mean HUB_DATABASE_URL?"),
        ("HUB_XYZZY", "no such setting"),
    ],
)
def test_a_misspelt_setting_is_refused_with_the_nearest_name(run: Run, hub, monkeypatch, name, told):
    monkeypatch.setenv(name, "24")
    line = one_line(run("migrate"), 2)
    assert name in line
    assert told in line


def test_production_is_not_served_at_an_address_without_tls(run: Run, hub, monkeypatch, production):
    monkeypatch.setenv("HUB_BASE_URL", "http://hub.example.go.tz")
    assert "https://" in one_line(run("serve"), 1)


def test_production_is_not_served_with_accounts_of_the_demonstration(run: Run, hub, production):
    words = ("--name", "Asha Juma", "--role", "organiser", "--password-stdin")
    assert run("user", "add", "a@example.org", *words, input="maji-ya-mto-7-na-mlima\n").exit_code == 0
    with sqlalchemy.create_engine(f"sqlite:///{hub}").begin() as connection:
        connection.exec_driver_sql("UPDATE account SET demo = 1")
    assert "demo accounts" in one_line(run("serve"), 1)
    doctor = run("doctor")
    assert doctor.exit_code == 1
    assert "published password" in doctor.stdout
    with sqlalchemy.create_engine(f"sqlite:///{hub}").begin() as connection:
        connection.exec_driver_sql("UPDATE account SET state = 'disabled'")
    assert "published password" not in run("doctor").stdout


def test_streamlit_run_refuses_an_unmigrated_database_too(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "streamlit", "run", ROOT / "streamlit_app.py", "--server.port", "0"],
        cwd=ROOT,
        env=environment(HUB_VAR_DIR=str(tmp_path)),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode != 0
    assert "innovation-hub migrate" in done.stderr


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_two_migrations_at_once_both_end_well(request, tmp_path, kind):
    settings = {"HUB_VAR_DIR": str(tmp_path), "HUB_LANG": "en"}
    if kind == "postgresql":
        url = request.getfixturevalue("postgres_url")
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("DROP DATABASE IF EXISTS together WITH (FORCE)")
            connection.execute("CREATE DATABASE together")
        settings["HUB_DATABASE_URL"] = url.replace("/postgres?", "/together?", 1)
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    both = [subprocess.Popen([COMMAND, "migrate"], env=environment(**settings), **pipes) for _ in range(2)]
    said = [one.communicate(timeout=60) for one in both]
    assert [one.returncode for one in both] == [0, 0], said
