"""The judge's score sheet in a browser: by keyboard, by finger, and while the network is away."""

import pytest
from playwright.sync_api import WebSocketRoute, expect

from innovation_hub.domain.permissions import Role
from innovation_hub.i18n import translator
from tests.e2e.people import enter
from tests.e2e.screenshots import arrive

FINGER = 44  # pixels


def open_sheet(hub, language):
    """A review of the demo judge with its score sheet."""
    t = translator(language)
    enter(hub, Role.JUDGE)
    hub.open().switch_language(language)
    arrive(hub, "review")
    unanswered = hub.page.get_by_text(t("reviews.conflict.none"), exact=True)
    if unanswered.count():
        unanswered.click()
        hub.rest().click(t("reviews.conflict.open"))
    return hub.page.locator(".sheet").get_by_role("radiogroup")


def checked(criterion):
    """The value that is chosen."""
    return criterion.locator("input:checked").input_value()


def press(hub, key):
    hub.page.keyboard.press(key)
    return hub.rest()


@pytest.mark.parametrize(("language", "width"), [("sw", 390), ("en", 1280)])
def test_a_score_by_keyboard_is_saved_and_stays(visit, demo_server, language, width):
    hub = visit(language=language, width=width, server=demo_server)
    criteria = open_sheet(hub, language)
    first, second = criteria.nth(0), criteria.nth(1)
    first.get_by_role("radio").nth(1).focus()
    press(hub, "Space")
    press(hub, "ArrowDown")
    assert checked(first) == "3"
    press(hub, "Tab")
    press(hub, "Space")
    kept = checked(second)
    expect(hub.page.locator(".sheet").get_by_role("status")).to_have_class("green")
    assert not hub.barriers()
    hub.switch_language("en" if language == "sw" else "sw")
    assert (checked(first), checked(second)) == ("3", kept)
    hub.switch_language(language).open(hub.page.url.removeprefix(hub.server.url))
    assert (checked(first), checked(second)) == ("3", kept)


def test_every_answer_is_as_large_as_a_finger(visit, demo_server):
    hub = visit(language="sw", width=390, server=demo_server)
    criteria = open_sheet(hub, "sw")
    for answer in criteria.locator("label").all():
        box = answer.bounding_box()
        assert min(box["height"], box["width"]) >= FINGER
        assert box["x"] + box["width"] <= 390


def test_a_score_given_while_the_network_is_away_is_saved_when_it_is_back(visit, demo_server):
    hub = visit(server=demo_server)
    away, open_sockets = [], []

    def pass_on(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()
        socket.on_message(lambda message: away or server.send(message))
        open_sockets.append((socket, server))

    hub.page.route_web_socket("**/_stcore/stream", pass_on)
    last = open_sheet(hub, "en").nth(6)
    wanted = last.get_by_role("radio").nth(2)
    away.append(True)
    wanted.check()
    expect(hub.page.locator(".sheet").get_by_text(translator("en")("drafts.unsaved"))).to_be_visible()
    for end in open_sockets[-1]:
        end.close(code=1012)
    away.clear()
    hub.rest()
    expect(hub.page.locator(".sheet").get_by_role("status")).to_have_class("green", timeout=20_000)
    expect(wanted).to_be_checked()
    hub.open(hub.page.url.removeprefix(hub.server.url))
    assert checked(last) == "3"
