"""The database goes away under an open page and comes back: the page stays, says so, and goes on by itself."""

import re
import time

import psycopg
import pytest
from playwright.sync_api import expect

from innovation_hub.i18n import translator
from tests.e2e.server import serving
from tests.outage import hanging

t = translator("en")
LINE = re.compile(
    r"20\d\d-\d\d-\d\dT[\d:.]+Z (DEBUG|INFO|WARNING|ERROR|CRITICAL) [\w.]+ (\[\w+\] )?\S[^\x1b]*$"
)


@pytest.fixture
def hub_on_postgres(postgres_url, tmp_path, prepared):
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS outage WITH (FORCE)")
        connection.execute("CREATE DATABASE outage")
    url = postgres_url.replace("/postgres?", "/outage?", 1)
    with serving(tmp_path, prepared=prepared, HUB_DATABASE_URL=url) as running:
        yield running


def test_a_page_outlives_an_outage_of_its_database(visit, hub_on_postgres, postgres_url):
    hub = visit(server=hub_on_postgres).open("/calls")
    title = hub.page.get_by_role("heading", level=1).inner_text()
    with hanging(postgres_url):
        hub.page.get_by_role("radio", name="SW", exact=True).click()
        told = hub.page.get_by_text(t("errors.database.silent")[:20]).or_(
            hub.page.get_by_text(translator("sw")("errors.database.silent")[:20])
        )
        expect(told.first).to_be_visible(timeout=15_000)
        expect(hub.page.get_by_role("heading", name=title)).to_be_visible()
        answer = hub.page.request.get(f"{hub.server.url}/proposals")
        assert answer.status == 503
        end = time.monotonic() + 10
        while "cannot be used" not in hub.server.log.read_text() and time.monotonic() < end:
            time.sleep(0.1)
    expect(told.first).to_be_hidden(timeout=15_000)
    expect(hub.page.get_by_role("heading", level=1, name=translator("sw")("pages.calls"))).to_be_visible()
    hub.rest()
    lines = hub.server.log.read_text().splitlines()
    assert [line for line in lines if not LINE.match(line)][
        1:
    ] == []  # the first says where the hub is served
    assert len([line for line in lines if " ERROR " in line or " WARNING " in line]) < 20
    assert sum("the database cannot be used" in line for line in lines) == 1
    assert sum("the database can be used again" in line for line in lines) == 1
