"""The hub on a phone: its menu, its bar, and the way back."""

import re

import pytest
from playwright.sync_api import expect

from innovation_hub.domain.permissions import Role
from innovation_hub.i18n import LANGUAGES, translator
from tests.e2e.people import enter

MENU = "[data-testid=stSidebar]"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_menu_has_a_name_and_closes_once_a_page_is_chosen(visit, demo_server, language):
    t = translator(language)
    hub = visit(language=language, width=390, server=demo_server).open("/calls")
    menu = hub.page.locator(MENU)
    hub.page.get_by_role("button", name=t("frontend.page.menu"), exact=True).click()
    expect(menu).to_have_attribute("data-collapsed", "false")
    menu.get_by_role("link", name=t("pages.results")).click()
    hub.rest()
    expect(menu).to_have_attribute("data-collapsed", "true")
    hub.page.reload()
    hub.rest()
    expect(menu).to_have_attribute("data-collapsed", "true")


def test_the_bar_leaves_the_screen_to_the_page(visit, demo_server):
    hub = enter(visit(width=390, server=demo_server), Role.STUDENT).open("/proposals")
    top = hub.page.get_by_role("heading", level=1).bounding_box()["y"]
    assert top < 160  # pixels; the demonstration's banner among them
    button = hub.page.get_by_role("button", name="Menu", exact=True).bounding_box()
    bar = hub.page.locator(".st-key-hub_bar").bounding_box()
    assert button["x"] + button["width"] <= bar["x"]


def test_back_from_a_new_proposal_leads_to_its_call(visit, demo_server):
    t = translator("en")
    hub = enter(visit(width=390, server=demo_server), Role.STUDENT).open("/calls")
    hub.click(t("calls.read"), role="link")
    call = hub.page.url
    hub.click(t("calls.begin"))
    assert "/proposal?" in hub.page.url
    hub.page.go_back()
    hub.rest()
    assert hub.page.url == call
    hub.see(t("calls.rubric"))


def test_the_first_tap_on_a_link_after_typing_is_followed(visit, demo_server):
    hub = enter(visit(width=390, server=demo_server), Role.ADMINISTRATOR).open("/people")
    hub.page.locator("[data-testid=stMain] input[type=text]").first.tap()
    hub.page.keyboard.type("Mfano")
    hub.page.locator(".st-key-hub_bar a").first.tap()
    expect(hub.page).to_have_url(re.compile("/account$"))
    hub.rest()
    assert hub.page.url.endswith("/account")  # and it is not taken back by what was typed


@pytest.fixture
def late(visit, demo_server):
    """An administrator whose line brings every word of the hub half a second late."""
    hub = enter(visit(width=390, server=demo_server), Role.ADMINISTRATOR)
    delay = (
        "(() => { const add = WebSocket.prototype.addEventListener, HALF = 500;"
        "const later = (use) => function (event) { setTimeout(() => use.call(this, event), HALF); };"
        "WebSocket.prototype.addEventListener = function (kind, use, more) {"
        " return add.call(this, kind, kind === 'message' ? later(use) : use, more); };"
        "const own = Object.getOwnPropertyDescriptor(WebSocket.prototype, 'onmessage');"
        "Object.defineProperty(WebSocket.prototype, 'onmessage', {"
        " set(use) { own.set.call(this, later(use)); }, get() { return own.get.call(this); } }); })()"
    )
    hub.page.add_init_script(delay)
    return hub


def test_a_page_that_is_left_writes_nothing_into_the_address_of_the_next(late):
    late.open("/people").page.locator("[data-testid=stMain] input[type=text]").first.tap()
    late.page.keyboard.type("Mfano")
    late.page.locator(".st-key-hub_bar a").first.tap()
    expect(late.page).to_have_url(re.compile("/account"))
    late.rest()
    assert late.page.url.endswith("/account")


def test_a_step_without_an_act_of_the_reader_takes_the_place_of_the_one_before(visit, demo_server):
    hub = visit(width=390, server=demo_server).open("/calls")
    hub.page.get_by_role("heading", level=1).tap()
    pushed = "history.pushState({}, '', '?call=1'); setTimeout(() => history.pushState({}, '', '/results?call=1'), 700)"
    before = hub.page.evaluate("history.length")
    hub.page.evaluate(pushed)
    expect(hub.page).to_have_url(re.compile("/results"))
    assert hub.page.evaluate("history.length") == before + 1
    hub.page.go_back()
    expect(hub.page).to_have_url(re.compile("/calls$"))
