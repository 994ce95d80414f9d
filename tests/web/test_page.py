"""The page of our own around Streamlit's frontend."""

import re

import pytest

from innovation_hub.i18n import LANGUAGES, translator
from innovation_hub.web.frontend import bundle, own, streamlit_static
from innovation_hub.web.frontend.addresses import STREAMLITS
from innovation_hub.web.frontend.document import streamlit_tags

HTML = {"accept": "text/html"}


@pytest.mark.parametrize("path", ["/", "/calls", "/calls/ICT-2027-1", "/resolutions/4"])
def test_every_address_of_the_app_gets_the_page(client, path):
    answer = client.get(path, headers=HTML)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"
    assert '<div id="root"><main class="hub-sketch"' in answer.text


@pytest.mark.parametrize(
    ("asked", "lang"),
    [
        ({}, "sw"),
        ({"accept-language": "en-GB,en;q=0.9"}, "en"),
        ({"accept-language": "fr,de"}, "sw"),
        ({"accept-language": "en", "cookie": "hub_lang=sw"}, "sw"),
        ({"cookie": "hub_lang=xx"}, "sw"),
    ],
)
def test_the_page_speaks_the_readers_language(client, asked, lang):
    text = client.get("/", headers=asked).text
    assert f'<html lang="{lang}">' in text
    assert f"<title>{translator(lang)('chrome.title')}</title>" in text


def test_the_address_may_name_the_language(client):
    assert '<html lang="en">' in client.get("/?lang=en").text


def test_everything_streamlit_loads_is_in_one_file(client):
    html = client.get("/").text
    stock = (streamlit_static() / "index.html").read_text()
    wanted = set(re.findall(r'"\./static/js/([^"]+)"', stock))
    assert re.findall(r'<script type="module"[^>]* src="/([^"]+)"', html) == [
        f"{bundle.folder()}/{bundle.NAME}"
    ]
    assert wanted == {*bundle.installed().names, *bundle.installed().apart}
    assert all((streamlit_static() / "static/js" / name).is_file() for name in wanted)
    assert html.count('rel="stylesheet"') == 1
    assert "./static" not in html


def test_no_inline_script_and_nothing_from_elsewhere(client):
    html = client.get("/").text
    assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>", html)
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", html)


@pytest.mark.parametrize("name", sorted(own.files()))
def test_our_files_can_be_kept_for_ever(client, name):
    answer = client.get(own.url(name))
    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]
    assert client.get(f"/hub/{name}", follow_redirects=False).headers["location"] == own.url(name)
    stem, _, suffix = name.rpartition(".")
    assert client.get(f"/hub/{stem}.0123456789ab.{suffix}").status_code == 404


@pytest.mark.parametrize("path", ["/manifest.json", "/hub/none.js", "/hub/../page.html", "/x.php"])
def test_other_files_do_not_exist(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/favicon.ico", "/favicon.png"])
def test_the_icon_is_found_where_programs_look_for_it(client, path):
    assert client.get(path).headers["content-type"] == "image/svg+xml"


def test_the_page_is_small(client):
    for lang in LANGUAGES:
        answer = client.get(f"/?lang={lang}", headers={"accept-encoding": "br"})
        assert int(answer.headers["content-length"]) < 2500


def test_a_frontend_we_do_not_know_stops_the_start(tmp_path, monkeypatch):
    (tmp_path / "index.html").write_text("<html></html>")
    monkeypatch.setattr("innovation_hub.web.frontend.bundle.streamlit_static", lambda: tmp_path)
    bundle.installed.cache_clear()
    with pytest.raises(RuntimeError, match="names no script"):
        streamlit_tags()


def test_a_browser_without_scripts_is_told_so(client):
    assert re.search(r"<noscript><p[^>]*>[^<]*JavaScript[^<]*</p></noscript>", client.get("/").text)


@pytest.mark.parametrize(
    "path",
    [
        "/account/reset/abc",
        "/calls/a_b",
        "/calls/A/B",
        f"/calls/{'A' * 21}",
        "/resolutions/5",
        "/resolution-4/",
        "/a/b/c.html",
    ],
)
def test_an_address_that_leads_nowhere_says_so_with_the_way_home(client, path):
    answer = client.get(path, headers=HTML)
    assert answer.status_code == 404
    assert translator("sw")("accounts.notice.lost.title") in answer.text
    assert 'href="/"' in answer.text


def test_what_is_streamlits_own_is_left_to_it(client):
    from streamlit.web.server.starlette import starlette_app

    assert {prefix.split("/")[1] for prefix in starlette_app._RESERVED_ROUTE_PREFIXES} <= STREAMLITS
    assert client.get("/_stcore/health").text == "inner"


def test_a_script_that_declares_no_empty_constant_stops_the_start():
    assert (
        own.filled('const A = {}; const B = "";', A={"x": 1}, B="y") == 'const A = {"x": 1}; const B = "y";'
    )
    with pytest.raises(RuntimeError):
        own.filled("const A = 1;", A=2)
