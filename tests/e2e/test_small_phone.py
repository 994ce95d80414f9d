"""Every page on the smallest phone: nothing scrolls sideways, and every control is large enough for a finger."""

import pytest

from innovation_hub.domain.permissions import PUBLIC, Role
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
