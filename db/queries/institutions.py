"""Queries about institutions and regions."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, func
from sqlalchemy import select as sa_select
from sqlalchemy import text as sa_text
from sqlmodel import Session, col, select

from db.models.institutions import Institution, Region
from db.queries.judging import AnySelect, length, slice_of
from db.queries.searching import any_holds
from innovation_hub.domain.folding import key
from innovation_hub.domain.institutions import InstitutionKind

_ADDING = 0x494E5354


@dataclass(frozen=True, slots=True)
class WantedInstitutions:
    """Filter of institutions."""

    text: str = ""
    kind: InstitutionKind | None = None
    region: str | None = None
    active: bool | None = None
    language: str = "sw"  # in which the names are ordered


def active(
    session: Session, kinds: Collection[InstitutionKind] | None, language: str
) -> list[tuple[int | None, str, str, InstitutionKind]]:
    """Id, both names and kind of the active institutions, by name."""
    query = select(
        col(Institution.id), Institution.name_sw, Institution.name_en, col(Institution.kind)
    ).where(Institution.active)
    if kinds is not None:
        query = query.where(col(Institution.kind).in_(kinds))
    return list(session.exec(query.order_by(_name(language))))


def known(session: Session) -> Sequence[Any]:
    """Id, code and both names of all institutions that were not merged."""
    columns = map(col, (Institution.id, Institution.code, Institution.name_sw, Institution.name_en))
    query = sa_select(*columns).where(col(Institution.merged_into_id).is_(None))
    return session.execute(query.order_by(col(Institution.code_key))).all()


def by_code(session: Session, code: str) -> Institution | None:
    """The institution of a code, in any case; its successor when it was merged."""
    query = select(Institution).where(Institution.code_key == key(code))
    found = session.exec(query).first()
    if found is not None and found.merged_into_id is not None:
        return session.get(Institution, found.merged_into_id)
    return found


def one_at_a_time(session: Session) -> None:
    """Lock against other transactions that add institutions; on SQLite the write lock is enough."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa_text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADDING})


def clashing(session: Session) -> list[str]:
    """Codes that differ from another one by their case alone, which old databases may have."""
    query = select(Institution.code).where(col(Institution.code_key).contains("#")).limit(100)
    return sorted(session.exec(query))


def regions(session: Session) -> list[Region]:
    """All regions, by name."""
    return sorted(session.exec(select(Region)), key=lambda region: key(region.name_sw))


def _name(language: str) -> Any:
    return col(Institution.sw_key if language == "sw" else Institution.en_key)


def _conditions(wanted: WantedInstitutions) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.text:
        columns = [col(Institution.code_key), col(Institution.sw_key), col(Institution.en_key)]
        conditions.append(any_holds(columns, wanted.text))
    if wanted.kind:
        conditions.append(col(Institution.kind) == wanted.kind)
    if wanted.region:
        conditions.append(col(Institution.region_code) == wanted.region)
    if wanted.active is not None:
        conditions.append(col(Institution.active) == wanted.active)
    return conditions


@lru_cache(maxsize=64)
def _matching(wanted: WantedInstitutions) -> tuple[AnySelect, Any]:
    where = _conditions(wanted)
    columns = (Institution.id, Institution.code, Institution.name_sw, Institution.name_en, Institution.kind)
    own = (Institution.public, Institution.region_code, Institution.active)
    more = (*own, Institution.demo, Institution.merged_into_id)
    rows: AnySelect = sa_select(*map(col, (*columns, *more))).where(*where)
    count = sa_select(func.count()).select_from(Institution).where(*where)
    return slice_of(rows.order_by(_name(wanted.language), col(Institution.id))), count


def found(
    session: Session, wanted: WantedInstitutions, *, offset: int, limit: int
) -> tuple[Sequence[Any], int]:
    """One page of the matching institutions, by name; and how many match."""
    rows, count = _matching(wanted)
    page = session.connection().execute(rows, {"offset": offset, "size": limit}).all()
    return page, length(session, page, lambda: count, offset=offset, size=limit)
