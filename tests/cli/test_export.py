"""Public records as files."""

import csv
import io
import json
import os
import stat
import subprocess
import sys

import pytest

from db import engine
from innovation_hub.domain.indicators import registry

NAMES = ["resolutions", "calls", "proposals", "budgets", "indicators"]


def sheet(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("name", NAMES)
def test_both_formats_hold_the_same_rows(run, hub, name):
    as_json = run("export", name)
    as_csv = run("export", name, "--format", "csv")
    assert as_json.exit_code == as_csv.exit_code == 0
    objects = json.loads(as_json.stdout)
    assert len(objects) == len(sheet(as_csv.stdout))
    if objects:
        assert list(objects[0]) == list(sheet(as_csv.stdout)[0])


def test_resolutions_are_the_twelve_word_for_word(run, hub):
    rows = json.loads(run("export", "resolutions").stdout)
    assert [row["number"] for row in rows] == list(range(1, 13))
    assert list(rows[0]) == ["number", "title", "text_sw", "text_en", "title_en"]
    assert "kutenga rasilimali fedha" in rows[3]["text_sw"]


def test_what_is_not_reported_is_empty_and_never_zero(run, hub):
    rows = sheet(run("export", "indicators", "--format", "csv").stdout)
    assert {row["code"] for row in rows} == {entry.code for entry in registry.computed()}
    assert {row["value"] for row in rows} == {""}


def test_formulae_in_texts_are_neutralised_in_csv_and_kept_in_json(run, hub):
    run("migrate")
    with engine.engine().begin() as connection:
        connection.exec_driver_sql(
            "UPDATE resolution SET title_en = '=HYPERLINK(\"http://x\")' WHERE number = 1"
        )
    assert sheet(run("export", "resolutions", "--format", "csv").stdout)[0]["title_en"].startswith(
        "'=HYPERLINK"
    )
    assert json.loads(run("export", "resolutions").stdout)[0]["title_en"].startswith("=HYPERLINK")


def test_drafts_of_calls_are_not_public(run, hub):
    run("migrate")
    with engine.engine().begin() as connection:
        for code, state, published in (("A", "draft", None), ("B", "published", "2026-01-01")):
            connection.exec_driver_sql(
                "INSERT INTO call (code, state, title_sw, title_en, text_sw, text_en, audience, resolutions, opens_at,"
                " closes_at, prize_pool, judges_per_proposal, score_min, score_max, next_number, version, demo,"
                " published_at) VALUES (?, ?, 'x', 'x', 'x', 'x', 'everyone', '[4]', '2026-01-01', '2026-02-01', 0, 3,"
                " 1, 5, 1, 1, 0, ?)",
                (code, state, published),
            )
    assert [row["code"] for row in json.loads(run("export", "calls").stdout)] == ["B"]


def test_a_file_is_there_whole_or_not_at_all(run, hub, tmp_path):
    out = tmp_path / "azimio.json"
    result = run("export", "resolutions", "--out", str(out))
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "12 rows" in result.stderr
    assert len(json.loads(out.read_text())) == 12
    assert [path for path in tmp_path.iterdir() if path.name.startswith(".azimio")] == []


def test_what_is_no_plain_file_is_written_to_and_stays_what_it_is(run, hub, tmp_path):
    pipe, file, link = (tmp_path / name for name in ("pipe", "file.csv", "link.csv"))
    os.mkfifo(pipe)
    file.touch()
    link.symlink_to(file)
    reader = os.open(pipe, os.O_RDWR)
    for out in (pipe, link):
        assert run("export", "resolutions", "--format", "csv", "--out", str(out)).exit_code == 0
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert len(sheet(os.read(reader, 65_536).decode())) == 12
    os.close(reader)
    assert link.readlink() == file
    assert len(sheet(file.read_text())) == 12


def test_a_file_that_may_not_be_written_is_left_alone(run, hub, tmp_path, monkeypatch):
    out = tmp_path / "kept.json"
    out.write_text("kept")
    monkeypatch.setattr("os.access", lambda path, mode, **more: mode != os.W_OK)
    result = run("export", "resolutions", "--out", str(out))
    assert result.exit_code == 1
    assert "kept.json: Permission denied" in result.stderr
    assert out.read_text() == "kept"


def test_a_file_that_cannot_be_written_is_named(run, hub, tmp_path):
    result = run("export", "resolutions", "--out", str(tmp_path / "nowhere" / "x.json"))
    assert result.exit_code == 1
    assert "nowhere/x.json" in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_reader_that_goes_away_is_no_error(run, hub):
    export = f"{sys.executable} -m innovation_hub export indicators"
    shell = f"set -o pipefail; {export} | head -c 10 >/dev/null"
    result = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, timeout=60, check=False)
    assert result.stderr == ""
    assert result.returncode == 0
