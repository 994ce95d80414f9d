"""An auditor computes a kept ranking again from the command line."""


def test_an_unknown_number_ends_with_1_and_one_line(run, hub):
    result = run("rank", "--verify", "99")
    assert result.exit_code == 1
    assert len(result.stderr.strip().splitlines()) == 1


def test_neither_file_nor_number_nor_both_is_a_command_line(run):
    assert run("rank").exit_code == 2
    assert run("rank", "scores.csv", "--verify", "1").exit_code == 2
