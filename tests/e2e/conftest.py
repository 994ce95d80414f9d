"""The real application and a real browser, shared by the tests; each visit has its own profile."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from innovation_hub.domain.permissions import Role
from tests.e2e import browser as chromium
from tests.e2e.badline import Line, line
from tests.e2e.hub import PATIENCE, Hub
from tests.e2e.people import email_of, enter
from tests.e2e.prepared import Prepared
from tests.e2e.profiles import Kind, Profiles
from tests.e2e.server import Server, port_of, serving

expect.set_options(timeout=PATIENCE)  # of what is awaited; a busy machine is given time


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium, found on this machine or fetched."""
    path = chromium.find() or chromium.fetch()
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=chromium.ARGUMENTS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, prepared: Prepared) -> Iterator[Server]:
    """The application with reference data alone, as on the first day."""
    with serving(tmp_path_factory.mktemp("hub"), prepared=prepared) as running:
        yield running


@pytest.fixture(scope="session")
def demo_server(tmp_path_factory: pytest.TempPathFactory, prepared: Prepared) -> Iterator[Server]:
    """The application with demo data."""
    with serving(tmp_path_factory.mktemp("demo"), demo=True, prepared=prepared) as running:
        yield running


@pytest.fixture(scope="session")
def profiles(browser: Browser) -> Profiles:
    """The profiles of this worker's browser."""
    return Profiles(browser)


@pytest.fixture
def visit(profiles: Profiles, request: pytest.FixtureRequest) -> Iterator[Callable[..., Hub]]:
    """Somebody's browser on the hub: `visit(language="sw", width=390)`; no accident may happen in it.

    The server is the `server` fixture unless another is given. It holds nothing of an earlier visit but the frontend's
    scripts, and not even these when it is `new`.
    """
    visits: list[tuple[Kind, Hub]] = []

    def arrive(
        *, language: str = "en", width: int = 1280, server: Server | None = None, new: bool = False
    ) -> Hub:
        kind = language, width
        profile = profiles.new(kind) if new else profiles.lend(kind)
        hub = Hub(profile.new_page(), server or request.getfixturevalue("server"))
        visits.append((kind, hub))
        return hub

    yield arrive
    accidents = []
    for number, (kind, hub) in enumerate(visits):
        if getattr(request.node, "failed", False):
            _keep_picture(hub.page, f"{request.node.name}-{number}")
        accidents += hub.accidents
        hub.ignore_accidents()
        profiles.take_back(kind, hub.page.context, hub.server.url)
    assert not accidents, "\n".join(accidents)


@pytest.fixture
def hub(visit: Callable[..., Hub]) -> Hub:
    """A visitor's browser, in English, on a desk."""
    return visit()


@pytest.fixture(scope="module")
def database(demo_server: Server) -> Path:
    """The file of the demo data."""
    return demo_server.database


@pytest.fixture(scope="module")
def cable() -> Iterator[Line]:
    """The line between browser and hub."""
    with line() as passing:
        yield passing


@pytest.fixture(scope="module")
def process(
    cable: Line, database: Path, tmp_path_factory: pytest.TempPathFactory, prepared: Prepared
) -> Callable[[], AbstractContextManager[Server]]:
    """Starts another process over the same data, as an upgrade does."""

    def start() -> AbstractContextManager[Server]:
        var = tmp_path_factory.mktemp("process")
        settings = {"HUB_DATABASE_URL": f"sqlite:///{database}", "HUB_BASE_URL": cable.url}
        return serving(var, prepared=prepared, **settings)

    return start


@pytest.fixture(scope="module")
def far(cable: Line, process: Callable[[], AbstractContextManager[Server]]) -> Iterator[Server]:
    """The hub as it is seen through the line."""
    with process() as running:
        cable.target = port_of(running.url)
        yield Server(cable.url, running.var, running.log, running.pid, running.environment)


@pytest.fixture
def writer(visit: Callable[..., Hub], far: Server, cable: Line, database: Path) -> Iterator[Hub]:
    """A student at the first step of a draft; refused requests and cut connections are no accidents here."""
    cable.mend()
    hub = enter(visit(server=far), Role.STUDENT)
    with closing(sqlite3.connect(database)) as connection:
        sql = "SELECT p.id FROM proposal p JOIN account a ON a.id = p.owner_id WHERE a.email = ? AND p.state = 'draft'"
        hub.proposal = connection.execute(sql, (email_of(Role.STUDENT),)).fetchone()[0]
    hub.open(f"/proposal?proposal={hub.proposal}&step=idea")
    yield hub
    cable.mend()
    hub.ignore_accidents()


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
