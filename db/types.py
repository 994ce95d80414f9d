"""Column types and the base class of every table."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Enum, MetaData, TypeDecorator
from sqlmodel import Field, SQLModel

from innovation_hub.domain.clock import now

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMING)


class Table(SQLModel):
    """Base of every table: one metadata with named constraints."""

    metadata = metadata


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant, stored in UTC without a zone so that both databases compare it alike."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Convert an aware instant to UTC without a zone; raises ValueError for a naive one."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime is not an instant")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the instant as aware, in UTC."""
        return value.replace(tzinfo=UTC) if value is not None else None


def str_enum(enum: type[StrEnum], *, checked: bool = True) -> Enum:
    """A column of an enum's values with a CHECK, so that a misspelt state cannot be stored.

    ``checked=False`` is for an enum that grows often and that no other program writes: a new value then needs no
    migration. A value outside the enum is refused here all the same.
    """
    return Enum(
        enum,
        native_enum=False,
        values_callable=lambda e: [member.value for member in e],
        validate_strings=True,
        create_constraint=checked,
        length=32,
        name=_snake(enum.__name__),
    )


def _snake(name: str) -> str:
    return "".join("_" + c.lower() if c.isupper() else c for c in name).lstrip("_")


def primary_key() -> Any:
    """An integer key assigned by the database."""
    return Field(default=None, primary_key=True)


def instant(*, index: bool = False) -> Any:
    """A required instant, by default the present one."""
    return Field(default_factory=now, sa_type=UtcDateTime, index=index)


def instant_or_none(*, index: bool = False) -> Any:
    """An instant that may be missing."""
    return Field(default=None, sa_type=UtcDateTime, index=index)


def shillings(default: Any = ...) -> Any:
    """An amount in whole shillings; never a float or a decimal."""
    return Field(default=default, sa_type=BigInteger)
