"""Somebody who types faster than the hub answers loses nothing."""

import time

import pytest
from playwright.sync_api import expect

from innovation_hub.i18n import translator
from tests.e2e.walk.entering import PASSWORD

PAUSES = (0, 60, 120, 180)  # milliseconds between one field and the next
WORDS = ("code", "title_sw", "text_sw", "title_en", "text_en")
TERMS = {"prize_pool": "30,000,000", "judges_per_proposal": "2", "score_min": "2", "score_max": "7"}
t = translator("en")


@pytest.fixture
def organiser(server, hub):
    """An organiser at their list of calls."""
    email = f"organiser.{time.time_ns()}@example.tz"
    arguments = ("user", "add", email, "--name", "Baraka Mratibu", "--role", "organiser")
    server.run(*arguments, "--password-stdin", typed=PASSWORD)
    return hub.sign_in(email, PASSWORD)


def field(hub, name):
    """The field of a call with this name."""
    return hub.page.get_by_label(t(f"calls.field.{name}"), exact=True)


def typed(hub, texts, *, pause):
    """Fill the fields one after another, each left by the tab key, and go on."""
    for name, text in texts.items():
        field(hub, name).fill(text)
        field(hub, name).press("Tab")
        hub.page.wait_for_timeout(pause)
    hub.page.get_by_role("button", name=t("calls.edit.next"), exact=True).click()


@pytest.mark.parametrize("pause", PAUSES)
def test_fields_filled_before_the_hub_has_answered_are_all_kept(organiser, pause):
    organiser.open("/manage-calls").page.get_by_role("button", name=t("calls.manage.new")).click()
    words = {name: f"{name} {pause}" for name in WORDS} | {"code": f"HARAKA-{pause}"}
    typed(organiser, words, pause=pause)
    typed(organiser, TERMS, pause=pause)
    expect(organiser.page.get_by_role("button", name=t("calls.edit.add"))).to_be_visible()
    organiser.rest().open(organiser.page.url.removeprefix(organiser.server.url))
    for name, text in words.items():
        expect(field(organiser, name)).to_have_value(text)
    organiser.click(t("calls.edit.next"))
    for name, text in TERMS.items():
        expect(field(organiser, name)).to_have_value(text)
