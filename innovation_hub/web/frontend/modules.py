"""The scripts and styles of our components, under addresses with the hash of their folder.

Streamlit serves them uncompressed and uncached, so requests to it are redirected here. Modules import each other by
relative names: a light page that names the same addresses shares the modules, and what they know, with the component.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from innovation_hub.config import ROOT
from innovation_hub.web.blob import IMMUTABLE, Blob

COMPONENTS = {"form_sheet": "writing", "score_sheet": "writing", "chart": "pictures"}
"""The folder in ``innovation_hub/ui`` of each component declared in ``pyproject.toml``."""
STREAMLITS = "/_stcore/bidi-components/innovation-hub."
IMPORT = re.compile(r'(?:from |import |@import url\()"(?:\./)?([\w.]+)"')
"""An import of a file of the same folder."""
_STYLE_IMPORT = re.compile(r'@import url\("([\w.]+)"\);')
TYPES = {".css": "text/css", ".js": "text/javascript"}


@dataclass(frozen=True)
class AssetFolder:
    """The files of a folder by name, and a hash of all of them."""

    name: str
    digest: str
    files: Mapping[str, Blob]

    def url(self, name: str) -> str:
        """The address of a file; it changes with any file of the folder."""
        return f"/hub/{self.name}.{self.digest}/{name}"

    def imported(self, name: str) -> set[str]:
        """The names of all files that a script or a style sheet imports, and of those that they import."""
        found: set[str] = set()
        pending = [name]
        while pending:
            new = set(IMPORT.findall(self._text(pending.pop()))) - found
            found |= new
            pending += new
        return found

    def style(self, name: str) -> str:
        """A style sheet with those that it imports in place of its imports."""
        return _STYLE_IMPORT.sub(lambda found: self.style(found[1]), self._text(name))

    def _text(self, name: str) -> str:
        return self.files[name].bodies["identity"].decode()


@lru_cache(maxsize=len(COMPONENTS))
def folder(name: str) -> AssetFolder:
    """The folder with this name; raises ``KeyError`` for one that has no component."""
    if name not in COMPONENTS.values():
        raise KeyError(name)
    paths = sorted((ROOT / "innovation_hub" / "ui" / name / "assets").iterdir())
    files = {path.name: _blob(path) for path in paths if path.suffix in TYPES}
    whole = hashlib.sha256("".join(file + blob.digest for file, blob in files.items()).encode())
    return AssetFolder(name, whole.hexdigest()[:12], MappingProxyType(files))


def _blob(path: Path) -> Blob:
    return Blob.of(path.read_bytes(), TYPES[path.suffix])


async def serve(request: Request) -> Response:
    """``/hub/<folder>.<digest>/<name>``; a digest of another release redirects to the present one."""
    name, _, digest = request.path_params["folder"].partition(".")
    file = request.path_params["name"]
    if name not in COMPONENTS.values() or file not in folder(name).files:
        return PlainTextResponse("Not Found", status_code=404, headers={"Cache-Control": "no-store"})
    if digest != folder(name).digest:
        return _redirected(name, file)
    return folder(name).files[file].response(request, cache=IMMUTABLE)


def _redirected(name: str, file: str) -> Response:
    return RedirectResponse(folder(name).url(file), 302, headers={"Cache-Control": "no-cache"})


class Components:
    """Middleware that redirects requests for files of our components from Streamlit's addresses."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Redirect; requests for files that are not there reach Streamlit, which answers 404."""
        app = self.app
        if scope["type"] == "http" and scope["path"].startswith(STREAMLITS) and scope["method"] == "GET":
            component, _, file = scope["path"].removeprefix(STREAMLITS).partition("/")
            name = COMPONENTS.get(component, "")
            if name and file in folder(name).files:
                app = _redirected(name, file)
        await app(scope, receive, send)


def module_routes() -> list[Route]:
    """Routes of the components' files."""
    return [Route("/hub/{folder}/{name}", serve)]
