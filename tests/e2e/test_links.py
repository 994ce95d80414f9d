"""Links of tables: followed without loading the hub anew, and back again, by the browser's own history."""

import re

from playwright.sync_api import expect

from innovation_hub.domain.permissions import Role
from innovation_hub.i18n import translator
from tests.e2e.people import enter

t = translator("en")


def test_a_row_opens_its_record_in_the_page_as_it_is(visit, demo_server):
    hub = enter(visit(width=390, server=demo_server), Role.ORGANISER).open("/ranking")
    loads = []
    hub.page.on("load", lambda page: loads.append(page.url))
    hub.page.get_by_role("radiogroup", name=t("ranking.show")).get_by_text(t("ranking.show.all")).click()
    row = hub.rest().page.locator("table a").nth(2)
    name = row.inner_text()
    row.click()
    expect(hub.page).to_have_url(re.compile(r"ranking\?call=\d+&proposal=\d+$"))
    title = hub.rest().page.get_by_role("heading", level=3, name=name.split(" · ", 1)[1], exact=True)
    expect(title).to_be_in_viewport()
    hub.click(t("tables.thing_after"))
    expect(title).to_have_count(0)
    hub.page.go_back()
    expect(title).to_have_count(1)
    hub.rest().page.go_back()
    expect(title).to_have_count(0)
    assert loads == []
    assert not hub.rest().barriers()


def test_a_row_leads_to_another_page_and_a_new_tab_is_left_to_the_browser(visit, demo_server):
    hub = enter(visit(server=demo_server), Role.OFFICER).open("/budgets")
    loads = []
    hub.page.on("load", lambda page: loads.append(page.url))
    row = hub.page.locator("table a").first
    with hub.page.context.expect_page() as opened:
        row.click(modifiers=["Control"])
    opened.value.close()
    assert hub.page.url.endswith("/budgets")
    name = row.inner_text()
    row.click()
    expect(hub.page).to_have_url(re.compile(r"/budget-line\?line=\d+$"))
    expect(hub.rest().page.get_by_role("heading", name=name)).to_be_visible()
    hub.page.go_back()
    expect(hub.rest().page.get_by_role("heading", level=1, name=t("pages.budgets"))).to_be_visible()
    assert loads == []


def test_back_returns_from_tab_to_tab_of_a_thing(visit, demo_server):
    hub = enter(visit(width=390, server=demo_server), Role.ORGANISER).open("/ranking")
    loads = []
    hub.page.on("load", lambda page: loads.append(page.url))
    hub.page.locator("table a").first.click()
    hub.rest().click(t("received.open"), role="link")
    tabs = hub.page.get_by_role("navigation", name=t("things.tabs"))
    current = tabs.locator('[aria-current="page"]')
    for key in ("received.tab.reviews", "things.tab.history"):
        tabs.get_by_role("link", name=t(key), exact=True).click()
        expect(current).to_have_text(t(key))
        hub.rest()
    for key in ("received.tab.reviews", "received.tab.text"):
        hub.page.go_back()
        expect(current).to_have_text(t(key))
        hub.rest()
    assert "list=ranking" in hub.page.url
    hub.page.go_forward()
    expect(current).to_have_text(t("received.tab.reviews"))
    title = hub.rest().page.get_by_role("heading", level=1).inner_text()
    hub.click(t("tables.thing_after"))
    expect(hub.page.get_by_role("heading", level=1, name=title, exact=True)).to_have_count(0)
    expect(current).to_have_text(t("received.tab.reviews"))
    hub.page.go_back()
    expect(hub.page.get_by_role("heading", level=1, name=title, exact=True)).to_have_count(1)
    hub.rest()
    assert loads == []
    assert not hub.barriers()
