"""Without a connection: public pages that were read before, a page that says so, and nothing of who was signed in."""

import re

import pytest
from playwright.sync_api import expect

from innovation_hub.domain.permissions import Role
from innovation_hub.i18n import translator
from tests.e2e.people import enter

READY = "navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)"
STORED = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys()) {
      const { pathname, search } = new URL(request.url);
      found.push(pathname + search);
    }
  }
  return found.sort();
}"""


@pytest.fixture
def reader(visit, far, cable):
    """A function that opens the hub in a language, with its service worker at work."""

    def arrive(language="en"):
        cable.mend()
        hub = visit(language=language, width=390, server=far, new=True)
        hub.page.goto(f"{far.url}/words")
        hub.page.wait_for_function(READY)
        hubs.append(hub)
        return hub

    hubs = []
    yield arrive
    for hub in hubs:
        hub.ignore_accidents()
    cable.mend()


def stored(hub):
    """Addresses in the caches of the browser."""
    return hub.page.evaluate(STORED)


@pytest.mark.parametrize("language", ["sw", "en"])
def test_a_page_read_before_is_read_again_and_marked_as_a_copy(reader, far, cable, language):
    t = translator(language)
    hub = reader(language)
    hub.page.goto(f"{far.url}/calls")
    hub.page.wait_for_function("caches.open('hub-copies').then((copies) => copies.match('/calls'))")
    cable.cut()
    hub.page.goto(f"{far.url}/calls")
    expect(hub.page.get_by_role("heading", level=1)).to_have_text(t("calls.title"))
    said = t("frontend.page.offline.copy").split("{time}")[0]
    expect(hub.page.get_by_text(said)).to_be_visible()
    assert not hub.page.locator("script").count()
    hub.page.goto(f"{far.url}/results")
    expect(hub.page.get_by_role("heading", level=1)).to_have_text(t("frontend.page.offline.title"))
    expect(hub.page.get_by_text(t("frontend.page.offline.typed"))).to_be_hidden()
    hub.page.get_by_role("link", name=re.compile(re.escape(t("calls.title")))).click()
    expect(hub.page.get_by_text(said)).to_be_visible()


def test_the_page_opens_by_itself_once_the_connection_is_back(reader, far, cable):
    hub = reader()
    hub.page.evaluate("localStorage.setItem('hub.writing/1/proposal/1/title/tab', '{}')")
    cable.cut()
    hub.page.goto(f"{far.url}/results")
    expect(hub.page.get_by_text(translator("en")("frontend.page.offline.typed"))).to_be_visible()
    cable.mend()
    expect(hub.page.get_by_role("heading", level=1)).to_have_text(translator("en")("pages.results"))


def test_nothing_is_stored_of_who_is_signed_in(reader, far, cable):
    hub = enter(reader(), Role.STUDENT)
    before = set(stored(hub))
    for path in ("/calls", "/results", "/proposals", "/account"):
        hub.open(path)
    hub.page.wait_for_timeout(500)
    assert set(stored(hub)) - before <= {"/language"}
    cable.cut()
    hub.page.goto(f"{far.url}/proposals")
    title = translator("en")("frontend.page.offline.title")
    expect(hub.page.get_by_role("heading", level=1)).to_have_text(title)


def test_an_upgrade_removes_what_the_old_version_stored(reader, far):
    hub = reader()
    hub.page.evaluate(
        "caches.open('hub-shell-old').then((old) => old.put('/offline?lang=en', new Response('old')))"
    )
    hub.page.evaluate("navigator.serviceWorker.ready.then((one) => one.unregister())")
    hub.page.goto(f"{far.url}/calls")
    hub.page.wait_for_function(READY)
    hub.page.wait_for_function("caches.keys().then((names) => !names.includes('hub-shell-old'))")
    assert len([path for path in stored(hub) if path.startswith("/offline?")]) == 2
