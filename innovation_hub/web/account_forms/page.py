"""Common parts of account pages: language, form values, the page to go to next, rendering."""

import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import anyio
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from innovation_hub.config import settings
from innovation_hub.design import LIGHT
from innovation_hub.errors import HubError, Several
from innovation_hub.i18n import LANGUAGES, Translator, choose_language, translator
from innovation_hub.web import language
from innovation_hub.web.body import body_of
from innovation_hub.web.frontend import own
from innovation_hub.web.problem import WAITING, retry_of, sentence

TEMPLATES = Path(__file__).parents[1] / "templates"
LONGEST_BODY = 32_768
LONGEST_NEXT = 500

# Texts are asked for by the templates. keys: accounts.*


@lru_cache(maxsize=1)
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def local_path(text: str) -> str:
    """The path if it is a page of this site, else the home page."""
    plain = len(text) <= LONGEST_NEXT and text.isascii() and text.isprintable() and "\\" not in text
    parts = urlsplit(text) if plain and text.startswith("/") and not text.startswith("//") else None
    return text if parts and not parts.scheme and not parts.netloc else "/"


@dataclass
class Visit:
    """One request to an account page; ``typed`` are the values of its form."""

    request: Request
    typed: dict[str, str]
    problems: dict[str, str] = field(default_factory=dict)
    status: int = 200
    retry: int = 0

    @property
    def chosen(self) -> str | None:
        """The language the reader chose: by a button of the form, in the address, or before."""
        asked = (self.typed.get("lang"), self.request.query_params.get("lang"))
        cookie = self.request.cookies.get(language.COOKIE)
        return next((code for code in (*asked, cookie) if code in LANGUAGES), None)

    @property
    def t(self) -> Translator:
        """The reader's translator."""
        return translator(self.chosen or choose_language(self.request.headers.get("accept-language")))

    @property
    def next(self) -> str:
        """The path to go to afterwards; never on another site."""
        return local_path(self.value("next"))

    def to(self, path: str, **query: str) -> str:
        """The address of another account page, with the same path to go to afterwards."""
        parameters = query | ({"next": self.next} if self.next != "/" else {})
        return path + (f"?{urlencode(parameters)}" if parameters else "")

    @property
    def switching(self) -> bool:
        """Whether the form was sent only to switch the language."""
        return "lang" in self.typed

    @property
    def client(self) -> str:
        """The network address of the browser, for rate limits."""
        return self.request.client.host if self.request.client else ""

    def value(self, name: str) -> str:
        """The value of a field from the form, or from the address."""
        return self.typed.get(name, self.request.query_params.get(name, ""))

    def refuse(self, error: HubError) -> None:
        """Store the sentences of a refusal by field; those without a field under ``form``."""
        for problem in error.problems if isinstance(error, Several) else (error,):
            self.problems[getattr(problem, "field", None) or "form"] = self.sentence(problem)
        if error.status != 422:
            self.status = error.status
        if error.status in WAITING:
            self.retry = retry_of(error)

    def sentence(self, error: HubError) -> str:
        """The refusal in the reader's language."""
        return sentence(self.t, error)

    def page(self, template: str, **context: Any) -> Response:
        """Render a page; neither the browser nor a proxy may cache it."""
        t = self.t
        html = (
            _templates()
            .get_template(f"{template}.html")
            .render(
                t=t,
                lang=t.lang,
                visit=self,
                problems=self.problems,
                value=self.value,
                url=own.url,
                colour=LIGHT["teal"],
                here=self.request.url.path,
                switch=self._switch(),
                **context,
            )
        )
        return self._with_language(HTMLResponse(html, self.status, headers=self._headers()))

    def _headers(self) -> dict[str, str]:
        return {"Cache-Control": "no-store"} | ({"Retry-After": str(self.retry)} if self.retry else {})

    def go(self, path: str, **query: str) -> Response:
        """Redirect the browser to a GET of the path."""
        target = path + (f"?{urlencode(query)}" if query else "")
        return self._with_language(RedirectResponse(target, 303, headers={"Cache-Control": "no-store"}))

    def _switch(self) -> str:
        parameters = {key: value for key, value in self.request.query_params.items() if key != "lang"}
        return urlencode(parameters)

    def _with_language(self, response: Response) -> Response:
        language.remember(response, self.request, self.chosen or "")
        return response


async def arrive(request: Request) -> Visit:
    """Read the form. Raises what `body_of` raises."""
    if request.method != "POST":
        return Visit(request, {})
    body = await body_of(request, longest=LONGEST_BODY)
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=40, errors="replace")
    except (UnicodeDecodeError, ValueError):
        pairs = []
    return Visit(request, {name: value.replace("\x00", "") for name, value in pairs})


def notice(visit: Visit, name: str, **params: Any) -> Response:
    """A page with a notice: ``accounts.notice.<name>.title`` and ``.text``, and a link onward."""
    path, label = _ACTIONS.get(name, ("/", "accounts.action.home"))
    way = visit.to(path) if path != "/" else path
    return visit.page("notice", name=name, params=params, action=(way, label))


_ACTIONS: Mapping[str, tuple[str, str]] = {
    "dead_confirm": ("/account/confirm", "accounts.action.resend"),
    "dead_reset": ("/account/reset", "accounts.action.ask_again"),
    "mail_confirm": ("/account/confirm", "accounts.action.resend"),
    "mail_reset": ("/account/sign-in", "accounts.action.sign_in"),
}


def foreign(request: Request) -> Response:
    """The response to a form posted from another site."""
    return notice(Visit(request, {}, status=403), "foreign", address=settings().base_url)


EVEN_SECONDS = 0.4


async def evenly(run: Callable[[Callable[[], None]], Awaitable[None]], service: Callable[[], None]) -> None:
    """Have a pool ``run`` a service of which neither answer nor time may reveal whether an address is known.

    It returns, or raises, at the next full step of `EVEN_SECONDS`; waiting blocks no thread.
    """
    began = time.monotonic()
    try:
        await run(service)
    finally:
        await full_step(began)


async def full_step(began: float) -> None:
    """Wait until full steps of `EVEN_SECONDS` have passed since ``began``, a reading of the monotonic clock."""
    with anyio.CancelScope(shield=True):
        await anyio.sleep((began - time.monotonic()) % EVEN_SECONDS)
