"""What any of our routes is sent: too much, too slowly, cut off, no JSON."""

import logging
import re

import anyio
import orjson
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

from innovation_hub.i18n import LANGUAGES, translator
from innovation_hub.web import body
from innovation_hub.web.app import routes
from innovation_hub.web.arrival import Arrival
from innovation_hub.web.identity import Identity

pytestmark = pytest.mark.usefixtures("database_url")
TAKING = {
    re.sub(r"{[^}]*}", "1", route.path): method
    for route in routes([])
    for method in sorted(getattr(route, "methods", None) or ())
    if method not in ("GET", "HEAD", "OPTIONS")
}
SCRIPTS = [path for path in TAKING if path.startswith("/api/")]
MUCH = {"type": "http.request", "body": b" " * 1_000_000, "more_body": True}
PIECE = {"type": "http.request", "body": b'{"ver', "more_body": True}
CUT = {"type": "http.disconnect"}


def sent(path, *pieces, lang="en", **headers):
    """The status and text that come back when these pieces arrive, and nothing after them."""
    app = Starlette(routes=routes([]), middleware=[Middleware(Arrival), Middleware(Identity)])
    said, left = [], list(pieces)

    async def receive():
        if not left:
            await anyio.sleep_forever()
        return left.pop(0)

    async def send(message):
        said.append(message)

    head = {"accept-language": lang, **{name.replace("_", "-"): value for name, value in headers.items()}}
    scope = {"type": "http", "method": TAKING[path], "path": path, "raw_path": path.encode(), "root_path": ""}
    scope |= {"query_string": b"", "scheme": "http", "http_version": "1.1", "client": ("127.0.0.1", 1)}
    scope["headers"] = [(name.encode(), value.encode()) for name, value in head.items()]

    async def answered():
        with anyio.fail_after(20):
            await app(scope, receive, send)

    anyio.run(answered)
    return said[0]["status"], b"".join(one.get("body", b"") for one in said).decode()


@pytest.fixture
def impatient(monkeypatch):
    """The time that a body may take, made short."""
    monkeypatch.setattr(body, "SECONDS", 0.05)


def test_there_are_routes_that_take_something():
    assert len(TAKING) >= 10
    assert len(SCRIPTS) >= 3


@pytest.mark.parametrize("path", TAKING)
def test_more_than_any_form_sends_is_refused_before_it_has_come(path):
    sentence = translator("en")("accounts.refused.form_too_large")
    for status, text in (sent(path, MUCH, MUCH), sent(path, content_length="99000000")):
        assert status == 413
        assert sentence in text


@pytest.mark.parametrize("path", TAKING)
@pytest.mark.parametrize("pieces", [[], [PIECE], [PIECE, CUT]], ids=["nothing", "a piece", "cut"])
def test_what_does_not_come_whole_is_told_and_leaves_no_traceback(path, pieces, impatient, caplog):
    with caplog.at_level(logging.ERROR):
        status, text = sent(path, *pieces)
    assert status == 408
    assert translator("en")("errors.incomplete") in text
    assert not caplog.records


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", SCRIPTS)
@pytest.mark.parametrize("text", [b"", b"milioni", b"[1]", b"7", b"\xff", b'{"a":' * 200, b'{"a": NaN}'])
def test_what_is_no_json_object_is_told_in_the_readers_language(path, lang, text):
    status, told = sent(path, {"type": "http.request", "body": text, "more_body": False}, lang=lang)
    assert status == 422
    assert orjson.loads(told)["detail"] == translator(lang)("errors.malformed")
