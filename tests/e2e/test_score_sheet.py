"""The judge's score sheet in a browser: by keyboard, by finger, while the network is away, and in two windows."""

import re

import pytest
from playwright.sync_api import expect

from innovation_hub.domain.permissions import Role
from innovation_hub.i18n import translator
from tests.e2e.people import enter
from tests.e2e.screenshots import arrive
from tests.e2e.sheets import sign_in_elsewhere, sign_out_elsewhere

FINGER = 44  # pixels
SCORES = re.compile(r"/api/reviews/\d+/scores/\d+$")


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
    return sheet(hub)


def sheet(hub):
    """The criteria of the sheet on the page."""
    return hub.page.locator(".sheet").get_by_role("radiogroup")


def reload(hub):
    """The criteria of the sheet once the page has been loaded anew."""
    hub.open(hub.page.url.removeprefix(hub.server.url))
    return sheet(hub)


def status(hub):
    """The line below the sheet."""
    return hub.page.locator(".sheet").get_by_role("status")


def radio(criterion, score):
    """The answer of this score on a criterion."""
    return criterion.get_by_role("radio").nth(score - 1)


def saved(hub):
    """Wait until everything clicked is saved."""
    expect(status(hub)).to_have_attribute("data-state", "saved", timeout=20_000)
    return hub


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
    radio(first, 2).focus()
    press(hub, "Space")
    press(hub, "ArrowDown")
    assert checked(first) == "3"
    press(hub, "Tab")
    press(hub, "Space")
    kept = checked(second)
    saved(hub)
    assert not hub.barriers()
    hub.switch_language("en" if language == "sw" else "sw")
    assert (checked(first), checked(second)) == ("3", kept)
    hub.switch_language(language)
    criteria = reload(hub)
    assert (checked(criteria.nth(0)), checked(criteria.nth(1))) == ("3", kept)


def test_every_answer_is_as_large_as_a_finger(visit, demo_server):
    hub = visit(language="sw", width=390, server=demo_server)
    criteria = open_sheet(hub, "sw")
    for answer in criteria.locator("label").all():
        box = answer.bounding_box()
        assert min(box["height"], box["width"]) >= FINGER
        assert box["x"] + box["width"] <= 390


def test_scores_clicked_faster_than_the_hub_answers_are_all_saved(visit, demo_server):
    hub = visit(server=demo_server)
    criteria = open_sheet(hub, "en")
    sent = []

    def slowly(route):
        sent.append(route.request.post_data_json["answer"])
        hub.page.wait_for_timeout(300)
        route.continue_()

    hub.page.route(SCORES, slowly)
    for score in (1, 2, 5):
        radio(criteria.nth(2), score).check()
    radio(criteria.nth(3), 4).check()
    saved(hub)
    assert sent[-1] == 4
    criteria = reload(hub)
    assert (checked(criteria.nth(2)), checked(criteria.nth(3))) == ("5", "4")


def test_a_score_given_while_the_network_is_away_is_saved_when_it_is_back(visit, demo_server):
    hub = visit(server=demo_server)
    criteria = open_sheet(hub, "en")
    radio(criteria.nth(6), 2).check()
    saved(hub)
    hub.page.context.set_offline(True)
    radio(criteria.nth(6), 3).check()
    expect(status(hub)).to_contain_text(translator("en")("reviews.offline"))
    hub.page.get_by_role("button", name=translator("en")("reviews.submit")).dispatch_event("click")
    expect(status(hub)).to_be_in_viewport()
    hub.page.context.set_offline(False)
    saved(hub)
    expect(radio(criteria.nth(6), 3)).to_be_checked()
    hub.accidents = [one for one in hub.accidents if "ERR_INTERNET_DISCONNECTED" not in one]
    hub.rest()
    assert checked(reload(hub).nth(6)) == "3"


def test_a_score_whose_answer_was_lost_does_not_undo_what_another_window_did_since(visit, demo_server):
    t = translator("en")
    hub = visit(server=demo_server)
    criterion = open_sheet(hub, "en").nth(5)
    radio(criterion, 2).check()
    saved(hub)
    other = visit(server=demo_server)
    theirs = open_sheet(other, "en").nth(5)

    def lost(route):
        route.fetch()
        route.abort()

    hub.page.route(SCORES, lost)
    radio(criterion, 4).check()
    expect(status(hub)).to_contain_text(t("reviews.offline"))
    theirs = reload(other).nth(5)
    assert checked(theirs) == "4"
    radio(theirs, 2).check()
    saved(other)
    hub.page.unroute(SCORES)
    expect(criterion.get_by_role("alert")).to_have_text(t("reviews.elsewhere", mine=4, theirs=2))
    expect(criterion.locator("input:checked")).to_have_count(0)
    hub.page.get_by_role("button", name=t("reviews.submit")).click()
    expect(criterion).to_be_in_viewport()
    assert not hub.barriers()
    radio(criterion, 4).check()
    saved(hub)
    assert checked(reload(other).nth(5)) == "4"
    hub.accidents = [one for one in hub.accidents if "net::ERR_FAILED" not in one and "409" not in one]


def test_handing_in_waits_for_the_score_that_is_on_its_way(visit, demo_server):
    t = translator("en")
    hub = visit(server=demo_server)
    criteria = open_sheet(hub, "en")
    hub.fill(t("reviews.comment"), "A clear problem, tested with real users.")
    for criterion in criteria.all():
        radio(criterion, 3).check()
    saved(hub)
    address = hub.page.url

    def slowly(route):
        hub.page.wait_for_timeout(1500)
        route.continue_()

    hub.page.route(SCORES, slowly)
    radio(criteria.nth(0), 5).check()
    hub.page.get_by_role("button", name=t("reviews.submit")).click()
    expect(hub.page.get_by_text(re.compile(t("reviews.submitted", code=".*", total=".*")))).to_be_visible()
    hub.rest().open(address.removeprefix(hub.server.url))
    first = hub.page.get_by_role("listitem").filter(has=hub.page.locator("strong")).first
    expect(first).to_contain_text("5")


def test_a_judge_who_was_signed_out_elsewhere_is_told_and_loses_nothing(visit, demo_server):
    t = translator("en")
    hub = visit(server=demo_server)
    criterion = open_sheet(hub, "en").nth(4)
    radio(criterion, 1).check()
    saved(hub)
    cookies = hub.page.context.cookies()
    hub.page.context.clear_cookies()
    radio(criterion, 2).check()
    expect(status(hub)).to_contain_text(t("errors.sign_in_required"))
    expect(radio(criterion, 2)).to_be_checked()
    hub.page.context.add_cookies(cookies)  # signed in again, in another tab
    saved(hub)
    assert checked(reload(hub).nth(4)) == "2"
    hub.accidents = [one for one in hub.accidents if "401" not in one]


def test_a_closed_tab_loses_no_score_that_was_pressed(visit, demo_server):
    hub = visit(server=demo_server)
    criterion = open_sheet(hub, "en").nth(3)
    radio(criterion, 1).check()
    saved(hub)
    hub.page.route(SCORES, lambda route: route.abort())
    radio(criterion, 5).check()
    expect(status(hub)).to_contain_text(translator("en")("reviews.offline"))
    again = hub.page.context.new_page()
    again.goto(hub.page.url)
    hub.page.close()
    hub.page = again
    saved(hub)
    assert checked(sheet(hub).nth(3)) == "5"
    assert checked(reload(hub).nth(3)) == "5"
    kept = "Object.keys(localStorage).filter((name) => name.startsWith('hub.writing/'))"
    assert hub.page.evaluate(kept) == []
    hub.accidents = [one for one in hub.accidents if "net::ERR_FAILED" not in one]


def test_a_judge_who_is_signed_out_while_the_page_is_drawn_keeps_the_sheet(visit, demo_server):
    t = translator("en")
    hub = visit(server=demo_server)
    criterion = open_sheet(hub, "en").nth(2)
    radio(criterion, 1).check()
    saved(hub)
    sign_out_elsewhere(hub)
    radio(criterion, 4).check()
    hub.switch_language("sw")  # the page is drawn anew
    expect(hub.page.locator(".out:not(:empty)")).to_contain_text(translator("sw")("writing.signed_out"))
    assert checked(sheet(hub).nth(2)) == "4"
    assert not hub.barriers()
    sign_in_elsewhere(hub, Role.JUDGE)
    expect(hub.page.locator(".out:not(:empty)")).to_have_count(0, timeout=20_000)
    hub.rest()
    expect(radio(sheet(hub).nth(2), 4)).to_be_checked()
    assert t("errors.sign_in_required") not in hub.page.content()
    hub.accidents = [one for one in hub.accidents if "401" not in one]
