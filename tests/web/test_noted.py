"""The journal's newest hash for anybody who wants to note it."""

import pytest
from starlette.applications import Starlette

from db.unit_of_work import unit_of_work
from innovation_hub.domain.permissions import SYSTEM
from innovation_hub.services import journal
from innovation_hub.web.noted import noted_routes
from tests.web.conftest import TestClient

pytestmark = [pytest.mark.usefixtures("database_url"), pytest.mark.databases]


def test_anybody_reads_the_hash_that_the_journal_ends_with():
    with TestClient(Starlette(routes=noted_routes())) as browser:
        assert browser.get("/journal/head").status_code == 404
        for expected in (1, 2):
            with unit_of_work() as uow:
                journal.record(uow, SYSTEM, "x", "x", 1)
                uow.commit()
            answer = browser.get("/journal/head")
            last = journal.noted()
            assert answer.headers["cache-control"] == "no-store"
            assert answer.json() == {"entry": expected, "at": last.at.isoformat(), "hash": last.hash}
