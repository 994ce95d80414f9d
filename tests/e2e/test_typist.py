"""A few of the runs that `python -m benchmarks.writing` makes: nothing typed is lost, and nothing false is said."""

import pytest

from benchmarks import writing

RUNS, FIRST = 2, 1001


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_nothing_typed_is_lost_while_line_servers_and_session_fail(database, browser, request, prepared):
    url = None
    if database == "postgresql":
        url = request.getfixturevalue("_copy_on_postgresql")("nothing")
    found = list(writing.findings(browser, url, RUNS, FIRST, prepared.copy_frontend))
    assert [(one.lost, one.false_claims) for one in found] == [(0, 0)] * RUNS, found
    assert all(one.typed and one.claims for one in found)
