"""Redirects of old and other addresses of records to the public ones."""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from innovation_hub.ui.light import light_page
from innovation_hub.ui.pages import PAGES
from innovation_hub.web.frontend.page import page_routes
from tests.factories.accounts import an_organiser
from tests.factories.calls import a_call

PUBLIC = {info.url_path for info in PAGES if info.public}


@pytest.fixture
def client(database_url):
    app = Starlette(routes=page_routes(PUBLIC, content=light_page))
    with TestClient(app, follow_redirects=False) as browser:
        yield browser


def moved(client, path):
    """Where a path is redirected to for good; None when it is not."""
    answer = client.get(path)
    return answer.headers["location"] if answer.status_code == 308 else None


def test_a_number_of_earlier_releases_leads_to_the_code_with_the_rest_of_the_query(client):
    card = a_call(an_organiser()).card
    assert moved(client, f"/calls?call={card.id}&lang=en") == f"/calls/{card.code}?lang=en"
    assert moved(client, f"/results?lang=sw&call={card.id}") == f"/results/{card.code}?lang=sw"
    assert moved(client, "/resolution-4?lang=en") == "/resolutions/4?lang=en"


def test_another_spelling_leads_to_the_written_one(client):
    card = a_call(an_organiser()).card
    assert moved(client, f"/calls/{card.code.lower()}") == f"/calls/{card.code}"
    assert moved(client, f"/calls?call={card.code.lower()}") == f"/calls/{card.code}"
    assert moved(client, f"/calls/{card.code}?call={card.code}") == f"/calls/{card.code}"


def test_the_page_of_a_call_has_its_content_and_one_address(client):
    card = a_call(an_organiser()).card
    answer = client.get(f"/calls/{card.code}?lang=en")
    assert answer.status_code == 200
    assert card.title_en in answer.text
    assert f'/calls/{card.code}">\n<link rel="alternate"' in answer.text
    assert f"call={card.id}" not in answer.text.replace(f"/proposal%3Fcall%3D{card.id}", "")


def test_lists_link_to_the_address_of_a_call(client):
    card = a_call(an_organiser()).card
    for path in ("/", "/calls"):
        assert f'href="/calls/{card.code}"' in client.get(path).text
    assert 'href="/resolutions/4"' in client.get("/").text


@pytest.mark.parametrize("path", ["/calls/NO-SUCH", "/results/NO-SUCH", "/calls?call=99999"])
def test_an_unknown_code_is_not_found_and_says_so(client, path):
    a_call(an_organiser())
    answer = client.get(f"{path}{'&' if '?' in path else '?'}lang=en")
    assert answer.status_code == 404
    assert "<main" in answer.text


def test_a_draft_is_not_told_to_visitors(client):
    draft = a_call(an_organiser(), published=False).card
    for path in (f"/calls/{draft.code}", f"/calls?call={draft.id}"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert draft.title_en not in answer.text


def test_an_address_that_is_not_a_code_has_no_page(client):
    for code in ("a_b", "A--B", "A" * 21, "A/B"):
        assert client.get(f"/calls/{code}").status_code == 404
