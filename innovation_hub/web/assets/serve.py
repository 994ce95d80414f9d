"""Serving files of the frontend from the store of compressed copies, before Streamlit would send them uncompressed."""

import mimetypes
from functools import lru_cache
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from innovation_hub.web.assets.store import Store
from innovation_hub.web.blob import IMMUTABLE, accepted

TYPES = {".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2", ".wasm": "application/wasm"}


@lru_cache(maxsize=256)
def _read(path: Path, changed: float) -> bytes:
    return path.read_bytes()


class StaticAssets:
    """Middleware for the store's files; no route of ours may begin like one of its sources, such as ``/static/``."""

    def __init__(self, app: ASGIApp, store: Store) -> None:
        self.app = app
        self.store = store
        self.prefixes = tuple(f"/{name}" if Path(name).suffix else f"/{name}/" for name in store.sources)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the best copy of the requested file; 404 for a missing file."""
        mine = (
            scope["type"] == "http"
            and scope["path"].startswith(self.prefixes)
            and scope["method"] in ("GET", "HEAD")
        )
        app = await self._answer(scope) if mine else self.app
        await app(scope, receive, send)

    async def _answer(self, scope: Scope) -> Response:
        headers = Headers(scope=scope)
        name = scope["path"].lstrip("/")
        found = self.store.find(name, accepted(headers.get("accept-encoding", "")))
        if found is None:
            return PlainTextResponse("Not Found", status_code=404, headers={"Cache-Control": "no-store"})
        path, coding = found
        tag = f'"{Path(name).name}-{coding}"'  # the name already carries a hash of the contents
        answer = {"Cache-Control": IMMUTABLE, "ETag": tag, "Vary": "Accept-Encoding"}
        if tag in headers.get("if-none-match", ""):
            return Response(status_code=304, headers=answer)
        if coding != "identity":
            answer["Content-Encoding"] = coding
        kind = TYPES.get(Path(name).suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
        body = await run_in_threadpool(_read, path, path.stat().st_mtime)
        return Response(body, media_type=kind, headers=answer)
