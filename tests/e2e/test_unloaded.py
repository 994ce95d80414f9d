"""A script of a page does not come, by a cut line or an upgrade: the reader is told, and the page is loaded anew."""

import re

import pytest
from playwright.sync_api import expect

from innovation_hub.i18n import translator
from tests.e2e.sheets import field, status, stored

SCRIPT = re.compile(r"/_stcore/bidi-components/.*form_sheet.*\.js")
CHUNK = re.compile(r"/static/js/\w+/FileUploader\.[\w-]+\.js")
FIELDS = re.compile(r"/api/proposals/\d+/fields/")
READY = re.compile(r"/readyz$")


@pytest.mark.parametrize("language", ["sw", "en"])
def test_a_form_whose_script_did_not_come_says_so_and_comes_with_the_line(writer, language):
    t = translator(language)
    writer.switch_language(language)
    writer.page.route(SCRIPT, lambda route: route.abort())
    writer.page.route(READY, lambda route: route.abort())
    writer.page.reload()
    told = writer.page.locator(".hub-restart")
    expect(told).to_have_text(t("frontend.page.restart.unloaded"))
    expect(writer.page.get_by_text("BidiComponent")).to_have_count(0)
    writer.page.unroute(SCRIPT)
    writer.page.unroute(READY)
    expect(field(writer, "title")).to_be_visible()
    expect(told).to_have_count(0)


def test_a_part_of_the_frontend_that_an_upgrade_took_away_costs_one_reload_and_no_text(writer, database):
    t = translator("en")
    loads, asked = [], []
    told = writer.page.locator(".hub-restart")

    def gone(route):
        asked.append(route.request.url)
        route.fulfill(status=404)

    writer.page.on("load", lambda page: loads.append(page.url))
    writer.page.route(FIELDS, lambda route: route.abort())
    field(writer, "title").fill("Kabla ya toleo jipya")
    status(writer, "offline")
    writer.page.route(CHUNK, gone)
    writer.page.get_by_role("radio", name=re.compile(re.escape(t("proposals.step.file")))).click()
    expect(told).to_have_text(t("frontend.page.restart.unloaded"))
    writer.page.wait_for_event("load")
    expect(told).to_have_text(t("frontend.page.restart.unloaded"), timeout=20_000)  # it is gone for good
    writer.page.wait_for_timeout(3_000)
    assert (len(loads), len(asked)) == (1, 2)
    writer.page.unroute(FIELDS)
    writer.open(f"/proposal?proposal={writer.proposal}&step=idea")
    expect(field(writer, "title")).to_have_value("Kabla ya toleo jipya")
    status(writer, "saved")
    assert stored(database, writer, "title") == "Kabla ya toleo jipya"
