"""Devices being developed in the country, and their readiness at each year's end (11.1)."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from db.keys import key_of
from db.types import Table, instant, primary_key


class Device(Table, table=True):
    """A device under development at an institution."""

    __tablename__ = "device"
    __table_args__ = (
        UniqueConstraint("institution_id", "name", name="uq_device_once"),
        Index("ix_device_by_name", "institution_id", "name_key", "id"),
        Index("ix_device_by_date", "institution_id", "created_at", "id"),
    )

    id: int | None = primary_key()
    institution_id: int = Field(foreign_key="institution.id", index=True)
    name: str = Field(max_length=140)
    purpose: str = Field(max_length=1000)
    created_at: datetime = instant()
    created_by: int = Field(foreign_key="account.id")
    demo: bool = False
    name_key: str = key_of("name")


class DeviceReading(Table, table=True):
    """Technology readiness level (ISO 16290) at the end of a financial year, with its evidence."""

    __tablename__ = "device_reading"
    __table_args__ = (CheckConstraint("trl BETWEEN 1 AND 9", name="trl"),)

    device_id: int = Field(primary_key=True, foreign_key="device.id")
    financial_year: str = Field(primary_key=True, foreign_key="financial_year.label", index=True)
    trl: int
    evidence: str = Field(max_length=1000)
    recorded_at: datetime = instant()
    recorded_by: int = Field(foreign_key="account.id")


class ReadingRecord(Table, table=True):
    """Every reading as recorded, append-only: `DeviceReading` is the last one of its year."""

    __tablename__ = "reading_record"
    __table_args__ = (CheckConstraint("trl BETWEEN 1 AND 9", name="trl"),)

    id: int | None = primary_key()
    device_id: int = Field(foreign_key="device.id", index=True)
    financial_year: str = Field(foreign_key="financial_year.label")
    trl: int
    evidence: str = Field(max_length=1000)
    recorded_at: datetime = instant()
    recorded_by: int = Field(foreign_key="account.id")
