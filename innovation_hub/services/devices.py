"""Devices under development at an institution, and their readiness at each year's end (11.1)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from db.models.devices import Device, DeviceReading, ReadingRecord
from db.primary_key import pk
from db.queries import devices as queries
from db.queries.devices import DeviceOrder, WantedDevices
from db.unit_of_work import read_only, unit_of_work
from innovation_hub.domain.clock import now, today
from innovation_hub.domain.devices import TRL_MAX, TRL_MIN
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.domain.text import clean, clean_line
from innovation_hub.errors import Conflict, Forbidden, Invalid, NotFound
from innovation_hub.services import journal, notices
from innovation_hub.services.cache import cached_until_journalled
from innovation_hub.services.journal import History
from innovation_hub.services.paging import Neighbours, Page, neighbours

__all__ = [
    "DEVICES",
    "DeviceDetail",
    "DeviceOrder",
    "DeviceRow",
    "Reading",
    "WantedDevices",
    "add_device",
    "device",
    "history",
    "near_device",
    "record_reading",
    "workshop",
]

ALL = WantedDevices()
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

    @property
    def latest(self) -> Reading | None:
        """The reading of the newest year."""
        return self.readings[0] if self.readings else None


@dataclass(frozen=True, slots=True)
class DeviceDetail:
    """One device, when it was added, and the years for which a reading can be recorded."""

    device: DeviceRow
    added_at: datetime
    years: Sequence[str]


def workshop(
    actor: Actor, *, wanted: WantedDevices = ALL, offset: int = 0, size: int = DEVICES
) -> Page[DeviceRow]:
    """A page of the devices of the actor's own institution that match."""
    ensure(actor, Permission.DEVICE_READ)
    institution_id = _institution_of(actor)
    with read_only() as session:
        rows, total = queries.devices(session, institution_id, _tidy(wanted), offset=offset, size=size)
        return Page(_with_readings(session, rows), total)


def near_device(actor: Actor, *, wanted: WantedDevices, device_id: int) -> Neighbours | None:
    """The neighbours of a device in the filtered and sorted list; None if it is not in it."""
    ensure(actor, Permission.DEVICE_READ)
    institution_id = _institution_of(actor)
    with read_only() as session:
        return neighbours(_ids(session, institution_id, _tidy(wanted)), device_id)


@cached_until_journalled(size=8)
def _ids(session: Session, institution_id: int, wanted: WantedDevices) -> Sequence[int]:
    """Cached: devices and readings are added by journalled steps alone."""
    return queries.ids(session, institution_id, wanted)


def device(actor: Actor, *, device_id: int) -> DeviceDetail:
    """One device of the actor's own institution; raises `NotFound` for any other."""
    ensure(actor, Permission.DEVICE_READ)
    with read_only() as session:
        row = _own_device(session, actor, device_id)
        (listed,) = _with_readings(session, [row])
        return DeviceDetail(listed, row.created_at, queries.years_begun(session, today()))


def history(actor: Actor, *, device_id: int, offset: int = 0) -> History:
    """The history of a device of the actor's own institution; raises `NotFound` for any other."""
    ensure(actor, Permission.DEVICE_READ)
    with read_only() as session:
        _own_device(session, actor, device_id)
        return journal.history(session, actor, "device", device_id, offset=offset)


def _with_readings(session: Session, rows: Sequence[Any]) -> list[DeviceRow]:
    readings = queries.readings(session, [row.id for row in rows])
    return [
        DeviceRow(
            row.id,
            row.name,
            row.purpose,
            [Reading(r.financial_year, r.trl, r.evidence) for r in readings.get(row.id, [])],
        )
        for row in rows
    ]


def add_device(actor: Actor, *, name: str, purpose: str) -> int:
    """Record a device under development; returns its id. Raises `Conflict` for a name taken already."""
    ensure(actor, Permission.DEVICE_WRITE)
    row = Device(
        institution_id=_institution_of(actor),
        name=_between(name, 3, 140, "name"),
        purpose=_between(purpose, 10, 1000, "purpose"),
        created_by=actor.id,
    )
    with unit_of_work() as uow:
        uow.session.add(row)
        try:
            uow.session.flush()
        except IntegrityError as error:
            if "unique" not in str(error.orig).lower():
                raise
            raise Conflict("devices.error.twice") from error
        device_id = pk(row)
        notices.happened(uow, actor, "device.added", "device", device_id)
        uow.commit()
    return device_id


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


def _tidy(wanted: WantedDevices) -> WantedDevices:
    return replace(wanted, text=clean_line(wanted.text)[:100])


def _own_device(session: Session, actor: Actor, device_id: int) -> Device:
    row = session.get(Device, device_id)
    if row is None or row.institution_id != _institution_of(actor):
        raise NotFound
    return row


def _institution_of(actor: Actor) -> int:
    if actor.institution_id is None:
        raise Forbidden("devices.error.no_institution")
    return actor.institution_id


def _between(text: str, least: int, most: int, field: str) -> str:
    tidy = clean(text)
    if not least <= len(tidy) <= most:
        raise Invalid(f"devices.error.{field}", field=field)
    return tidy
