"""Every page on the smallest phone: nothing scrolls sideways, and every control is large enough for a finger."""

import pytest
from playwright.sync_api import expect

from innovation_hub.domain.permissions import PUBLIC, Role
from innovation_hub.i18n import translator
from innovation_hub.ui.pages import PAGES
from tests.e2e import phone_faults
from tests.e2e.people import enter
from tests.e2e.screenshots import ACCOUNT_FORMS, address, arrive, first_reader
from tests.e2e.test_light import SLOW

READERS = [role for role in Role if any(first_reader(info.name) == role for info in PAGES)]
OPEN = [info.name for info in PAGES if info.permission in PUBLIC]
NARROW = 320


def faults(hub, name):
    """What is wrong with the page that is open, with its name."""
    found = [*phone_faults.wider(hub.page), *phone_faults.small(hub.page)]
    return [f"{name}: {fault}" for fault in found]


@pytest.mark.parametrize("role", READERS)
def test_pages_of_a_role_fit_a_small_phone(role, visit, demo_server):
    hub, found = enter(visit(language="sw", width=NARROW, server=demo_server), role), []
    for info in PAGES:
        if first_reader(info.name) == role:
            found += faults(arrive(hub, info.name), info.name)
    assert not found, "\n".join(found)


def test_public_pages_fit_a_small_phone_before_and_after_streamlit(visit, demo_server):
    hub, found = visit(language="sw", width=NARROW, server=demo_server), []
    for name in OPEN:
        found += faults(hub.open(address(name)), name)
    light = visit(language="sw", width=NARROW, server=demo_server, new=True)
    light.page.add_init_script(SLOW)
    for name in [*OPEN, *ACCOUNT_FORMS]:
        light.page.goto(demo_server.url + address(name))
        found += faults(light, f"light {name}")
    assert not found, "\n".join(found)


def test_the_measures_find_what_is_wrong(hub):
    hub.page.set_viewport_size({"width": NARROW, "height": 600})
    hub.page.set_content(
        '<button>x</button><p>read it in <a href="/">a sentence</a></p><div style="overflow:auto"><i style="'
        'display:block;width:900px"></i></div>'
    )
    assert not phone_faults.wider(hub.page)
    (small,) = phone_faults.small(hub.page)
    assert "button" in small
    hub.page.set_content('<i style="display:block;width:400px">wide</i>')
    assert phone_faults.wider(hub.page)


SHARES = "navigator.share = async (what) => { window.shared = what; }"
COPIES = """Object.defineProperty(navigator, 'share', {value: undefined});
Object.defineProperty(navigator, 'clipboard', {value: {writeText: async (text) => { window.copied = text; }}});"""


@pytest.mark.parametrize("slow", [True, False])
@pytest.mark.parametrize(("browser_can", "kept"), [(SHARES, "shared.url"), (COPIES, "copied")])
def test_a_call_is_shared_by_its_public_address(visit, demo_server, slow, browser_can, kept):
    hub, t = visit(width=390, server=demo_server, new=True), translator("en")
    hub.page.add_init_script(browser_can)
    if slow:
        hub.page.add_init_script(SLOW)
    public = hub.page.request.get(f"{demo_server.url}/calls?call=1").url
    hub.page.goto(public)
    if not slow:
        hub.rest()
    hub.page.get_by_role("button", name=t("calls.share")).click()
    assert hub.page.evaluate(kept) == public
    assert hub.page.get_by_text(t("things.copied")).count() == (kept == "copied")


def test_a_browser_that_cannot_share_shows_no_button(visit, demo_server):
    hub = visit(width=390, server=demo_server, new=True)
    hub.page.add_init_script(
        COPIES.replace("{writeText: async (text) => { window.copied = text; }}", "undefined")
    )
    hub.page.add_init_script(SLOW)
    hub.page.goto(f"{demo_server.url}/calls?call=1")
    expect(hub.page.get_by_role("heading", level=1)).to_be_visible()
    expect(hub.page.get_by_role("button", name=translator("en")("calls.share"))).to_have_count(0)


def test_fields_of_amounts_have_a_keyboard_of_digits(visit, demo_server):
    hub = enter(visit(width=390, server=demo_server), Role.ORGANISER).open("/funding")
    field = hub.page.get_by_role("textbox", name=translator("en")("funding.budget"))
    expect(field).to_have_attribute("inputmode", "numeric")
