"""Queries about devices under development and their readiness by year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlmodel import Session, col

from db.models.devices import Device, DeviceReading
from db.models.institutions import FinancialYear
from db.queries.judging import AnySelect, length, number, slice_of
from db.queries.searching import holds
from innovation_hub.domain.devices import PROTOTYPE_FROM, PROTOTYPE_TO, DeviceStage


class DeviceOrder(StrEnum):
    """The order of the list; in ``READIEST`` those without a reading come last."""

    NAME = "name"
    READIEST = "readiest"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class WantedDevices:
    """Filter of an institution's devices, by their latest reading, and the order."""

    text: str = ""
    stage: DeviceStage | None = None
    level: int | None = None
    order: DeviceOrder = DeviceOrder.NAME


_LATEST: Any = (
    select(col(DeviceReading.trl))
    .where(col(DeviceReading.device_id) == col(Device.id))
    .order_by(col(DeviceReading.financial_year).desc())
    .limit(1)
    .correlate(Device)
    .scalar_subquery()
)
_ORDERS: dict[DeviceOrder, tuple[Any, ...]] = {
    DeviceOrder.NAME: (col(Device.name_key), col(Device.id)),
    DeviceOrder.READIEST: (_LATEST.desc().nulls_last(), col(Device.name_key), col(Device.id)),
    DeviceOrder.NEWEST: (col(Device.created_at).desc(), col(Device.id).desc()),
}


def devices(
    session: Session, institution_id: int, wanted: WantedDevices, *, offset: int, size: int
) -> tuple[Sequence[Row[Any]], int]:
    """A page of the institution's matching devices, and the number of matches."""
    rows, count = _matching(wanted)
    values = {"institution": institution_id}
    page = session.connection().execute(rows, values | {"offset": offset, "size": size}).all()
    return page, length(session, page, lambda: count, values, offset=offset, size=size)


def ids(session: Session, institution_id: int, wanted: WantedDevices) -> tuple[int, ...]:
    """The ids of all matching devices of an institution, in their order."""
    return tuple(session.connection().scalars(_ids(wanted), {"institution": institution_id}))


@lru_cache(maxsize=64)
def _ids(wanted: WantedDevices) -> Select[Any]:
    return select(col(Device.id)).where(*_conditions(wanted)).order_by(*_ORDERS[wanted.order])


@lru_cache(maxsize=64)
def _matching(wanted: WantedDevices) -> tuple[AnySelect, Any]:
    where = _conditions(wanted)
    columns = col(Device.id), col(Device.name), col(Device.purpose)
    rows = slice_of(select(*columns).where(*where).order_by(*_ORDERS[wanted.order]))
    return rows, select(func.count()).select_from(Device).where(*where)


def _conditions(wanted: WantedDevices) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = [col(Device.institution_id) == number("institution")]
    if wanted.text:
        where.append(holds(col(Device.name_key), wanted.text))
    if wanted.level is not None:
        where.append(wanted.level == _LATEST)
    if wanted.stage is DeviceStage.UNREAD:
        where.append(_LATEST.is_(None))
    elif wanted.stage is DeviceStage.IDEA:
        where.append(_LATEST < PROTOTYPE_FROM)
    elif wanted.stage is DeviceStage.PROTOTYPE:
        where.append(_LATEST.between(PROTOTYPE_FROM, PROTOTYPE_TO))
    elif wanted.stage is DeviceStage.IN_USE:
        where.append(_LATEST > PROTOTYPE_TO)
    return where


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
