"""The line is cut before the script of a component has come: the reader is told, and the page is loaded anew."""

import re

import pytest
from playwright.sync_api import expect

from innovation_hub.i18n import translator
from tests.e2e.sheets import field

SCRIPT = re.compile(r"/_stcore/bidi-components/.*form_sheet.*\.js")
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
