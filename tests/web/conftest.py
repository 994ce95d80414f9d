"""An ASGI application built of the hub's own routes and middleware, without Streamlit behind it."""

import warnings
from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute

from innovation_hub.web.assets import StaticAssets, Store
from innovation_hub.web.frontend.own import own_routes
from innovation_hub.web.frontend.page import page_routes
from innovation_hub.web.headers import SecurityHeaders
from innovation_hub.web.lost import lost_routes

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # Starlette would rather have httpx2, of which the lock knows nothing
    from starlette.testclient import TestClient


async def inner(request):
    """What Streamlit would answer."""
    return PlainTextResponse("inner")


async def echo(websocket):
    """A websocket like Streamlit's."""
    await websocket.accept()
    await websocket.send_bytes(await websocket.receive_bytes())
    await websocket.close()


@pytest.fixture
def store(tmp_path) -> Store:
    """A small frontend of three files and a place for its copies."""
    source = tmp_path / "frontend"
    for name, size in (
        ("static/js/app.1234.js", 5000),
        ("static/css/app.5678.css", 900),
        ("static/media/a.woff2", 900),
    ):
        path = source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"export const a = 1;\n" * (size // 20))
    return Store({"static": source / "static"}, tmp_path / "copies", "1.0")


@pytest.fixture
def client(store) -> Iterator[TestClient]:
    """A browser of plain HTTP in front of it all."""
    app = Starlette(
        routes=[
            *own_routes(),
            *page_routes({"", "calls", "results", "resolutions", "resolution-4"}),
            *lost_routes(),
            Route("/_stcore/{rest:path}", inner, methods=["GET", "PUT"]),
            WebSocketRoute("/_stcore/stream", echo),
        ]
    )
    with TestClient(SecurityHeaders(StaticAssets(app, store))) as browser:
        browser.headers["accept-encoding"] = "identity"
        yield browser
