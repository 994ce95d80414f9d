"""The web app manifest."""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from innovation_hub.i18n import LANGUAGES, translator
from innovation_hub.ui.pages import BY_ADDRESS
from innovation_hub.web.frontend.own import own_routes
from innovation_hub.web.frontend.page import page_routes
from innovation_hub.web.manifest import manifest_routes


@pytest.fixture
def client():
    with TestClient(Starlette(routes=[*own_routes(), *manifest_routes(), *page_routes()])) as browser:
        yield browser


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_hub_can_be_installed_in_the_readers_language(client, lang):
    page = client.get(f"/?lang={lang}").text
    assert f'<link rel="manifest" href="/manifest.webmanifest?lang={lang}">' in page
    answer = client.get(f"/manifest.webmanifest?lang={lang}")
    assert answer.headers["content-type"] == "application/manifest+json"
    about = answer.json()
    assert (about["lang"], about["name"]) == (lang, translator(lang)("chrome.title"))
    assert [one["purpose"] for one in about["icons"]] == ["any", "maskable"]
    for one in about["icons"]:
        assert client.get(one["src"]).headers["content-type"] == "image/svg+xml"
    assert all(BY_ADDRESS[one["url"].strip("/")].public for one in about["shortcuts"])


def test_another_language_gets_swahili(client):
    assert client.get("/manifest.webmanifest?lang=xx").json()["lang"] == "sw"
