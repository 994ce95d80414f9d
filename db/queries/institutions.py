"""Queries about institutions and regions."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, or_
from sqlmodel import Session, col, select

from db.models.institutions import Institution, Region
from innovation_hub.domain.institutions import InstitutionKind


@dataclass(frozen=True, slots=True)
class WantedInstitutions:
    """Which institutions are looked for."""

    text: str = ""
    kind: InstitutionKind | None = None
    region: str | None = None
    active: bool | None = None
    language: str = "sw"  # in which the names are ordered


def active(
    session: Session, kinds: Collection[InstitutionKind] | None, language: str
) -> list[tuple[int | None, str, str, InstitutionKind]]:
    """Id, both names and kind of the institutions that people may belong to, by name."""
    query = select(
        col(Institution.id), Institution.name_sw, Institution.name_en, col(Institution.kind)
    ).where(Institution.active)
    if kinds is not None:
        query = query.where(col(Institution.kind).in_(kinds))
    return list(session.exec(query.order_by(_name(language))))


def regions(session: Session) -> list[Region]:
    """All regions, by name."""
    return list(session.exec(select(Region).order_by(Region.name_sw)))


def _name(language: str) -> Any:
    return func.lower(Institution.name_sw if language == "sw" else Institution.name_en)


def _conditions(wanted: WantedInstitutions) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.text:
        columns = (col(Institution.code), col(Institution.name_sw), col(Institution.name_en))
        conditions.append(or_(*(column.icontains(wanted.text, autoescape=True) for column in columns)))
    if wanted.kind:
        conditions.append(col(Institution.kind) == wanted.kind)
    if wanted.region:
        conditions.append(col(Institution.region_code) == wanted.region)
    if wanted.active is not None:
        conditions.append(col(Institution.active) == wanted.active)
    return conditions


def count(session: Session, wanted: WantedInstitutions) -> int:
    """How many institutions match."""
    return session.exec(select(func.count()).select_from(Institution).where(*_conditions(wanted))).one()


def found(session: Session, wanted: WantedInstitutions, *, offset: int, limit: int) -> list[Institution]:
    """The matching institutions, by name."""
    query = (
        select(Institution).where(*_conditions(wanted)).order_by(_name(wanted.language), col(Institution.id))
    )
    return list(session.exec(query.offset(offset).limit(limit)))
