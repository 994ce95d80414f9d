"""Devices: recorded by their own institution, one reading a year, with evidence."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from db.models.devices import ReadingRecord
from db.models.journal import JournalEntry
from db.unit_of_work import unit_of_work
from innovation_hub.errors import Conflict, Forbidden, Invalid, NotFound
from innovation_hub.services import devices, journal
from tests.factories.budgets import an_office
from tests.factories.judging import rows

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
    (row,) = devices.workshop(office.approver).devices.items
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
    assert devices.workshop(foreign.officer).devices.total == 0
    with pytest.raises(NotFound):
        devices.record_reading(
            foreign.officer, device_id=device, financial_year="2024/25", trl=5, evidence=EVIDENCE
        )
    with pytest.raises(Forbidden):
        devices.add_device(office.approver, name="Radio", purpose=PURPOSE)
