"""Addresses of earlier releases."""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from innovation_hub.ui.pages import PAGES
from innovation_hub.web.moved import MOVED, moved_routes


@pytest.mark.parametrize(("before", "now"), MOVED.items())
def test_an_address_of_an_earlier_release_leads_on_with_its_query(before, now):
    answer = TestClient(Starlette(routes=moved_routes())).get(f"/{before}?call=3", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (308, f"/{now}?call=3")
    assert now in {info.url_path for info in PAGES}
    assert before not in {info.url_path for info in PAGES}
