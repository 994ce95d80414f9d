"""Devices under development at an institution, and their readiness at each year's end (11.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from db.models.devices import Device, DeviceReading, ReadingRecord
from db.queries import devices as queries
from db.unit_of_work import read_only, unit_of_work
from innovation_hub.domain.clock import now, today
from innovation_hub.domain.devices import TRL_MAX, TRL_MIN
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.domain.text import clean
from innovation_hub.errors import Conflict, Forbidden, Invalid, NotFound
from innovation_hub.services import notices
from innovation_hub.services.paging import Page

DEVICES = 10
"""Devices on one page of the list."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How ready a device was at the end of a financial year (TRL 1-9), with the evidence."""

    financial_year: str
    trl: int
    evidence: str


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """A device with its readings, newest year first."""

    id: int
    name: str
    purpose: str
    readings: Sequence[Reading]


@dataclass(frozen=True, slots=True)
class Workshop:
    """What an institution is developing, and the years a reading can be given for."""

    devices: Page[DeviceRow]
    years: Sequence[str]


def workshop(actor: Actor, *, offset: int = 0) -> Workshop:
    """The devices of the actor's own institution, by name."""
    ensure(actor, Permission.DEVICE_READ)
    institution_id = _institution_of(actor)
    with read_only() as session:
        rows = queries.devices(session, institution_id, offset=offset, size=DEVICES)
        readings = queries.readings(session, [row.id for row in rows])
        years = queries.years_begun(session, today())
    listed = [
        DeviceRow(
            row.id,
            row.name,
            row.purpose,
            [Reading(r.financial_year, r.trl, r.evidence) for r in readings.get(row.id, [])],
        )
        for row in rows
    ]
    return Workshop(Page(listed, rows[0].total if rows else 0), years)


def add_device(actor: Actor, *, name: str, purpose: str) -> int:
    """Record a device under development; returns its id. Raises `Conflict` for a name taken already."""
    ensure(actor, Permission.DEVICE_WRITE)
    device = Device(
        institution_id=_institution_of(actor),
        name=_between(name, 3, 140, "name"),
        purpose=_between(purpose, 10, 1000, "purpose"),
        created_by=actor.id,
    )
    with unit_of_work() as uow:
        uow.session.add(device)
        try:
            uow.session.flush()
        except IntegrityError as error:
            if "unique" not in str(error.orig).lower():
                raise
            raise Conflict("devices.error.twice") from error
        assert device.id is not None
        notices.happened(uow, actor, "device.added", "device", device.id)
        uow.commit()
        return device.id


def record_reading(actor: Actor, *, device_id: int, financial_year: str, trl: int, evidence: str) -> None:
    """Record how ready a device is (TRL 1-9) at a year's end; a second reading for the year replaces the first.

    Every reading is also kept as a `ReadingRecord`, and the journal records the change.
    """
    ensure(actor, Permission.DEVICE_WRITE)
    if not TRL_MIN <= trl <= TRL_MAX:
        raise Invalid("devices.error.trl", field="trl", least=TRL_MIN, most=TRL_MAX)
    proof = _between(evidence, 20, 1000, "evidence")
    with unit_of_work() as uow:
        session = uow.session
        _own_device(session, actor, device_id)
        if financial_year not in queries.years_begun(session, today()):
            raise Invalid("devices.error.year", field="financial_year")
        reading = session.get(DeviceReading, (device_id, financial_year))
        if reading and (reading.trl, reading.evidence) == (trl, proof):
            return
        data: dict[str, Any] = {"year": financial_year, "trl": trl, "was": reading.trl if reading else None}
        if reading:
            data["evidence_changed"] = reading.evidence != proof
        given: dict[str, Any] = {"trl": trl, "evidence": proof, "recorded_at": now(), "recorded_by": actor.id}
        reading = reading or DeviceReading(device_id=device_id, financial_year=financial_year, **given)
        for name, value in given.items():
            setattr(reading, name, value)
        session.add(reading)
        session.add(ReadingRecord(device_id=device_id, financial_year=financial_year, **given))
        notices.happened(uow, actor, "device.reading", "device", device_id, data)
        uow.commit()


def _own_device(session: Session, actor: Actor, device_id: int) -> Device:
    device = session.get(Device, device_id)
    if device is None or device.institution_id != _institution_of(actor):
        raise NotFound
    return device


def _institution_of(actor: Actor) -> int:
    if actor.institution_id is None:
        raise Forbidden("devices.error.no_institution")
    return actor.institution_id


def _between(text: str, least: int, most: int, field: str) -> str:
    tidy = clean(text)
    if not least <= len(tidy) <= most:
        raise Invalid(f"devices.error.{field}", field=field)
    return tidy
