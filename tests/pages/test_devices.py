"""Devices under development, as an officer keeps them."""

import pytest

from innovation_hub.domain.permissions import Role
from innovation_hub.services import devices
from tests.factories.accounts import an_account
from tests.factories.budgets import an_office
from tests.pages.kit import open_page, sound, text
from tests.pages.test_budgets import button, html, labelled


@pytest.fixture
def office(clock):
    return an_office()


def test_an_officer_adds_a_device_and_records_its_readiness(office):
    app = open_page("devices", office.officer)
    assert "has not recorded a device" in text(app)
    sound(app.button_group[-1].set_value("add").run())
    labelled(app.text_input, "Name of the device").set_value("Solar <router>")
    sound(button(app, "Save the device").click().run())
    assert "Say what the device does" in app.error[0].value
    assert labelled(app.text_input, "Name of the device").value == "Solar <router>"
    labelled(app.text_area, "What it does and for whom").set_value("Brings the network to village offices.")
    sound(button(app, "Save the device").click().run())
    assert "Solar &lt;router&gt;" in html(app)
    sound(app.button_group[-1].set_value("reading").run())
    labelled(app.selectbox, "Readiness level").set_value(6)
    labelled(app.text_area, "Evidence").set_value("Ran for 30 days in two village offices, June 2025.")
    sound(button(app, "Save the level").click().run())
    assert "TRL 6 of 9" in html(app)
    assert "Prototype" in html(app)
    sound(app.button_group[-1].set_value("reading").run())
    assert labelled(app.selectbox, "Readiness level").value == 6  # the next reading begins from the last


def test_an_approver_reads_and_a_stranger_is_told(office):
    devices.add_device(office.officer, name="Router", purpose="Brings the network to offices.")
    assert "Router" in html(open_page("devices", office.approver))
    assert "not linked to an institution" in text(open_page("devices", an_account(Role.OFFICER)))
