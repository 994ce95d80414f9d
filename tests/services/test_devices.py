"""Devices: recorded by their own institution, one reading a year, with evidence."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from db.models.devices import ReadingRecord
from db.models.journal import JournalEntry
from db.unit_of_work import unit_of_work
from innovation_hub.domain.devices import DeviceStage
from innovation_hub.domain.permissions import VISITOR, Role
from innovation_hub.errors import Conflict, Forbidden, Invalid, NotFound, SignInRequired
from innovation_hub.services import devices, journal
from innovation_hub.services.devices import DeviceOrder, WantedDevices
from tests.factories.accounts import an_account
from tests.factories.budgets import an_office
from tests.factories.judging import rows
from tests.statements import watched

PURPOSE = "Brings the network to village offices."
EVIDENCE = "Ran for 30 days in two village offices, June 2025."


@pytest.fixture
def office(clock):
    return an_office()


def test_a_reading_is_corrected_by_saying_it_again(office):
    device = devices.add_device(office.officer, name="Router", purpose=PURPOSE)
    for year, trl in (("2023/24", 3), ("2024/25", 5), ("2024/25", 6)):
        devices.record_reading(
            office.officer, device_id=device, financial_year=year, trl=trl, evidence=EVIDENCE
        )
    (row,) = devices.workshop(office.approver).items
    assert [(r.financial_year, r.trl) for r in row.readings] == [("2024/25", 6), ("2023/24", 3)]


def test_what_was_said_before_is_kept_and_the_journal_tells_what_changed(office):
    device = devices.add_device(office.officer, name="Router", purpose=PURPOSE)
    for trl, evidence in (
        (5, EVIDENCE),
        (5, EVIDENCE),
        (5, f"Not so. {EVIDENCE}"),
        (6, f"Not so. {EVIDENCE}"),
    ):
        devices.record_reading(
            office.officer, device_id=device, financial_year="2024/25", trl=trl, evidence=evidence
        )
    kept = rows(ReadingRecord, device_id=device)
    assert [(one.trl, one.evidence[:3]) for one in kept] == [(5, "Ran"), (5, "Not"), (6, "Not")]
    told = [one.data for one in rows(JournalEntry, event="device.reading")]
    assert [one.get("evidence_changed") for one in told] == [None, True, False]
    assert [one["was"] for one in told] == [None, 5, 5]
    assert journal.verify().whole
    with pytest.raises(DBAPIError), unit_of_work() as uow:
        uow.session.execute(text("UPDATE reading_record SET evidence = 'x'"))


@pytest.mark.parametrize(
    ("wrong", "key"),
    [
        ({"trl": 0}, "devices.error.trl"),
        ({"trl": 10}, "devices.error.trl"),
        ({"evidence": "It works."}, "devices.error.evidence"),
        ({"financial_year": "2026/27"}, "devices.error.year"),
        ({"financial_year": "soon"}, "devices.error.year"),
    ],
)
def test_readings_that_are_refused(office, wrong, key):
    device = devices.add_device(office.officer, name="Router", purpose=PURPOSE)
    values = {"financial_year": "2024/25", "trl": 5, "evidence": EVIDENCE} | wrong
    with pytest.raises(Invalid) as caught:
        devices.record_reading(office.officer, device_id=device, **values)
    assert caught.value.key == key


def test_a_name_once_in_an_institution(office):
    devices.add_device(office.officer, name="Router", purpose=PURPOSE)
    with pytest.raises(Conflict):
        devices.add_device(office.officer, name="Router", purpose=PURPOSE)
    devices.add_device(an_office().officer, name="Router", purpose=PURPOSE)


def test_another_institution_sees_and_changes_nothing(office):
    device = devices.add_device(office.officer, name="Router", purpose=PURPOSE)
    foreign = an_office()
    assert devices.workshop(foreign.officer).total == 0
    with pytest.raises(NotFound):
        devices.record_reading(
            foreign.officer, device_id=device, financial_year="2024/25", trl=5, evidence=EVIDENCE
        )
    with pytest.raises(Forbidden):
        devices.add_device(office.approver, name="Radio", purpose=PURPOSE)
    for read in (devices.device, devices.history):
        with pytest.raises(NotFound):
            read(foreign.officer, device_id=device)
        with pytest.raises(NotFound):
            read(office.officer, device_id=device + 99)
        with pytest.raises(Forbidden):
            read(an_account(Role.JUDGE, institution_id=office.institution_id), device_id=device)
        with pytest.raises(SignInRequired):
            read(VISITOR, device_id=device)
    told = devices.history(office.approver, device_id=device)
    assert [(entry.event, entry.actor, entry.data) for entry in told.entries.items] == [
        ("device.added", None, {})
    ]


@pytest.mark.parametrize("order", DeviceOrder)
def test_the_neighbours_of_a_device_are_those_of_the_list_in_every_order(office, order):
    for name, trl in (("Router", 4), ("Antenna", 4), ("Radio", None), ("Router 2", 7), ("Rota", None)):
        number = devices.add_device(office.officer, name=name, purpose=PURPOSE)
        if trl:
            devices.record_reading(
                office.officer, device_id=number, financial_year="2024/25", trl=trl, evidence=EVIDENCE
            )
    wanted = WantedDevices(text=" RO", order=order)
    listed = [row.id for row in devices.workshop(office.approver, wanted=wanted).items]
    assert len(listed) == 3
    found = [devices.near_device(office.approver, wanted=wanted, device_id=number) for number in listed]
    assert [one.ids for one in found] == [tuple(listed[:2]), tuple(listed), tuple(listed[1:])]
    assert [(one.first, one.total) for one in found] == [(0, 3), (0, 3), (1, 3)]
    (antenna,) = devices.workshop(office.approver, wanted=WantedDevices(text="antenna")).items
    assert devices.near_device(office.approver, wanted=wanted, device_id=antenna.id) is None
    with watched() as seen:
        devices.near_device(office.approver, wanted=wanted, device_id=listed[0])
    assert len(seen) == 1


def test_the_neighbours_of_a_device_are_for_readers_of_its_institution(office):
    values = {
        "wanted": WantedDevices(),
        "device_id": devices.add_device(office.officer, name="Router", purpose=PURPOSE),
    }
    foreign = an_office()
    devices.add_device(foreign.officer, name="Radio", purpose=PURPOSE)
    assert devices.near_device(foreign.officer, **values) is None
    assert devices.near_device(office.officer, **values).total == 1
    with pytest.raises(Forbidden):
        devices.near_device(an_account(Role.JUDGE, institution_id=office.institution_id), **values)
    with pytest.raises(Forbidden):
        devices.near_device(an_account(Role.OFFICER), **values)
    with pytest.raises(SignInRequired):
        devices.near_device(VISITOR, **values)


@pytest.mark.parametrize("number", [2, 5])
def test_lists_and_devices_ask_as_many_questions_however_many_there_are(office, number):
    for n in range(number):
        device = devices.add_device(office.officer, name=f"Router {n}", purpose=PURPOSE)
        for year in ("2023/24", "2024/25")[: n + 1]:
            devices.record_reading(
                office.officer, device_id=device, financial_year=year, trl=n + 1, evidence=EVIDENCE
            )
    wanted = WantedDevices(text="router", stage=DeviceStage.IDEA, order=DeviceOrder.READIEST)
    with watched() as listed:
        page = devices.workshop(office.approver, wanted=wanted, size=2)
    assert [row.name for row in page.items] == (
        ["Router 1", "Router 0"] if number == 2 else ["Router 2", "Router 1"]
    )
    assert page.total == min(number, 3)
    assert len(listed) == 3
    with watched() as one:
        devices.device(office.approver, device_id=device)
    assert len(one) == 3
