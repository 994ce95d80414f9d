"""The form of a proposal as a light page: written in before Streamlit, and taken over by it."""

import re

import pytest
from playwright.sync_api import expect

from innovation_hub.i18n import translator
from tests.e2e.sheets import field, status, stored
from tests.e2e.test_light import LIGHT, SLOW

FIELDS = re.compile(r"/api/proposals/\d+/fields/")
STREAMLITS = re.compile(r"/static/js/|/_stcore/stream")
t = translator("en")


@pytest.fixture
def slow(writer):
    """The writer on a slow line, where Streamlit waits until it is asked for; ``asked`` are the requests to it."""
    writer.page.add_init_script(SLOW)
    writer.asked = []
    writer.page.on("request", lambda one: STREAMLITS.search(one.url) and writer.asked.append(one.url))
    begin(writer, "idea")
    return writer


def begin(hub, step):
    """Open a step of the form, and wait for its line."""
    hub.page.goto(f"{hub.server.url}/proposal?proposal={hub.proposal}&step={step}")
    status(hub, "saved")


def step(hub, name):
    """The link to a step in the light page."""
    links = hub.page.locator(LIGHT).get_by_role("navigation", name=t("proposals.steps"))
    return links.get_by_role("link", name=t(f"proposals.step.{name}"))


def test_text_is_saved_and_every_step_is_written_in_without_streamlit(slow, database):
    field(slow, "title").fill("Foleni kwenye simu")
    slow.page.get_by_role("link", name=t("proposals.continue")).click()
    expect(step(slow, "plan")).to_have_attribute("aria-current", "step")
    assert stored(database, slow, "title") == "Foleni kwenye simu"
    field(slow, "users").fill("Njia ni hizi.")
    status(slow, "saved")
    for name in ("similar", "team", "submit"):
        step(slow, name).click()
        expect(step(slow, name)).to_have_attribute("aria-current", "step")
    assert stored(database, slow, "users") == "Njia ni hizi."
    assert slow.asked == []
    assert not slow.barriers()


def test_nothing_moves_when_streamlit_takes_the_form_over_with_text_and_cursor(slow):
    title = field(slow, "title")
    title.fill("Imeanza kabla ya Streamlit")
    top = title.bounding_box()["y"]
    slow.page.evaluate("document.querySelector('.light-slow [data-hub-later]').click()")
    slow.page.wait_for_selector("#root [data-testid=stMain] h1", state="attached")
    slow.page.wait_for_timeout(2_000)
    title.press_sequentially(", na kuendelea")  # the field has the cursor, so the light page stays
    expect(slow.page.locator(LIGHT)).to_have_count(1)
    status(slow, "saved")
    title.blur()
    slow.rest()
    expect(slow.page.locator(LIGHT)).to_have_count(0)
    expect(field(slow, "title")).to_have_count(1)
    expect(field(slow, "title")).to_have_value("Imeanza kabla ya Streamlit, na kuendelea")
    assert abs(field(slow, "title").bounding_box()["y"] - top) < 40
    field(slow, "title").press_sequentially(".")
    status(slow, "saved")


def test_a_step_that_is_chosen_once_streamlit_has_come_costs_no_new_page(slow):
    loads = []
    slow.page.on("load", lambda page: loads.append(page.url))
    slow.page.evaluate("document.querySelector('.light-slow [data-hub-later]').click()")
    field(slow, "summary").fill("Muhtasari")  # the field has the cursor, so the light page stays
    slow.page.wait_for_selector("#root .st-key-proposal-next", state="attached")
    slow.page.wait_for_timeout(2_000)
    expect(slow.page.locator(LIGHT)).to_have_count(1)
    slow.page.get_by_role("link", name=t("proposals.continue")).click()
    slow.rest()
    expect(field(slow, "users")).to_be_visible()
    slow.page.wait_for_timeout(500)  # it is pressed once
    assert loads == []
    assert "step=plan" in slow.page.url


def test_what_cannot_be_saved_keeps_its_writer_at_the_step_and_survives_the_next_page(slow, database):
    slow.page.route(FIELDS, lambda route: route.abort())
    field(slow, "title").fill("Imeandikwa bila mtandao")
    status(slow, "offline")
    slow.page.get_by_role("link", name=t("proposals.continue")).click()
    slow.page.wait_for_timeout(500)
    assert "step=idea" in slow.page.url
    step(slow, "plan").click()
    expect(step(slow, "plan")).to_have_attribute("aria-current", "step")
    status(slow, "offline")
    slow.page.unroute(FIELDS)
    status(slow, "saved")
    assert stored(database, slow, "title") == "Imeandikwa bila mtandao"


def test_two_languages_and_back(slow):
    field(slow, "title").fill("Lugha mbili")
    slow.page.get_by_role("link", name="Kiswahili").click()
    expect(slow.page.locator("html")).to_have_attribute("lang", "sw")
    status(slow, "saved")
    expect(field(slow, "title")).to_have_value("Lugha mbili")
    slow.page.get_by_role("link", name="English").click()
    expect(slow.page.locator("html")).to_have_attribute("lang", "en")
    step(slow, "plan").click()
    expect(step(slow, "plan")).to_have_attribute("aria-current", "step")
    slow.page.go_back()
    expect(step(slow, "idea")).to_have_attribute("aria-current", "step")
    expect(field(slow, "title")).to_have_value("Lugha mbili")


def test_a_form_of_another_release_is_loaded_again_with_what_was_typed(slow):
    """Its modules have other addresses, so Streamlit's component cannot take the sheet over."""
    slow.page.route("**/hub/writing.*/light_form.js", as_another_release)
    begin(slow, "idea")
    slow.page.route(FIELDS, lambda route: route.abort())
    field(slow, "title").fill("Kabla ya toleo jipya")
    status(slow, "offline")
    loads = []
    slow.page.on("load", lambda page: loads.append(page.url))
    slow.page.evaluate("document.querySelector('.light-slow [data-hub-later]').click()")
    slow.page.wait_for_selector("#root .st-key-proposal-next", state="attached")
    field(slow, "title").blur()
    slow.page.wait_for_event("load")
    slow.page.unroute(FIELDS)
    status(slow, "saved")
    expect(field(slow, "title")).to_have_value("Kabla ya toleo jipya")


def as_another_release(route):
    """Answer a script that imports its modules from other addresses."""
    answer = route.fetch()
    route.fulfill(response=answer, body=re.sub(r'from "\./', 'from "../writing.earlier/', answer.text()))
