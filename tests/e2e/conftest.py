"""The real application and a real browser, shared by the tests; each visit has its own profile."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.e2e import browser as chromium
from tests.e2e.hub import Hub
from tests.e2e.people import LOCALES
from tests.e2e.server import Server, serving

HEIGHTS = {390: 844, 1280: 900}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium, found on this machine or fetched."""
    path = chromium.find() or chromium.fetch()
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=chromium.ARGUMENTS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The application with reference data alone, as on the first day."""
    with serving(tmp_path_factory.mktemp("hub")) as running:
        yield running


@pytest.fixture(scope="session")
def demo_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The application with demo data."""
    with serving(tmp_path_factory.mktemp("demo"), demo=True) as running:
        yield running


@pytest.fixture
def visit(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[..., Hub]]:
    """Somebody's browser on the hub: `visit(language="sw", width=390)`; no accident may happen in it.

    The server is the `server` fixture unless another is given.
    """
    visits: list[Hub] = []

    def arrive(*, language: str = "en", width: int = 1280, server: Server | None = None) -> Hub:
        context = browser.new_context(
            locale=LOCALES[language],
            viewport={"width": width, "height": HEIGHTS.get(width, 900)},
            has_touch=width < 600,
            timezone_id="Africa/Dar_es_Salaam",
        )
        visits.append(Hub(context.new_page(), server or request.getfixturevalue("server")))
        return visits[-1]

    yield arrive
    failed = getattr(request.node, "failed", False)
    for number, hub in enumerate(visits):
        if failed:
            _keep_picture(hub.page, f"{request.node.name}-{number}")
        hub.page.context.close()
    accidents = [accident for hub in visits for accident in hub.accidents]
    assert not accidents, "\n".join(accidents)


@pytest.fixture
def hub(visit: Callable[..., Hub]) -> Hub:
    """A visitor's browser, in English, on a desk."""
    return visit()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Let fixtures know that the test failed, so that they can keep a picture."""
    report = yield
    if report.when == "call":
        item.failed = report.failed
    return report


def _keep_picture(page: Page, name: str) -> None:
    folder = Path("test-results")
    folder.mkdir(exist_ok=True)
    page.screenshot(path=folder / f"{name.replace('/', '-')}.png", full_page=True)
