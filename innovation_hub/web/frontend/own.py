"""The hub's own static files (scripts, styles, fonts, icon, words), under names with their hash."""

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from innovation_hub.design.sheet import complete, shared
from innovation_hub.domain.addresses import BY_CODE
from innovation_hub.i18n import LANGUAGES, translator
from innovation_hub.i18n.translator import read_catalogue
from innovation_hub.web.blob import IMMUTABLE, Blob
from innovation_hub.web.frontend import FILES
from innovation_hub.web.frontend.style import stylesheet

TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
    ".json": "application/json",
}
RESTART, HISTORY = "restart.js", "history.js"
_RESTART_TEXTS = ("gone", "back", "close", "unloaded")
_EMPTY = ("{}", "[]", '""')
STRINGS = "strings.json"
SHEET = "streamlit.css"
ACCOUNT = "account.css"
PREFIX = "frontend."  # keys: frontend.*
OWN_TEXTS = "frontend.page."  # sentences of our own page, not of Streamlit's frontend


def dictionary() -> list[tuple[str, str]]:
    """The strings of Streamlit's frontend with their Swahili translations."""
    english, swahili = translator("en"), translator("sw")
    keys = [str(m.id) for m in read_catalogue("en") if m.id and str(m.id).startswith(PREFIX)]
    return [(english(key), swahili(key)) for key in keys if not key.startswith(OWN_TEXTS)]


@lru_cache(maxsize=1)
def files() -> Mapping[str, Blob]:
    """All files by plain name."""
    found = {path.name: Blob.of(path.read_bytes(), TYPES[path.suffix]) for path in sorted(FILES.iterdir())}
    restart = words("frontend.page.restart", _RESTART_TEXTS)  # keys: frontend.page.restart.*
    for name, constants in ((RESTART, {"WORDS": restart}), (HISTORY, {"BY_CODE": dict(BY_CODE)})):
        found[name] = Blob.of(filled((FILES / name).read_text("utf-8"), **constants), TYPES[".js"])
    addresses = {name: address(name, blob) for name, blob in found.items()}
    ours = (FILES / "hub.css").read_text("utf-8")  # after Streamlit's, so that it takes precedence
    found[SHEET] = Blob.of(f"{shared()}{stylesheet(addresses)}\n{ours}", "text/css")
    found[ACCOUNT] = Blob.of(complete((FILES / ACCOUNT).read_text("utf-8")), "text/css")
    found[STRINGS] = Blob.of(
        json.dumps(dictionary(), ensure_ascii=False, separators=(",", ":")), TYPES[".json"]
    )
    return MappingProxyType(found)


def filled(script: str, **constants: object) -> str:
    """A script with the values of constants that it declares empty, such as ``const WORDS = {}``."""
    for name, value in constants.items():
        empty = [line for place in _EMPTY if (line := f"const {name} = {place};") in script]
        if not empty:
            raise RuntimeError(f"the script has no empty constant {name}")
        script = script.replace(empty[0], f"const {name} = {json.dumps(value, ensure_ascii=False)};")
    return script


def words(prefix: str, names: Iterable[str]) -> dict[str, dict[str, str]]:
    """Texts of the catalogue by language and name, for scripts that run while the server does not answer."""
    return {lang: {name: translator(lang)(f"{prefix}.{name}") for name in names} for lang in LANGUAGES}


def address(name: str, blob: Blob) -> str:
    """The address of a file; it changes with the file, so browsers may cache it without limit."""
    stem, _, suffix = name.rpartition(".")
    return f"/hub/{stem}.{blob.digest}.{suffix}"


def url(name: str) -> str:
    """The address of one of our files by its plain name."""
    return address(name, files()[name])


async def serve(request: Request) -> Response:
    """``/hub/<stem>.<digest>.<suffix>``; the plain name redirects to the present one."""
    asked = request.path_params["name"]
    if asked in files():
        return RedirectResponse(url(asked), 302, headers={"Cache-Control": "no-cache"})
    parts = asked.rsplit(".", 2)
    blob = files().get(f"{parts[0]}.{parts[-1]}") if len(parts) == 3 else None
    if blob is None or parts[1] != blob.digest:
        return PlainTextResponse("Not Found", status_code=404, headers={"Cache-Control": "no-store"})
    return blob.response(request, cache=IMMUTABLE)


def own_routes() -> list[Route]:
    """Routes of our own files."""
    return [Route("/hub/{name}", serve)]
