"""Institutions: the lists people choose from, and the reference data that administrators keep."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from db.models.institutions import Institution, Region
from db.queries import institutions as queries
from db.queries.institutions import WantedInstitutions
from db.unit_of_work import UnitOfWork, read_only, unit_of_work
from innovation_hub.domain import institutions as rules
from innovation_hub.domain.institutions import InstitutionKind
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.domain.text import clean_line
from innovation_hub.errors import Conflict, Invalid, NotFound
from innovation_hub.services import journal
from innovation_hub.services.paging import SIZE, Page

__all__ = [
    "ALL",
    "Choice",
    "Details",
    "Listed",
    "WantedInstitutions",
    "add",
    "choices",
    "edit",
    "institution",
    "institutions",
    "regions",
    "set_active",
]
ALL = WantedInstitutions()


@dataclass(frozen=True, slots=True)
class Choice:
    """A thing to choose from a list, by its two names; ``group`` sets lists apart."""

    value: str
    name_sw: str
    name_en: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Details:
    """What is kept about an institution."""

    code: str
    name_sw: str
    name_en: str
    kind: InstitutionKind
    public: bool
    region_code: str | None


@dataclass(frozen=True, slots=True)
class Listed:
    """An institution in the administrators' list."""

    id: int
    details: Details
    active: bool
    demo: bool


def choices(kinds: Collection[InstitutionKind] | None = None, *, language: str = "sw") -> list[Choice]:
    """The active institutions (of these kinds), by their name in a language, for forms that anybody may see."""
    with read_only() as session:
        rows = queries.active(session, kinds, language)
    return [Choice(str(number), name_sw, name_en, kind.value) for number, name_sw, name_en, kind in rows]


def regions() -> list[Choice]:
    """The 31 regions, by name."""
    with read_only() as session:
        return [Choice(row.code, row.name_sw, row.name_en) for row in queries.regions(session)]


def institutions(
    actor: Actor, *, wanted: WantedInstitutions = ALL, offset: int = 0, size: int = SIZE
) -> Page[Listed]:
    """One page of the institutions that match, by name."""
    ensure(actor, Permission.INSTITUTION_MANAGE)
    wanted = replace(wanted, text=clean_line(wanted.text)[:100])
    with read_only() as session:
        rows, total = queries.found(session, wanted, offset=offset, limit=size)
    return Page([Listed(row.id or 0, _details(row), row.active, row.demo) for row in rows], total)


def institution(actor: Actor, *, institution_id: int) -> Listed:
    """One institution; raises `NotFound`."""
    ensure(actor, Permission.INSTITUTION_MANAGE)
    with read_only() as session:
        row = session.get(Institution, institution_id)
    if row is None:
        raise NotFound
    return Listed(institution_id, _details(row), row.active, row.demo)


def add(actor: Actor, *, details: Details) -> int:
    """Add an institution and give back its id; raises `Invalid`, also for a code that is taken."""
    ensure(actor, Permission.INSTITUTION_MANAGE)
    with unit_of_work() as uow:
        checked = _checked(uow, details)
        row = Institution(**_columns(checked))
        uow.session.add(row)
        _flush(uow)
        institution_id = row.id or 0
        data = {"code": checked.code, "kind": checked.kind.value}
        journal.record(uow, actor, "institution.added", "institution", institution_id, data)
        uow.commit()
    return institution_id


def edit(actor: Actor, *, institution_id: int, seen: Details, details: Details) -> None:
    """Change what is kept; ``seen`` is what the editor had before them: raises `Conflict` when it changed since."""
    ensure(actor, Permission.INSTITUTION_MANAGE)
    with unit_of_work() as uow:
        row = _locked(uow, institution_id)
        before, checked = _details(row), _checked(uow, details)
        if before != seen:
            raise Conflict
        changed = {name: value for name, value in _columns(checked).items() if value != getattr(before, name)}
        if changed:
            for name, value in changed.items():
                setattr(row, name, value)
            _flush(uow)
            journal.record(uow, actor, "institution.edited", "institution", institution_id, changed)
        uow.commit()


def set_active(actor: Actor, *, institution_id: int, active: bool) -> None:
    """Take an institution from the lists people choose from, or put it back; its records stay."""
    ensure(actor, Permission.INSTITUTION_MANAGE)
    with unit_of_work() as uow:
        row = _locked(uow, institution_id)
        if row.active != active:
            row.active = active
            event = "institution.activated" if active else "institution.deactivated"
            journal.record(uow, actor, event, "institution", institution_id)
        uow.commit()


def _locked(uow: UnitOfWork, institution_id: int) -> Institution:
    query = select(Institution).where(Institution.id == institution_id).with_for_update()
    row = uow.session.exec(query).first()
    if row is None:
        raise NotFound
    return row


def _details(row: Any) -> Details:
    return Details(row.code, row.name_sw, row.name_en, row.kind, row.public, row.region_code)


def _columns(details: Details) -> dict[str, Any]:
    return {name: getattr(details, name) for name in Details.__slots__}


def _checked(uow: UnitOfWork, details: Details) -> Details:
    if details.region_code is not None and uow.session.get(Region, details.region_code) is None:
        raise Invalid("institutions.refused.region", field="region_code")
    return replace(  # in the order of the form: the first fault is the first one told
        details,
        name_sw=rules.clean_name(details.name_sw, field="name_sw"),
        name_en=rules.clean_name(details.name_en, field="name_en"),
        code=rules.clean_code(details.code),
    )


def _flush(uow: UnitOfWork) -> None:
    try:
        uow.session.flush()
    except IntegrityError as error:
        raise Invalid("institutions.refused.taken", field="code") from error
