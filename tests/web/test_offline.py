"""The service worker and its page; what it may store is marked by the server, and nothing of anybody who signed in."""

import json
import re

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from innovation_hub.i18n import LANGUAGES, translator
from innovation_hub.web import identity
from innovation_hub.web.frontend import document
from innovation_hub.web.frontend.own import own_routes
from innovation_hub.web.frontend.page import COPY, page_routes
from innovation_hub.web.headers import HEADERS, SecurityHeaders
from innovation_hub.web.offline import offline_routes, script
from tests.web.light_kit import Drawn


def content(address, **asked):
    """A light page at one address."""
    return Drawn() if address == "calls" else None


@pytest.fixture
def client():
    routes = [*own_routes(), *offline_routes(), *page_routes({"", "calls", "proposals"}, content=content)]
    with TestClient(SecurityHeaders(Starlette(routes=routes))) as browser:
        yield browser


def test_the_worker_is_asked_for_again_and_may_serve_the_whole_hub(client):
    answer = client.get("/service-worker.js")
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["content-security-policy"] == HEADERS["Content-Security-Policy"]
    again = client.get("/service-worker.js", headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


def test_every_file_of_the_worker_exists(client):
    files = json.loads(re.search(r"FILES = (\[.*?\]);", client.get("/service-worker.js").text)[1])
    assert len(files) == len(LANGUAGES) + 2
    assert {client.get(path).status_code for path in files} == {200}


def test_a_change_of_its_page_is_a_new_version(client, monkeypatch):
    before = script().digest
    script.cache_clear()
    monkeypatch.setattr(document, "offline", lambda lang: document.sketch(lang))
    assert script().digest != before
    monkeypatch.undo()
    script.cache_clear()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_its_page_says_it_in_the_readers_language(client, lang):
    html = client.get(f"/offline?lang={lang}").text
    assert f'<html lang="{lang}">' in html
    assert translator(lang)("frontend.page.offline.title") in html
    assert "<!--copies-->" in html
    assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>", html)


def test_public_pages_may_be_stored_as_everybody_reads_them(client):
    assert client.get("/calls").headers[COPY] == "public"
    assert client.get("/calls").headers["content-language"] == "en"


@pytest.mark.parametrize("headers", [{"cookie": f"{identity.COOKIE}=secret"}, {identity.HEADER.lower(): "7"}])
def test_nothing_is_stored_of_who_is_signed_in(client, headers):
    assert COPY not in client.get("/calls", headers=headers).headers


@pytest.mark.parametrize("path", ["/", "/proposals"])
def test_pages_that_are_not_light_are_not_stored(client, path):
    assert COPY not in client.get(path).headers


def test_a_page_for_one_reader_is_not_stored(client, monkeypatch):
    monkeypatch.setattr(Drawn, "private", True)
    monkeypatch.setattr(Drawn, "__init__", lambda self: None)
    assert COPY not in client.get("/calls").headers
