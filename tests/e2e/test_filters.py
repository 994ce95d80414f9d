"""Filters of lists: in the address, and in the language that the reader turns to."""

import re

from playwright.sync_api import expect

from innovation_hub.domain.permissions import Role
from innovation_hub.i18n import translator
from tests.e2e.people import enter


def test_a_filter_survives_a_reload_another_language_and_a_step_back(visit, demo_server):
    sw, en = translator("sw"), translator("en")
    hub = enter(visit(language="sw", width=390, server=demo_server), Role.ADMINISTRATOR).open("/people")
    filter_box, shown = hub.page.get_by_role("combobox").first, hub.page.locator("caption")
    everybody = shown.inner_text()
    filter_box.click()
    judges = sw("people.filter.role", role=sw("accounts.role.judge"))
    hub.page.get_by_role("option", name=judges).click()
    expect(shown).not_to_have_text(everybody)
    expect(hub.page).to_have_url(re.compile(r"/people\?show=judge$"))
    found = shown.inner_text()

    hub.page.reload()
    hub.rest()
    assert (filter_box.input_value(), shown.inner_text()) == (judges, found)

    hub.page.get_by_text("EN", exact=True).first.click()
    expect(filter_box).to_have_value(en("people.filter.role", role=en("accounts.role.judge")))

    hub.page.go_back()
    expect(filter_box).to_have_value(en("people.filter.all"))
    expect(hub.page).to_have_url(re.compile(r"/people$"))
