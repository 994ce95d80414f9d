"""Light pages in the first response: whole, in one request, small, right for search engines, and never in the way."""

import re
import struct
from dataclasses import replace

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from innovation_hub.config import settings
from innovation_hub.errors import TooBusy
from innovation_hub.i18n import translator
from innovation_hub.web.frontend import own
from innovation_hub.web.frontend.modules import module_routes
from innovation_hub.web.frontend.own import own_routes
from innovation_hub.web.frontend.page import LONGEST_QUERY, page_routes
from innovation_hub.web.headers import SecurityHeaders
from tests.web.light_kit import Drawn


class Content:
    """Draws the same page for every address, and keeps what it was asked."""

    def __init__(self) -> None:
        self.page: Drawn | None = Drawn()
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.error: Exception | None = None

    def __call__(self, address: str, **request: str) -> Drawn | None:
        self.asked.append((address, request))
        if self.error:
            raise self.error
        return self.page


@pytest.fixture
def content():
    return Content()


@pytest.fixture
def client(content):
    app = Starlette(
        routes=[
            *own_routes(),
            *module_routes(),
            *page_routes({"", "calls", "results", "resolution-4"}, content=content),
        ]
    )
    with TestClient(SecurityHeaders(app)) as browser:
        browser.headers["accept-language"] = "en-GB"
        yield browser


def test_the_content_is_in_the_first_response_and_streamlit_is_named(client):
    html = client.get("/calls").text
    assert (
        '<div id="hub-light"><header></header><main><h1>A call</h1><p>$not a place</p></main></div>' in html
    )
    assert '<div id="root"></div>' in html
    inert = html[html.index("<template") : html.index("</template>")]
    assert "/static/js/" in inert
    assert "/static/" not in html.replace(inert, "")
    assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>", html)


def test_it_can_be_read_after_two_small_requests(client):
    answer = client.get("/calls", headers={"accept-encoding": "br"})
    font = re.search(r"url\((/hub/hub-sans[^)]+)\)", answer.text)
    assert answer.headers["content-encoding"] == "br"
    before = answer.text[: answer.text.index("<template")]
    assert re.findall(r'<link rel="(?:stylesheet)"', before) == []
    sizes = int(answer.headers["content-length"]) + len(client.get(font[1]).content)
    assert sizes < 36_000


def test_what_was_asked_is_passed_on(client, content):
    client.get("/calls/A-3?lang=sw", headers={"cookie": "hub_lang=en", "x-hub-session": "7"})
    (asked,) = content.asked
    assert asked == ("calls", {"query": "call=A-3&lang=sw", "session": "7", "asked": "sw", "lang": "sw"})
    client.get("/?lang=xx", headers={"cookie": "hub_lang=sw"})
    assert content.asked[1] == ("", {"query": "lang=xx", "session": "", "asked": "", "lang": "sw"})


def test_search_engines_and_previews_are_told_what_it_is(client):
    html = client.get("/calls/A-3?lang=en").text
    base = settings().base_url.rstrip("/")
    assert "<title>A &quot;call&quot; &amp; more</title>" in html
    assert '<meta name="description" content="What it is &lt;about&gt;.">' in html
    assert f'<link rel="canonical" href="{base}/calls/A-3">' in html
    for lang in ("sw", "en"):
        assert f'hreflang="{lang}" href="{base}/calls/A-3?lang={lang}"' in html
    assert '<meta property="og:title" content="A &quot;call&quot; &amp; more">' in html


@pytest.mark.parametrize("lang", ["sw", "en"])
def test_previews_show_a_picture_in_the_language_of_the_page(client, content, lang):
    content.page = replace(Drawn(), lang=lang)
    html = client.get("/").text
    meta = dict(re.findall(r'<meta (?:property|name)="((?:og|twitter):[^"]+)" content="([^"]*)">', html))
    base = settings().base_url.rstrip("/")
    assert meta["twitter:card"] == "summary_large_image"
    assert meta["og:image:alt"] == translator(lang)("frontend.page.card")
    assert meta["og:image"].startswith(f"{base}/hub/card-{lang}.")
    picture = client.get(meta["og:image"].removeprefix(base))
    assert picture.headers["content-type"] == "image/png"
    assert len(picture.content) <= 60_000
    size = struct.unpack(">II", picture.content[16:24])  # in the header of a PNG
    assert size == (1200, 630) == (int(meta["og:image:width"]), int(meta["og:image:height"]))


def test_a_private_page_is_stored_nowhere_and_not_indexed(client, content):
    content.page = replace(Drawn(), private=True)
    answer = client.get("/calls")
    assert answer.headers["cache-control"] == "no-store"
    assert '<meta name="robots" content="noindex">' in answer.text
    assert "canonical" not in answer.text
    assert "og:title" not in answer.text


def test_a_form_names_all_its_modules_and_brings_its_style(client, content):
    plain = client.get("/calls").text
    content.page = replace(Drawn(), private=True, form=True)
    html = client.get("/calls").text
    assert "/hub/writing" not in plain
    preloaded = re.findall(r'<link rel="modulepreload" href="(/hub/writing[^"]+)"', html)
    (script,) = re.findall(r'<script type="module" src="(/hub/writing[^"]+)"', html)
    assert [client.get(path).status_code for path in [*preloaded, script]] == [200] * (len(preloaded) + 1)
    assert len(preloaded) > 8
    assert ".option" in html[html.index('<template id="hub-sheet-style">') :]


def test_a_form_is_small(client, content):
    content.page = replace(Drawn(), private=True, form=True)
    wanted = {"accept-encoding": "br"}
    answer = client.get("/calls", headers=wanted)
    paths = [*re.findall(r'(?:href|src)="(/hub/writing[^"]+)"', answer.text), own.url("light.js")]
    paths += re.findall(r"url\((/hub/hub-sans[^)]+)\)", answer.text)
    sizes = [int(client.get(path, headers=wanted).headers["content-length"]) for path in paths]
    assert sum(sizes) + int(answer.headers["content-length"]) < 65_000  # with the content at most 80 kB


def test_it_is_the_readers_own_and_not_sent_twice(client, content):
    first = client.get("/calls")
    assert first.headers["cache-control"] == "private, no-cache"
    assert "Cookie" in first.headers["vary"]
    again = client.get("/calls", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    content.page = replace(Drawn(), html="<p>new</p>")
    assert client.get("/calls", headers={"if-none-match": first.headers["etag"]}).status_code == 200


@pytest.mark.parametrize("coding", ["br", "gzip", "identity", ""])
def test_it_is_the_same_in_every_coding(client, coding):
    answer = client.get("/calls", headers={"accept-encoding": coding})
    assert answer.headers.get("content-encoding", "identity") == (coding or "identity")
    assert "<h1>A call</h1>" in answer.text


def test_who_saves_data_is_asked_before_streamlit_is_loaded(client):
    assert '<div id="hub-light" data-saving>' in client.get("/calls", headers={"save-data": "on"}).text
    answer = client.get("/calls")
    assert "data-saving" not in answer.text
    assert "Save-Data" in answer.headers["vary"]


def test_a_language_in_the_address_is_remembered(client):
    assert "hub_lang=sw" in client.get("/calls?lang=sw").headers["set-cookie"]
    assert "set-cookie" not in client.get("/calls?lang=sw", headers={"cookie": "hub_lang=sw"}).headers
    assert "set-cookie" not in client.get("/calls?lang=xx").headers


def test_what_is_not_found_says_so_to_programs(client, content):
    content.page = replace(Drawn(), status=404)
    first = client.get("/calls/A-9")
    assert first.status_code == 404
    assert client.get("/calls/A-9", headers={"if-none-match": first.headers["etag"]}).status_code == 404


@pytest.mark.parametrize("error", [RuntimeError("broken"), TooBusy("errors.too_busy"), None])
def test_without_a_light_page_streamlit_draws_it(client, content, error):
    content.page, content.error = None, error
    answer = client.get("/calls")
    assert answer.status_code == 200
    assert "hub-sketch" in answer.text
    assert f'src="{own.url("light.js")}"' not in answer.text


def test_an_endless_query_is_not_drawn(client, content):
    assert "hub-sketch" in client.get(f"/calls?q={'x' * LONGEST_QUERY}").text
    assert not content.asked
