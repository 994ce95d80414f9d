"""The server is started anew under an open page: the reader is told, and the page goes on."""

import signal

from playwright.sync_api import expect

from innovation_hub.i18n import translator
from tests.e2e.server import serving


def test_an_open_page_is_told_and_comes_back(visit, tmp_path, prepared):
    t = translator("sw")
    with serving(tmp_path, prepared=prepared, forked=False, HUB_STOP_SECONDS="0") as server:
        hub = visit(language="sw", width=390, server=server).open("/calls")
        server.process.send_signal(signal.SIGTERM)
        told = hub.page.locator(".hub-restart")
        expect(told).to_have_text(t("frontend.page.restart.gone"))
        server.start_again()
        expect(told).to_contain_text(t("frontend.page.restart.back"), timeout=20_000)
        hub.rest()
        hub.see(t("pages.calls"))
        told.get_by_role("button", name=t("frontend.page.restart.close")).click()
        expect(told).to_have_count(0)
        hub.page.goto("about:blank")  # the server ends before the browser, which would report that too
        hub.accidents = [one for one in hub.accidents if one.startswith("script error")]
