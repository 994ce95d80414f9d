"""Queries about devices under development and their readiness by year."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, func, select
from sqlmodel import Session, col

from db.models.devices import Device, DeviceReading
from db.models.institutions import FinancialYear


def devices(session: Session, institution_id: int, *, offset: int, size: int) -> Sequence[Row[Any]]:
    """A page of an institution's devices by name, with how many there are in all."""
    query = (
        select(col(Device.id), col(Device.name), col(Device.purpose), func.count().over().label("total"))
        .where(col(Device.institution_id) == institution_id)
        .order_by(col(Device.name_key), col(Device.id))
    )
    return session.execute(query.offset(offset).limit(size)).all()


def readings(session: Session, device_ids: Sequence[int]) -> dict[int, list[Row[Any]]]:
    """The readings of several devices, newest year first."""
    query = select(
        col(DeviceReading.device_id),
        col(DeviceReading.financial_year),
        col(DeviceReading.trl),
        col(DeviceReading.evidence),
    ).where(col(DeviceReading.device_id).in_(device_ids))
    found: dict[int, list[Row[Any]]] = {}
    for row in session.execute(query.order_by(col(DeviceReading.financial_year).desc())):
        found.setdefault(row.device_id, []).append(row)
    return found


def years_begun(session: Session, today: date) -> list[str]:
    """Financial years that have begun, newest first."""
    query = select(col(FinancialYear.label)).where(col(FinancialYear.starts_on) <= today)
    return list(session.scalars(query.order_by(col(FinancialYear.label).desc())))
