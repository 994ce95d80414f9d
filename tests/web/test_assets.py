"""Compressed copies: made once, whole or not at all, and served to those who take them."""

import gzip
import threading
from importlib.metadata import version

import brotli
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from innovation_hub.charts import library
from innovation_hub.web.assets import StaticAssets, Store
from innovation_hub.web.assets.installed import store as store_of_the_hub
from innovation_hub.web.blob import Blob, accepted

JS = "/static/js/app.1234.js"


def test_plain_files_are_served_before_any_copy_is_made(client, store):
    answer = client.get(JS, headers={"accept-encoding": "br, gzip"})
    assert answer.content == store.files[JS[1:]].read_bytes()
    assert "content-encoding" not in answer.headers
    assert answer.headers["content-type"].startswith("text/javascript")


@pytest.mark.parametrize(
    ("takes", "coding"),
    [("gzip, deflate, br, zstd", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip"), ("", None)],
)
def test_the_best_copy_a_browser_takes(client, store, takes, coding):
    store.build()
    answer = client.get(JS, headers={"accept-encoding": takes})
    assert answer.headers.get("content-encoding") == coding
    assert answer.content == store.files[JS[1:]].read_bytes()
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["vary"] == "Accept-Encoding"


def test_an_unchanged_file_is_not_sent_again(client):
    first = client.get(JS)
    again = client.get(JS, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "path", ["/static/js/none.js", "/static/../index.html", "/static/%2e%2e/index.html", "/static/"]
)
def test_only_files_of_the_frontend_are_served(client, path):
    assert client.get(path).status_code == 404


def test_quick_copies_come_first_and_better_ones_replace_them(store):
    made = store.build()
    assert made == 4 + 2  # two codings of two files, then the best one of each
    assert store.build() == 0
    copy, coding = store.find(JS[1:], ["br", "identity"])
    assert (copy.suffix, coding) == (".br11", "br")
    assert brotli.decompress(copy.read_bytes()) == store.files[JS[1:]].read_bytes()
    assert gzip.decompress(store.find(JS[1:], ["gzip"])[0].read_bytes()) == store.files[JS[1:]].read_bytes()
    assert not list(store.folder.rglob("*.part"))


def test_a_stopped_build_goes_on_next_time(store):
    stop = threading.Event()
    stop.set()
    assert store.build(stop) == 0
    assert store.build() == 6


def test_two_builders_leave_whole_files(store):
    workers = [threading.Thread(target=store.build) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    for copy in store.folder.rglob("*.br*"):
        assert brotli.decompress(copy.read_bytes())


def test_a_changed_frontend_gets_a_folder_of_its_own(store):
    before = store.folder
    (store.sources["static"] / "js/new.9999.js").write_text("1")
    assert Store(store.sources, store.home, "1.0").folder != before
    assert Store(store.sources, store.home, "1.1").folder.name.startswith("1.1-")


def test_codings_by_preference():
    assert accepted("gzip, br") == ["br", "gzip", "identity"]
    assert accepted("br; q=0.5, gzip; q=0") == ["br", "identity"]
    assert accepted("") == ["identity"]


def test_a_blob_compresses_text_and_leaves_fonts():
    assert set(Blob.of("a" * 1000, "text/css").bodies) == {"identity", "br", "gzip"}
    assert set(Blob.of(b"a" * 1000, "font/woff2").bodies) == {"identity"}


def test_a_single_file_has_a_name_of_its_own(store, tmp_path):
    script = tmp_path / "charts.js"
    script.write_bytes(b"draw();\n" * 100)
    both = Store({**store.sources, "charts/1.0/charts.js": script}, store.home, "1.0")
    with TestClient(StaticAssets(Starlette(), both)) as browser:
        assert browser.get("/charts/1.0/charts.js").content == script.read_bytes()
        assert browser.get("/charts/1.0/charts.js.map").status_code == 404
        assert browser.get("/charts/0.9/charts.js").status_code == 404
        assert browser.get(JS).content == both.files[JS[1:]].read_bytes()


def test_plotly_script_lies_where_charts_ask_for_it():
    script = store_of_the_hub().files[library.NAME]
    assert script.read_bytes()[:200].find(b"plotly.js") > 0
    assert version("plotly") in library.NAME
