"""A file of the register: taken whole, or refused with the line and the reason."""

import pytest

from innovation_hub.domain.systems import BYTES_MAX, COLUMNS, PROBLEMS_MAX, SystemStatus, read
from innovation_hub.errors import Several
from tests.factories.systems import QUEUES, a_file


def refused(content: bytes) -> list[tuple[str, int]]:
    with pytest.raises(Several) as refusal:
        read(content)
    return [
        (problem.key.removeprefix("systems.refused."), problem.data["line"])
        for problem in refusal.value.problems
    ]


def test_a_whole_file_is_read():
    (system,) = read(a_file(QUEUES))
    assert (system.name_en, system.owner, system.year, system.status) == (
        "Health queues",
        "Wizara ya Mfano",
        2019,
        SystemStatus.IN_USE,
    )


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_columns_come_in_any_order_under_any_of_three_signs_with_a_mark_of_order(sign):
    lines = [sign.join(("Owner", "PURPOSE_EN", "name_en")), sign.join(("e-GA", "Mail", "Mail of government"))]
    (system,) = read(b"\xef\xbb\xbf" + "\r\n".join(lines).encode())
    assert (system.owner, system.name_en, system.name_sw, system.year) == (
        "e-GA",
        "Mail of government",
        "",
        None,
    )


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("A,B,,C,D,,,", "no_owner"),
        (",,O,C,D,,,", "no_name"),
        ("A,B,O,,,,,", "no_purpose"),
        ("A,B,O,C,D,javascript:alert(1),,", "url"),
        ("A,B,O,C,D,https://a b.tz,,", "url"),
        ("A,B,O,C,D,,19999,", "year"),
        ("A,B,O,C,D,,-2019,", "year"),
        ("A,B,O,C,D,,٢٠١٩,", "year"),
        ("A,B,O,C,D,,,live", "status"),
        (f"{'A' * 161},B,O,C,D,,,", "too_long"),
        (f"A,B,O,{'C ' * 1001}x,D,,,", "too_long"),
        ("A,B,O,C,D,,,,surplus", "cells"),
        (QUEUES.upper(), "status"),
    ],
)
def test_a_bad_line_is_told_by_its_number_and_reason(line, reason):
    if reason == "status" and line == QUEUES.upper():
        assert refused(a_file(QUEUES, QUEUES)) == [("twice", 3)]
        return
    assert refused(a_file(QUEUES, line)) == [(reason, 3)]


def test_every_bad_line_is_told_up_to_a_limit():
    assert refused(a_file("A,B,,C,D,,,", QUEUES, "A,B,O,C,D,,x,")) == [("no_owner", 2), ("year", 4)]
    assert len(refused(a_file(*["A,B,,C,D,,,"] * 5000))) == PROBLEMS_MAX


def test_a_record_over_many_lines_keeps_the_count_right():
    many = 'A,B,O,"one\ntwo\nthree",D,,,'
    assert refused(a_file(many, "", ",,O,C,D,,,")) == [("no_name", 6)]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", ("lacking", 1)),
        (a_file(), ("empty", 1)),
        (a_file("x", headings="colour,owner,name_en"), ("column", 1)),
        (a_file("x", headings="owner,owner,name_en"), ("column", 1)),
        (a_file("x", headings="owner,url"), ("lacking", 1)),
        (a_file(QUEUES) + "Café".encode("latin-1"), ("encoding", 3)),
        (a_file(QUEUES, 'A,"B'), ("quoting", 3)),
        (b"a" * (BYTES_MAX + 1), ("large", 1)),
        ("owner,name_en\n".encode("utf-16"), ("encoding", 1)),
        ("owner,name_en\n".encode("utf-16-le"), ("encoding", 1)),
        (a_file(QUEUES, "A" * 200_000), ("quoting", 3)),
    ],
)
def test_a_file_that_is_no_register_is_refused(content, reason):
    assert reason in refused(content)


def test_what_a_spreadsheet_would_run_stays_text_and_comes_back_the_same():
    (system,) = read(a_file("'=1+1,<b>x</b>,O,\x00C,D,,,"))
    assert (system.name_sw, system.name_en, system.purpose_sw) == ("=1+1", "<b>x</b>", "C")
    assert set(COLUMNS) <= set(type(system).__slots__)
