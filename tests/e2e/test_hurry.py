"""Somebody who writes a call faster than the hub answers, or through a line that is cut, loses nothing."""

import json
import re
import time

import pytest
from playwright.sync_api import expect

from innovation_hub.i18n import translator
from tests.e2e.walk.entering import PASSWORD

PAUSES = (0, 120)  # milliseconds between one field and the next
WORDS = ("code", "title_sw", "text_sw", "title_en", "text_en")
TERMS = {"prize_pool": "Tshs 30,000,000", "judges_per_proposal": "2", "score_min": "2", "score_max": "7"}
FIELDS = re.compile(r"/api/calls/\d+/fields/")
t = translator("en")


@pytest.fixture
def organiser(server, hub):
    """An organiser at a new call."""
    email = f"organiser.{time.time_ns()}@example.tz"
    arguments = ("user", "add", email, "--name", "Baraka Mratibu", "--role", "organiser")
    server.run(*arguments, "--password-stdin", typed=PASSWORD)
    hub.sign_in(email, PASSWORD).open("/manage-calls")
    hub.page.get_by_role("button", name=t("calls.manage.new")).click()
    hub.page.wait_for_url("**/call-editor*")
    return hub.rest()


def field(hub, name):
    """The field of a call with this name."""
    return hub.page.locator(f'[data-field="{name}"]').locator("input, textarea")


def at(hub, step):
    """Open a step of the call from its address."""
    call = re.search(r"call=(\d+)", hub.page.url)[1]
    return hub.open(f"/call-editor?call={call}&step={step}")


def status(hub, state):
    """Wait until the line below the form says this."""
    said = hub.page.locator(".sheet").get_by_role("status")
    expect(said).to_have_attribute("data-state", state, timeout=15_000)
    return said


def typed(hub, texts, *, pause):
    """Fill the fields one after another, each left by the tab key, and go on."""
    for name, text in texts.items():
        field(hub, name).fill(text)
        field(hub, name).press("Tab")
        hub.page.wait_for_timeout(pause)
    hub.page.get_by_role("button", name=t("calls.edit.next"), exact=True).click()


@pytest.mark.parametrize("pause", PAUSES)
def test_fields_filled_before_the_hub_has_answered_are_all_kept(organiser, pause):
    words = {name: f"{name} {pause}" for name in WORDS} | {"code": f"HARAKA-{pause}"}
    typed(organiser, words, pause=pause)
    typed(organiser, TERMS, pause=pause)
    expect(organiser.page.get_by_role("button", name=t("calls.edit.add"))).to_be_visible()
    at(organiser.rest(), "words")
    for name, text in words.items():
        expect(field(organiser, name)).to_have_value(text)
    organiser.click(t("calls.edit.next"))
    for name, text in (TERMS | {"prize_pool": "30,000,000"}).items():
        expect(field(organiser, name)).to_have_value(text)


def test_a_refused_term_stays_beside_its_field_and_is_saved_once_the_other_allows_it(organiser):
    at(organiser, "terms")
    field(organiser, "prize_pool").fill("milioni tano")
    field(organiser, "opens_at").fill("2098-01-01T08:00")
    alerts = {name: organiser.page.locator(f'[data-field="{name}"]').get_by_role("alert") for name in TERMS}
    alerts["opens_at"] = organiser.page.locator('[data-field="opens_at"]').get_by_role("alert")
    expect(alerts["prize_pool"]).to_have_text(t("errors.money.unreadable", text="milioni tano"))
    expect(alerts["opens_at"]).to_have_text(t("calls.refused.order"))
    status(organiser, "refused")
    field(organiser, "closes_at").fill("2099-01-01T17:00")
    expect(alerts["opens_at"]).to_have_count(0)
    field(organiser, "prize_pool").fill("5,000,000")
    status(organiser, "saved")
    at(organiser, "terms")
    expect(field(organiser, "opens_at")).to_have_value("2098-01-01T08:00")
    expect(field(organiser, "prize_pool")).to_have_value("5,000,000")
    organiser.accidents.clear()  # what was refused is no accident here


def test_what_was_typed_into_a_criterion_that_another_removed_is_shown_until_it_is_given_up(organiser):
    at(organiser, "rubric")
    page = organiser.page
    name = page.locator('[data-field$="_name_sw"]').first
    away = {
        "status": 503,
        "content_type": "application/problem+json",
        "body": json.dumps({"detail": "Away."}),
    }
    page.route(FIELDS, lambda route: route.fulfill(**away))
    name.locator("input").fill("Jina lisilohifadhiwa")
    status(organiser, "offline")
    page.get_by_role("button", name=t("calls.edit.remove")).click()
    page.get_by_role("button", name=t("calls.edit.remove_now")).click()
    organiser.rest()
    page.unroute(FIELDS)
    expect(page.locator(".late")).to_contain_text(t("writing.gone"))
    expect(page.locator(".late")).to_contain_text("Jina lisilohifadhiwa")
    expect(status(organiser, "refused")).to_contain_text(t("writing.gone"))
    page.reload()
    expect(organiser.rest().page.locator(".late")).to_contain_text("Jina lisilohifadhiwa")
    page.get_by_role("button", name=t("writing.discard")).click()
    status(organiser, "saved")
    organiser.accidents.clear()
