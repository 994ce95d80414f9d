"""The register and its index from the command line."""

from tests.factories.systems import QUEUES, a_file


def test_a_file_is_taken_in_and_the_doctor_agrees(run, hub, tmp_path):
    file = tmp_path / "systems.csv"
    file.write_bytes(a_file(QUEUES))
    done = run("systems", "import", str(file))
    assert (done.exit_code, done.stdout) == (0, "New: 1. Changed: 0. The same as before: 0.\n")
    assert run("reindex").stdout == "The index was rebuilt; it holds 1 text.\n"
    assert "holds 1 texts and agrees" in run("doctor").stdout


def test_a_bad_file_is_told_line_by_line(run, hub, tmp_path):
    file = tmp_path / "systems.csv"
    file.write_bytes(a_file("A,B,,C,D,,,", QUEUES, "A,B,O,C,D,,x,"))
    done = run("systems", "import", str(file))
    assert done.exit_code == 1
    assert done.stderr.splitlines() == [
        "Line 2: write the owner.",
        "Line 4: “x” is not a year between 1960 and 2100.",
        "Nothing was imported.",
    ]


def test_a_file_that_is_not_there_is_said_in_one_line(run, hub, tmp_path):
    done = run("systems", "import", str(tmp_path / "none.csv"))
    assert done.exit_code == 1
    assert len(done.stderr.splitlines()) == 1
