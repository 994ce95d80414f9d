"""The pages' websocket: opened by our own pages alone, closed quietly when it is sent what no page sends."""

import logging
import warnings

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocketDisconnect

from innovation_hub.config import settings
from innovation_hub.web.account_forms import foreign
from innovation_hub.web.frames import BinaryFrames
from innovation_hub.web.same_origin import SameOrigin

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

STREAM = "ws://10.0.0.5:8501/_stcore/stream"


async def streamlits(websocket):
    """As Streamlit's endpoint: binary frames, a text frame is an error, something is always on its way."""
    await websocket.accept()
    try:
        while True:
            try:
                await websocket.send_bytes(b"echo" + await websocket.receive_bytes())
            except WebSocketDisconnect:
                return
            except (RuntimeError, KeyError) as error:
                raise TypeError("text frames are not supported") from error
    finally:
        await websocket.send_bytes(b"late")


@pytest.fixture
def browser(monkeypatch) -> TestClient:
    monkeypatch.setenv("HUB_BASE_URL", "https://hub.example")
    settings.cache_clear()
    app = Starlette(
        routes=[WebSocketRoute("/_stcore/stream", streamlits)],
        middleware=[Middleware(SameOrigin, refusal=foreign), Middleware(BinaryFrames)],
    )
    return TestClient(app, base_url="http://10.0.0.5:8501")


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://10.0.0.5:8501"},
        {"origin": "https://hub.example", "sec-fetch-site": "same-origin"},
        {},
    ],
    ids=["host", "public", "no-browser"],
)
def test_our_own_pages_open_it(browser, headers):
    with browser.websocket_connect(STREAM, headers=headers) as stream:
        stream.send_bytes(b"x")
        assert stream.receive_bytes() == b"echox"


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://localhost:3000"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "http://10.0.0.5:8502"},
        {"origin": "https://hub.example.evil.example"},
        {"origin": "null"},
        {"origin": "https://hub.example", "sec-fetch-site": "same-site"},
    ],
    ids=lambda headers: headers["origin"],
)
def test_no_other_page_opens_it_wherever_it_lies(browser, headers):
    with (
        pytest.raises(WebSocketDisconnect) as refusal,
        browser.websocket_connect(STREAM, headers=headers),
    ):
        pass
    assert refusal.value.code == 1008


def test_a_text_frame_closes_it_with_one_quiet_line(browser, caplog):
    caplog.set_level(logging.INFO)
    with browser.websocket_connect(STREAM) as stream:
        stream.send_text("{}")
        assert stream.receive()["code"] == 1003
    lines = [record for record in caplog.records if record.name == "innovation_hub.web"]
    assert [(line.getMessage(), line.exc_info) for line in lines] == [("websocket.text_frame closed", None)]


def test_the_application_guards_its_websocket():
    from innovation_hub.web.app import middleware

    assert [one.cls for one in middleware()].index(BinaryFrames) > [one.cls for one in middleware()].index(
        SameOrigin
    )
