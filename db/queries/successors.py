"""Queries about successors of merged institutions, by name, id and code."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from db.models.institutions import Institution
from db.queries.judging import AnySelect

_Old, _Into, _Mine = aliased(Institution), aliased(Institution), aliased(Institution)
_ALIKE = (("code", "code_key"), ("name_sw", "sw_key"), ("name_en", "en_key"))
_MERGED: AnySelect = (
    select(
        *(getattr(_Old, keys) for _, keys in _ALIKE),
        *(getattr(_Into, name).label(name) for name, _ in _ALIKE),
    )
    .join(_Into, col(_Into.id) == col(_Old.merged_into_id))
    .order_by(col(_Old.id))
)
_ROOT = col(_Mine.merged_into_id)
_FAMILY: AnySelect = (
    select(col(_Mine.code).label("of"), col(_Into.code), col(_Into.name_sw), col(_Into.name_en))
    .join(
        _Into,
        or_(
            col(_Into.id).in_((col(_Mine.id), _ROOT)),
            col(_Into.merged_into_id).in_((col(_Mine.id), _ROOT)),
        ),
    )
    .where(col(_Mine.code).in_(bindparam("codes", expanding=True)))
)


def names(session: Session) -> dict[str, str]:
    """The successor's name by the key of each code and name of a merged institution.

    Names that an institution not merged also has, or that have two successors, are left out.
    """
    found: dict[str, set[str]] = {}
    for row in session.connection().execute(_MERGED):
        for name, keys in _ALIKE:
            found.setdefault(getattr(row, keys), set()).add(getattr(row, name))
    if not found:
        return {}
    own = select(*(getattr(Institution, keys) for _, keys in _ALIKE)).where(
        col(Institution.merged_into_id).is_(None)
    )
    taken = {each for row in session.execute(own) for each in row}
    return {each: next(iter(into)) for each, into in found.items() if each not in taken and len(into) == 1}


def ids(session: Session, numbers: Collection[int]) -> dict[int, int]:
    """The successor's id of each of these institutions that was merged."""
    query = select(col(Institution.id), col(Institution.merged_into_id)).where(
        col(Institution.id).in_(numbers), col(Institution.merged_into_id).is_not(None)
    )
    return {number or 0: into or 0 for number, into in session.execute(query)}


def family(session: Session, codes: Collection[str]) -> dict[str, list[Any]]:
    """For each of these codes all institutions merged with it: itself, its successor, and those merged into that."""
    found: dict[str, list[Any]] = {}
    for row in session.connection().execute(_FAMILY, {"codes": sorted(codes)}):
        found.setdefault(row.of, []).append(row)
    return found


def former(session: Session, codes: Collection[str]) -> dict[str, tuple[str, str]]:
    """Both names of each of these codes whose institution was merged."""
    query = select(col(Institution.code), col(Institution.name_sw), col(Institution.name_en)).where(
        col(Institution.code).in_(codes), col(Institution.merged_into_id).is_not(None)
    )
    return {code: (swahili, english) for code, swahili, english in session.execute(query)}


def formerly(session: Session) -> dict[str, list[str]]:
    """The codes of merged institutions, by the code of their successor."""
    query = (
        select(col(_Into.code), col(_Old.code))
        .join(_Old, col(_Old.merged_into_id) == col(_Into.id))
        .order_by(col(_Old.code))
    )
    found: dict[str, list[str]] = {}
    for code, old in session.execute(query):
        found.setdefault(code, []).append(old)
    return found
