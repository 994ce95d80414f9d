"""The other decisions of the hub from two pages at once: changed, decided and taken away since they were seen.

Those on proposals, results, calls and panels have files of their own. A case says how its page is opened, what another
person does meanwhile, which button is then pressed, and what stands in the database afterwards; the page says what
changed and nothing else has happened.
"""

from dataclasses import replace

import pytest

from db.models.accounts import Account
from db.models.budgets import Movement
from db.models.devices import DeviceReading
from db.models.institutions import Institution
from db.models.messages import OutboxMessage
from db.models.systems import RegisteredSystem
from db.unit_of_work import unit_of_work
from innovation_hub.domain.accounts import AccountState, closed_email
from innovation_hub.domain.budgets import MovementKind
from innovation_hub.domain.clock import today
from innovation_hub.domain.messages import MessageState
from innovation_hub.domain.permissions import Role
from innovation_hub.services import accounts, budgets, devices, institutions, mail, systems
from tests.factories import judging as make
from tests.factories.budgets import a_line, a_movement, an_office
from tests.factories.registration import a_person, an_institution
from tests.factories.systems import QUEUES, a_file, a_system
from tests.pages.decision_kit import REASON, TOLD, press, two
from tests.pages.kit import open_page, sound, unfold
from tests.pages.test_decisions import plain
from tests.pages.test_messages import refused

__all__ = ["two"]


# The ledger: an approved movement is undone once.


def test_a_reversal(clock):
    office = an_office()
    line = a_line(office)
    a_movement(office, line, MovementKind.RELEASE, "60,000")
    app = open_page("budget_line", office.officer, line=line)
    sound(app.button_group[-1].set_value("reverse").run())
    chosen = next(box for box in app.selectbox if "Release" in "".join(box.options))
    movement = next(row for row in make.rows(Movement) if row.kind is MovementKind.RELEASE)
    sound(chosen.set_value(movement.id).run())
    app.text_area[0].set_value(REASON)
    budgets.reverse(
        office.officer, movement_id=movement.id, happened_on=today(), note="Booked on the wrong line."
    )
    press(app, "Ask for the reversal")
    assert len([row for row in make.rows(Movement) if row.kind is MovementKind.REVERSAL]) == 1
    assert "has asked to reverse this transaction" in plain(app)
    assert REASON in plain(app)


# People: kept out, let in again, closed.


@pytest.mark.parametrize("since", ["changed", "decided", "taken away"])
def test_people(database_url, since):
    admin, other = (a_person(Role.ADMINISTRATOR, name=name) for name in ("Zawadi", "Neema"))
    person = a_person(Role.JUDGE, name="Afisa Mpya")
    app = open_page("people", admin, person=person.id)
    if since == "changed":
        roles = frozenset({Role.JUDGE, Role.ORGANISER})
        accounts.arrange(
            other, account_id=person.id, institution_id=None, roles=roles, seen=frozenset({Role.JUDGE})
        )
    elif since == "decided":
        accounts.disable(other, account_id=person.id)
    else:
        with unit_of_work() as uow:
            row = uow.session.get(Account, person.id)
            row.email, row.state = closed_email(person.id), AccountState.DISABLED
            uow.commit()
    before = make.fetch(Account, person.id).state
    press(app, "Disable the account")
    assert make.fetch(Account, person.id).state is before
    assert (TOLD if since != "taken away" else "This account was closed while") in plain(app)


# Institutions: changed, taken out of use.


@pytest.mark.parametrize("since", ["changed", "decided"])
def test_institutions(database_url, since):
    admin, other = (a_person(Role.ADMINISTRATOR, name=name) for name in ("Zawadi", "Neema"))
    place = an_institution()
    app = open_page("institutions", admin, institution=place)
    seen = institutions.institution(other, institution_id=place).details
    if since == "changed":
        details = replace(seen, name_en="Another name")
        institutions.edit(other, institution_id=place, seen=seen, details=details)
    else:
        institutions.set_active(other, institution_id=place, active=False)
    press(app, "Take out of use")
    assert make.fetch(Institution, place).active is (since == "changed")
    assert TOLD in plain(app)


# The register of systems: an entry changed by an import, taken out by another.


@pytest.mark.parametrize("since", ["changed", "taken away"])
def test_the_register(two, since):
    a_system()
    app = unfold(open_page("systems", two[0]), "systems.removing")
    (system,) = systems.entries(two[1]).items
    if since == "changed":
        systems.import_csv(two[1], content=a_file(QUEUES.replace("2019", "2021")))
    else:
        systems.remove(two[1], system_id=system.id, seen=system.details)
    press(app, "Remove")
    assert len(make.rows(RegisteredSystem)) == (since == "changed")
    assert ("was 2019, is now 2021" if since == "changed" else "out of the register while") in plain(app)


def test_a_file_is_not_imported_over_what_was_not_seen(two):
    app = unfold(open_page("systems", two[0]), "systems.importing")
    app.file_uploader[0].upload("systems.csv", a_file(QUEUES), "text/csv")
    sound(app.run())
    a_system(QUEUES.replace("2019", "2021"))
    sound(app.button(key="systems.take").click().run())
    assert "Entries: was 0, is now 1" in plain(app)
    assert make.rows(RegisteredSystem)[0].year == 2021


# A device's reading: said anew by another officer.


def test_devices(clock):
    office = an_office()
    device = devices.add_device(office.officer, name="Router", purpose="Brings the network to offices.")
    app = open_page("devices", office.officer, device=device)
    app.text_area[0].set_value(proof := "Ran for 30 days in two village offices.")
    year = app.selectbox(key=f"reading.{device}.0.year").value
    devices.record_reading(
        office.officer, device_id=device, financial_year=year, trl=7, evidence="Seen by the ministry in June."
    )
    press(app, "Save the level")
    assert [row.trl for row in make.rows(DeviceReading)] == [7]
    assert "is now Seen by the ministry in June." in plain(app)
    assert app.text_area[0].value == proof


# E-mails that did not arrive: sent again or taken note of by another administrator.


@pytest.mark.parametrize("settle", [mail.acknowledge, mail.send_again])
def test_messages(database_url, settle):
    admin, other = (a_person(Role.ADMINISTRATOR, name=name) for name in ("Zawadi", "Neema"))
    refused(2)
    app = open_page("messages", admin)
    app.multiselect[0].set_value([1, 2])
    settle(other, ids=[2])
    press(app, "Send again")
    assert make.fetch(OutboxMessage, 1).state is MessageState.REFUSED
    assert TOLD in plain(app)
