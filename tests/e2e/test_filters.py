"""Filters of lists: in the address, and in the language that the reader turns to."""

import re

from playwright.sync_api import expect

from innovation_hub.domain.permissions import Role
from innovation_hub.i18n import translator
from tests.e2e.people import enter


def opened(hub, t):
    """The box of the roles, once the filters are open."""
    box = hub.page.get_by_role("combobox", name=t("people.role"))
    if not box.count():
        hub.page.get_by_role("button", name=t("lists.filters_and_order")).click()
    expect(box).to_be_visible()
    return box


def test_a_filter_survives_a_reload_another_language_and_a_step_back(visit, demo_server):
    sw, en = translator("sw"), translator("en")
    hub = enter(visit(language="sw", width=390, server=demo_server), Role.ADMINISTRATOR).open("/people")
    shown = hub.page.locator("caption")
    everybody = shown.inner_text()
    judges = sw("accounts.role.judge")
    filter_box = opened(hub, sw)
    filter_box.click()
    hub.page.get_by_role("option", name=judges, exact=True).click()
    expect(shown).not_to_have_text(everybody)
    expect(hub.page).to_have_url(re.compile(r"/people\?role=judge$"))
    found = shown.inner_text()

    hub.page.reload()
    hub.rest()
    filter_box = opened(hub, sw)
    assert (filter_box.input_value(), shown.inner_text()) == (judges, found)

    hub.page.get_by_text("EN", exact=True).first.click()
    expect(hub.page.get_by_role("button", name=en("lists.clear", n=1))).to_be_visible()
    expect(opened(hub, en)).to_have_value(en("accounts.role.judge"))

    hub.page.go_back()
    expect(hub.page.get_by_role("button", name=en("lists.clear", n=1))).to_have_count(0)
    expect(opened(hub, en)).to_have_value(en("lists.any"))
    expect(hub.page).to_have_url(re.compile(r"/people$"))
