"""Pictures of the hub with demo data.

``python -m tests.e2e.screenshots`` takes those of the README anew, into docs/images.
``python -m tests.e2e.screenshots FOLDER`` takes every page, for the first role that may see it, at both widths and
in both languages, into the folder.
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from innovation_hub.config import ROOT
from innovation_hub.domain.permissions import GRANTS, PUBLIC, Role
from innovation_hub.i18n import LANGUAGES
from innovation_hub.ui.pages import PAGES
from tests.e2e import browser as chromium
from tests.e2e.hub import Hub
from tests.e2e.people import LOCALES, enter
from tests.e2e.server import Server, serving

WIDTHS = (1280, 390)
ACCOUNT_FORMS = tuple(f"account/{form}" for form in ("sign-in", "register", "confirm", "reset", "privacy"))

LISTED_ON = {
    "proposal": "/proposals",
    "review": "/reviews",
    "budget_line": "/budgets",
    "call_editor": "/manage-calls",
    "received_proposal": "/screening?show=all",
}


@dataclass(frozen=True)
class Picture:
    """One page as one reader sees it."""

    name: str
    role: Role | None
    language: str = "en"
    width: int = 1280

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.name.replace('/', '-').replace('_', '-')}-{self.language}-{self.width}.png"


README = [
    Picture("home", None),
    Picture("home", None, "sw", 390),
    Picture("resolution_4", None),
    Picture("proposals", Role.STUDENT),
    Picture("reviews", Role.JUDGE),
    Picture("ranking", Role.ORGANISER),
    Picture("budgets", Role.OFFICER),
    Picture("approvals", Role.APPROVER),
    Picture("people", Role.ADMINISTRATOR),
]


def every_page() -> Iterator[Picture]:
    """Every page and account form, at both widths and in both languages."""
    names = [*ACCOUNT_FORMS, *(info.name for info in PAGES)]
    for name, language, width in product(names, LANGUAGES, WIDTHS):
        yield Picture(name, first_reader(name), language, width)


def first_reader(name: str) -> Role | None:
    """The first role that may open a page; nobody in particular when it is public."""
    permission = next((info.permission for info in PAGES if info.name == name), None)
    if permission is None or permission in PUBLIC:
        return None
    return next(role for role in Role if permission in GRANTS[role])


def take(pictures: list[Picture], folder: Path) -> None:
    """Take the pictures, signing in once for each role, language and width."""
    folder.mkdir(parents=True, exist_ok=True)
    readers = sorted({(str(p.role or ""), p.language, p.width) for p in pictures})
    with (
        tempfile.TemporaryDirectory() as var,
        serving(Path(var), demo=True) as server,
        _chromium() as browser,
    ):
        for reader in readers:
            mine = [p for p in pictures if (str(p.role or ""), p.language, p.width) == reader]
            _take_as_one_reader(browser, server, mine, folder)


def _take_as_one_reader(browser: Browser, server: Server, pictures: list[Picture], folder: Path) -> None:
    first = pictures[0]
    size = {"width": first.width, "height": 900}
    context = browser.new_context(
        locale=LOCALES[first.language], viewport=size, timezone_id="Africa/Dar_es_Salaam"
    )
    hub = Hub(context.new_page(), server)
    if first.role:
        enter(hub, first.role)
        hub.open().switch_language(first.language)
    for picture in pictures:
        hub.page.set_viewport_size(size)
        arrive(hub, picture.name)
        _unroll(hub)
        hub.page.screenshot(path=folder / picture.file)
        print(picture.file, *hub.accidents, sep="\n  ")
        hub.accidents.clear()
    context.close()


def address(name: str) -> str:
    """Where a page or account form is."""
    if name in ACCOUNT_FORMS:
        return f"/{name}"
    return "/" + next(info.url_path for info in PAGES if info.name == name)


def arrive(hub: Hub, name: str) -> Hub:
    """Go to a page; to one that shows a single record, by the first link of its list."""
    if name not in LISTED_ON:
        return hub.open(address(name))
    # Links of tables begin at the root or the server, those of Streamlit with the name of the page.
    links = hub.open(LISTED_ON[name]).page.locator(f'[data-testid="stMain"] a[href*="{address(name)[1:]}?"]')
    link = links.first.get_attribute("href") if links.count() else address(name)
    return hub.open("/" + link.removeprefix(hub.server.url).removeprefix("/"))


def _unroll(hub: Hub) -> None:
    """Make the window as tall as the page, which scrolls inside it."""
    height = hub.page.evaluate(
        "() => Math.max(900, document.documentElement.scrollHeight,"
        " document.querySelector('[data-testid=\"stMain\"]')?.scrollHeight ?? 0)"
    )
    hub.page.set_viewport_size({"width": hub.page.viewport_size["width"], "height": min(height, 8000)})
    hub.rest()
    hub.page.wait_for_timeout(400)  # charts draw themselves anew


@contextmanager
def _chromium() -> Iterator[Browser]:
    path = chromium.find() or chromium.fetch()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=chromium.ARGUMENTS)
        yield browser
        browser.close()


if __name__ == "__main__":
    if sys.argv[1:]:
        take(list(every_page()), Path(sys.argv[1]))
    else:
        take(README, ROOT / "docs" / "images")
