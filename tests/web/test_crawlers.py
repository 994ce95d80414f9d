"""What search engines ask for."""

import re
from xml.etree import ElementTree

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from innovation_hub.config import settings
from innovation_hub.web.crawlers import crawler_routes
from tests.factories import judging as make
from tests.factories.accounts import an_organiser
from tests.factories.calls import a_call

BASE = settings().base_url.rstrip("/")


@pytest.fixture
def client(database_url):
    with TestClient(Starlette(routes=crawler_routes({"", "calls"}))) as browser:
        yield browser


def test_the_site_map_names_pages_calls_and_results_and_no_draft(client, clock):
    organiser = an_organiser()
    hidden = a_call(organiser, published=False).card.code
    open_call = a_call(organiser).card.code
    over = a_call(organiser, closes_at=clock.instant.replace(year=clock.instant.year + 1)).card
    clock.forward(days=400)
    make.concluded(organiser, over)
    answer = client.get("/sitemap.xml")
    assert answer.headers["content-type"] == "application/xml"
    places = ElementTree.fromstring(answer.text).findall("{*}url/{*}loc")
    found = {str(place.text).removeprefix(BASE) for place in places}
    assert found == {
        *("/", "/calls", f"/calls/{open_call}", f"/calls/{over.code}", f"/results/{over.code}"),
    }
    assert hidden not in answer.text


def test_robots_are_kept_from_forms_and_searches_and_shown_the_map(client):
    text = client.get("/robots.txt").text
    assert f"Sitemap: {BASE}/sitemap.xml" in text
    for path in ("/account/sign-in", "/calls?q=x", "/results?order=code"):
        rules = [rule.replace("*", ".*").replace("?", r"\?") for rule in re.findall(r"Disallow: (\S+)", text)]
        assert any(re.match(rule, path) for rule in rules), path
        assert not any(re.match(rule, "/calls/ICT-2027-1") for rule in rules)
