"""Every command explains itself, in the operator's language, at once."""

import os
import subprocess
import sys
import time

import pytest

COMMANDS = [
    [],
    ["serve"],
    ["migrate"],
    ["seed"],
    ["user"],
    ["user", "add"],
    ["journal"],
    ["journal", "verify"],
    ["doctor"],
    ["export"],
    ["rank"],
    ["icc"],
]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_each_command_has_help(run, words):
    result = run(*words, "--help")
    assert result.exit_code == 0
    assert "Usage: " in result.output
    assert "cli." not in result.output, "a key of the catalogue is shown in place of its sentence"


def module(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HUB_VAR_DIR")}
    return subprocess.run(
        [sys.executable, "-m", "innovation_hub", *words],
        env=kept | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_module_is_the_command_and_starts_without_heavy_libraries():
    code = (
        "import sys; from innovation_hub.cli import app\n"
        "heavy = {'streamlit', 'pandas', 'plotly', 'sqlalchemy', 'pydantic', 'alembic'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
    begun = time.perf_counter()
    assert module("--help").returncode == 0
    assert time.perf_counter() - begun < 5  # far below a second on a quiet machine


@pytest.mark.parametrize("name", ["HUB_LANG", "LANG", "LC_ALL"])
def test_the_language_is_the_operators(name):
    assert "Ongeza akaunti" in module("user", "add", "--help", **{name: "sw_TZ.UTF-8"}).stdout


def test_refusals_are_told_in_the_operators_language():
    result = module("journal", "verify", HUB_LANG="sw")
    assert result.returncode == 3
    assert "innovation-hub migrate" in result.stderr
    assert "msimamizi" in result.stderr.lower()


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["nothing"], "'nothing'"),
        (["--loud"], "--loud"),
        (["export"], "'name'"),
        (["export", "secrets"], "'secrets' is not one of 'resolutions'"),
        (["export", "calls", "--format", "xml"], "'xml'"),
        (["serve", "--port", "70000"], "'--port'"),
        (["user", "add", "asha@example.org"], "'--name'"),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, list) else "",
)
def test_a_wrong_command_line_ends_with_2_and_one_line(run, words, named):
    result = run(*words)
    assert result.exit_code == 2
    assert named in result.stderr
    assert "--help" in result.stderr
    assert "Value error" not in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""


@pytest.mark.parametrize("words", [[], ["user"], ["journal"]], ids=" ".join)
def test_a_group_without_its_command_lists_them(run, words):
    result = run(*words)
    assert result.exit_code == 2
    assert "Usage: " in result.output


def test_a_wrong_setting_is_named_in_one_line(run, monkeypatch):
    monkeypatch.setenv("HUB_SESSION_HOURS", "often")
    result = run("migrate")
    assert result.exit_code == 2
    assert "HUB_SESSION_HOURS" in result.stderr
    assert result.stderr.count("\n") == 1
