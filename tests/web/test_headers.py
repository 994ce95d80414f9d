"""The headers stand on every answer, the shut doors stay shut, and Streamlit's traffic passes untouched."""

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from innovation_hub.errors import DatabaseTrouble
from innovation_hub.services.pulse import Pulse
from innovation_hub.web.frontend.addresses import SHUT
from innovation_hub.web.headers import HEADERS, SecurityHeaders
from innovation_hub.web.health import health_routes


@pytest.mark.parametrize(
    "path", ["/", "/calls", "/no.such", "/static/js/none.js", "/_stcore/health", "/hub/hub.js"]
)
def test_every_answer_carries_the_headers(client, path):
    answer = client.get(path, follow_redirects=False)
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


def test_no_foreign_and_no_inline_script_may_run(client):
    policy = dict(
        part.split(" ", 1) for part in client.get("/").headers["Content-Security-Policy"].split("; ")
    )
    assert policy["script-src"] == policy["default-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["object-src"] == "'none'"


@pytest.mark.parametrize("path", SHUT)
def test_shut_doors(client, path):
    assert client.get(path).status_code == 404
    assert client.get(f"{path}/more").status_code == 404


def test_websocket_and_upload_pass(client):
    with client.websocket_connect("/_stcore/stream") as socket:
        socket.send_bytes(b"\x00\x01")
        assert socket.receive_bytes() == b"\x00\x01"
    assert client.put("/_stcore/upload_file/1", content=b"x" * 100_000).text == "inner"


def test_https_is_remembered_only_over_https(client):
    assert "Strict-Transport-Security" not in client.get("/").headers
    assert "max-age" in client.get("https://testserver/").headers["Strict-Transport-Security"]


def test_an_inner_header_is_not_overwritten():
    async def answer(request):
        return PlainTextResponse("", headers={"Referrer-Policy": "no-referrer"})

    with TestClient(SecurityHeaders(Starlette(routes=[Route("/", answer)]))) as browser:
        assert browser.get("/").headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.usefixtures("database_url")
@pytest.mark.parametrize("trouble", [None, DatabaseTrouble("errors.database_read_only")])
def test_health(trouble):
    def readiness() -> None:
        if trouble:
            raise trouble

    with TestClient(Starlette(routes=health_routes(Pulse(readiness)))) as browser:
        assert browser.get("/healthz").json() == {"status": "ok"}
        answer = browser.get("/readyz")
        assert answer.headers["cache-control"] == "no-store"
        assert answer.status_code == (503 if trouble else 200)
        assert answer.json().get("reason") == (trouble.key if trouble else None)
