"""``innovation-hub rank`` and ``icc`` on files, without a database."""

import csv
import io
import json
import subprocess
import sys

import pytest

from tests.factories import scores as make

SHROUT_FLEISS = ["9 2 5 8", "6 1 3 2", "8 4 6 8", "7 1 2 6", "10 5 6 9", "6 2 4 7"]


@pytest.fixture
def file(tmp_path):
    def write(rows, name="scores.csv"):
        path = tmp_path / name
        lines = ["proposal,judge,criterion,score", *(",".join(map(str, row)) for row in rows)]
        path.write_text("\n".join(lines) + "\n")
        return str(path)

    return write


@pytest.mark.parametrize("model", ["mean", "zscore", "linear", "rasch"])
def test_json_has_the_agreed_shape(run, file, model):
    path = file(make.rasch(1, proposals=30, judges=6).rows)
    result = run(
        "rank", path, "--model", model, "--top", "5", "--seed", "3", "--weights", "c0=40,c1=20,c2=20,c3=20"
    )
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    assert (found["model"], found["seed"], found["top"]) == (model, 3, 5)
    proposal = {"proposal", "score", "se", "rank", "rank_low", "rank_high", "p_top"}
    assert all(proposal <= set(row) for row in found["proposals"])
    assert all({"judge", "severity", "se", "consistency", "n"} <= set(row) for row in found["judges"])
    assert [set(row) >= {"criterion", "difficulty"} for row in found["criteria"]] == [True] * 4
    assert len(found["thresholds"]) == (4 if model == "rasch" else 0)
    assert 0 < found["reliability"] < 1
    assert found["variance"]["proposal"] > 0
    assert [row["rank"] for row in found["proposals"]] == sorted(row["rank"] for row in found["proposals"])


def test_csv_has_a_row_for_each_proposal_and_no_formula(run, file):
    rows = [("=1+1", "x", "c", 5), ("b", "x", "c", 3), ("=1+1", "y", "c", 4), ("b", "y", "c", 1)]
    result = run("rank", file(rows), "--format", "csv")
    table = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [row["proposal"] for row in table] == ["'=1+1", "b"]
    assert list(table[0])[:7] == ["proposal", "score", "se", "rank", "rank_low", "rank_high", "p_top"]


def test_csv_tells_its_warnings_beside_it(run, file):
    rows = [("a", "x", "c", 5), ("b", "x", "c", 3), ("d", "y", "c", 4), ("e", "y", "c", 1)]
    result = run("rank", file(rows), "--format", "csv")
    assert "Panels share no proposal" in result.stderr
    assert "Panels" not in result.stdout


def test_the_same_file_gives_the_same_bytes_and_so_do_its_rows_in_another_order(run, file):
    rows = make.linear(1).rows
    first = run("rank", file(rows), "--seed", "1").stdout
    assert run("rank", file(rows), "--seed", "1").stdout == first
    assert run("rank", file(rows[::-1], "turned.csv"), "--seed", "1").stdout == first
    assert run("rank", file(rows), "--seed", "2").stdout != first


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--highest", "4"], "Line 2: the score 5 is outside the range …–4."),
        (["--lowest", "2", "--highest", "9"], "Line 5: the score 1 is outside the range 2–9."),
        (["--lowest", "5", "--highest", "1"], "lowest"),
        (["--weights", "c"], "“c”"),
        (["--weights", "c=many"], "“c=many”"),
        (["--weights", "c=1,c=2"], "“c=2”"),
        (["--weights", "d=1"], "no criterion d"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(run, file, options, said):
    rows = [("a", "x", "c", 5), ("b", "x", "c", 3), ("a", "y", "c", 4), ("b", "y", "c", 1)]
    result = run("rank", file(rows), *options)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert said in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_duplicate_names_both_lines(run, file):
    result = run("rank", file([("a", "x", "c", 5), ("b", "x", "c", 3), ("a", "x", "c", 4)]))
    assert result.exit_code == 1
    assert "Line 4" in result.stderr
    assert "line 2" in result.stderr


def test_a_missing_file_and_a_folder_are_named(run, tmp_path):
    for path in (tmp_path / "none.csv", tmp_path):
        result = run("rank", str(path))
        assert result.exit_code == 1
        assert str(path) in result.stderr


@pytest.mark.parametrize(
    "options",
    [
        ["--model", "magic"],
        ["--top", "0"],
        ["--top", "1" + 20 * "0"],
        ["--seed", "-1"],
        ["--seed", "1" + 20 * "0"],
        ["--best", "middle"],
    ],
)
def test_a_wrong_option_ends_with_2(run, file, options):
    assert run("rank", file([("a", "x", "c", 5)]), *options).exit_code == 2


def test_a_closed_output_is_told(file):
    shell = f"{sys.executable} -m innovation_hub rank {file([('a', 'x', 'c', 5)])} >&-"
    result = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, timeout=60, check=False)
    assert result.returncode == 1
    assert "Bad file descriptor" in result.stderr


def test_icc_prints_the_six(run, file):
    lines = [line.split() for line in SHROUT_FLEISS]
    rows = [(f"t{r}", f"j{c}", "q", cell) for r, line in enumerate(lines) for c, cell in enumerate(line)]
    found = json.loads(run("icc", file(rows)).stdout)
    assert [round(value, 2) for value in found.values()] == [0.17, 0.29, 0.71, 0.44, 0.62, 0.91]


def test_icc_refuses_an_incomplete_table(run, file):
    result = run("icc", file([("a", "x", "c", 5), ("b", "x", "c", 3), ("a", "y", "c", 4)]))
    assert result.exit_code == 1
    assert "judge y did not score proposal b" in result.stderr


def test_no_database_and_nothing_heavy_is_loaded(file):
    code = (
        "import sys; from innovation_hub.cli import app\n"
        "try: app(['rank', sys.argv[1]], prog_name='hub')\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        "heavy = {'sqlalchemy', 'streamlit', 'pandas', 'plotly', 'db'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    path = file(make.linear(1, proposals=10).rows)
    subprocess.run([sys.executable, "-c", code, path], check=True, timeout=60, stdout=subprocess.DEVNULL)
