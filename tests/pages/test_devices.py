"""Devices under development, as an officer keeps them."""

import pytest

from innovation_hub.domain.permissions import Role
from innovation_hub.services import devices
from tests.factories.accounts import an_account
from tests.factories.budgets import an_office
from tests.pages.kit import follow, open_page, sound, text
from tests.pages.test_budgets import button, html, labelled

EVIDENCE = "Ran for 30 days in two village offices, June 2025."


@pytest.fixture
def office(clock):
    return an_office()


def test_an_officer_adds_a_device_and_records_its_readiness(office):
    app = open_page("devices", office.officer)
    assert "has not recorded a device" in text(app)
    follow(app, new=1)
    labelled(app.text_input, "Name of the device").set_value("Solar <router>")
    sound(button(app, "Save the device").click().run())
    assert "Say what the device does" in app.error[0].value
    assert labelled(app.text_input, "Name of the device").value == "Solar <router>"
    labelled(app.text_area, "What it does and for whom").set_value("Brings the network to village offices.")
    sound(button(app, "Save the device").click().run())
    assert "new" not in app.query_params
    assert "# Solar \\<router\\>" in text(app)
    labelled(app.selectbox, "Readiness level").set_value(6)
    labelled(app.text_area, "Evidence").set_value("Ran for 30 days in two village offices, June 2025.")
    sound(button(app, "Save the level").click().run())
    assert "TRL 6 of 9" in html(app)
    assert "Prototype" in text(app)
    assert labelled(app.selectbox, "Readiness level").value == 6  # the next reading begins from the last
    assert labelled(app.text_area, "Evidence").value == ""
    shown = html(open_page("devices", office.officer))
    assert "Solar &lt;router&gt;" in shown
    assert "TRL 6 of 9" in shown
    assert "Prototype" in shown


@pytest.fixture
def workshop(office):
    """Three devices: read twice, read once, and not at all; their numbers by name."""
    found = {
        name: devices.add_device(office.officer, name=name, purpose="Brings the network to offices.")
        for name in ("Router", "Antenna", "Modem")
    }
    for name, year, level in (("Router", "2023/24", 3), ("Router", "2024/25", 5), ("Antenna", "2024/25", 9)):
        devices.record_reading(
            office.officer, device_id=found[name], financial_year=year, trl=level, evidence=EVIDENCE
        )
    return found


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ({}, ["Antenna", "Modem", "Router"]),
        ({"order": "readiest"}, ["Antenna", "Router", "Modem"]),
        ({"stage": "prototype"}, ["Router"]),
        ({"stage": "unread"}, ["Modem"]),
        ({"level": 9}, ["Antenna"]),
        ({"level": 3}, []),
        ({"q": "dem"}, ["Modem"]),
    ],
)
def test_the_address_says_which_devices_are_listed_and_rows_keep_it(office, workshop, address, names):
    app = open_page("devices", office.approver, **address)
    rows = html(app).partition("<tbody")[2]
    found = sorted((name for name in workshop if f">{name}<" in rows), key=rows.index)
    assert found == names
    said = "&amp;".join(f"{name}={value}" for name, value in address.items())
    assert all(f'?{said}{"&amp;" if said else ""}device={workshop[name]}"' in rows for name in names)
    assert ("No device matches" in text(app)) == (not names)


def test_a_device_is_a_thing_with_years_history_and_neighbours(office, workshop):
    app = open_page("devices", office.officer, device=workshop["Router"], stage="all")
    assert not app.warning
    steps = html(app).partition('<ol class="hub-timeline"')[2].partition("</ol>")[0]
    assert steps.index("2023/24") < steps.index("2024/25")
    assert EVIDENCE in html(app)
    shown = html(follow(app, tab="history"))
    assert "Device added" in shown
    assert EVIDENCE not in shown
    assert "3 of 3" in text(app)
    sound(app.button(key="device.before").click().run())
    assert "# Modem" in text(app)
    assert app.query_params["device"] == str(workshop["Modem"])


def test_one_steps_over_the_edge_of_a_page_and_the_list_follows(office):
    numbers = [
        devices.add_device(office.officer, name=f"Router {n:02}", purpose="Brings the network to offices.")
        for n in range(devices.DEVICES + 1)
    ]
    app = open_page("devices", office.officer, device=numbers[-2], q="router")
    assert "10 of 11" in text(app)
    sound(app.button(key="device.after").click().run())
    assert "# Router 10" in text(app)
    assert "11 of 11" in text(app)
    assert dict(app.query_params) == {"q": "router", "page": "2", "device": str(numbers[-1])}
    assert "device.after" not in [button.key for button in app.button]
    sound(app.button(key="device.before").click().run())
    assert "# Router 09" in text(app)
    assert dict(app.query_params) == {"q": "router", "device": str(numbers[-2])}


def test_a_device_that_is_not_listed_has_no_neighbours(office, workshop):
    app = open_page("devices", office.officer, device=workshop["Router"], q="modem")
    assert "# Router" in text(app)
    assert not [button for button in app.button if str(button.key).startswith("device.")]


def test_what_is_typed_is_there_again_after_a_look_elsewhere(office, workshop):
    app = open_page("devices", office.officer, device=workshop["Router"])
    key = f"reading.{workshop['Router']}.0"
    app.text_area(key=f"{key}.evidence").set_value("Half a sent")
    app.selectbox(key=f"{key}.level").set_value(7)
    sound(app.run())
    follow(app, tab="history")
    follow(app, device=workshop["Modem"])
    assert labelled(app.text_area, "Evidence").value == ""
    app.query_params.clear()
    sound(app.run())
    follow(app, device=workshop["Router"])
    assert app.text_area(key=f"{key}.evidence").value == "Half a sent"
    assert app.selectbox(key=f"{key}.level").value == 7


def test_a_reader_is_offered_nothing_to_record_and_strangers_find_no_device(office, workshop):
    app = open_page("devices", office.approver, device=workshop["Router"])
    assert not [one for one in app.button if one.label == "Save the level"]
    assert not open_page("devices", office.approver, new=1).text_area
    assert "cannot find this record" in text(
        open_page("devices", an_office().officer, device=workshop["Router"])
    )


def test_an_approver_reads_and_a_stranger_is_told(office):
    devices.add_device(office.officer, name="Router", purpose="Brings the network to offices.")
    assert "Router" in html(open_page("devices", office.approver))
    assert "not linked to an institution" in text(open_page("devices", an_account(Role.OFFICER)))
