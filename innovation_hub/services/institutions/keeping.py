"""Institutions and regions: the lists people choose from, and the administration of institutions."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from db.models.institutions import Institution, Region
from db.primary_key import pk
from db.queries import institutions as queries
from db.queries.institutions import WantedInstitutions
from db.unit_of_work import UnitOfWork, read_only, unit_of_work
from innovation_hub.domain import institutions as rules
from innovation_hub.domain.institutions import InstitutionKind
from innovation_hub.domain.likeness import Known, alike
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.domain.text import clean_line
from innovation_hub.errors import Conflict, Invalid, NotFound
from innovation_hub.services import notices
from innovation_hub.services.paging import SIZE, Page

ALL = WantedInstitutions()


@dataclass(frozen=True, slots=True)
class InstitutionChoice:
    """An option in a list, with its names in both languages; ``group`` sets lists apart."""

    value: str
    name_sw: str
    name_en: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Details:
    """The editable data of an institution."""

    code: str
    name_sw: str
    name_en: str
    kind: InstitutionKind
    public: bool
    region_code: str | None


class Similar(Conflict):
    """The institution may exist already: ``found`` are the possible duplicates."""

    def __init__(self, found: Sequence[Known]) -> None:
        super().__init__("institutions.refused.similar", names=", ".join(one.code for one in found))
        self.found = tuple(found)


@dataclass(frozen=True, slots=True)
class Listed:
    """An institution in the administrators' list."""

    id: int
    details: Details
    active: bool
    demo: bool
    merged_into: int | None = None

    @property
    def version(self) -> tuple[Details, bool, int | None]:
        """What changes when somebody changes it."""
        return self.details, self.active, self.merged_into


def choices(
    kinds: Collection[InstitutionKind] | None = None, *, language: str = "sw"
) -> list[InstitutionChoice]:
    """The active institutions (of these kinds), by their name in a language, for forms that anybody may see."""
    with read_only() as session:
        rows = queries.active(session, kinds, language)
    return [
        InstitutionChoice(str(number), name_sw, name_en, kind.value)
        for number, name_sw, name_en, kind in rows
    ]


def regions() -> list[InstitutionChoice]:
    """The 31 regions, by name."""
    with read_only() as session:
        return [InstitutionChoice(row.code, row.name_sw, row.name_en) for row in queries.regions(session)]


def institutions(
    actor: Actor, *, wanted: WantedInstitutions = ALL, offset: int = 0, size: int = SIZE
) -> Page[Listed]:
    """One page of the institutions that match, by name."""
    ensure(actor, Permission.INSTITUTION_MANAGE)
    wanted = replace(wanted, text=clean_line(wanted.text)[:100])
    with read_only() as session:
        rows, total = queries.found(session, wanted, offset=offset, limit=size)
    listed = [Listed(pk(row), details_of(row), row.active, row.demo, row.merged_into_id) for row in rows]
    return Page(listed, total)


def institution(actor: Actor, *, institution_id: int) -> Listed:
    """One institution; raises `NotFound`."""
    ensure(actor, Permission.INSTITUTION_MANAGE)
    with read_only() as session:
        row = session.get(Institution, institution_id)
    if row is None:
        raise NotFound
    return Listed(institution_id, details_of(row), row.active, row.demo, row.merged_into_id)


def add(actor: Actor, *, details: Details, besides: Collection[int] = ()) -> int:
    """Add an institution and return its id; raises `Invalid`, also for a code that is taken.

    Raises `Similar` when it may exist already, unless all possible duplicates are among ``besides``: those that the
    administrator was shown and declared to be different. Concurrent calls are serialised.
    """
    ensure(actor, Permission.INSTITUTION_MANAGE)
    with unit_of_work() as uow:
        queries.one_at_a_time(uow.session)
        checked = _checked(uow, details)
        _ensure_free(uow, checked.code)
        found = _similar(uow, checked)
        if {one.id for one in found} - set(besides):
            raise Similar(found)
        row = Institution(**_columns(checked))
        uow.session.add(row)
        _flush(uow)
        institution_id = pk(row)
        data = {"code": checked.code, "kind": checked.kind.value}
        notices.happened(uow, actor, "institution.added", "institution", institution_id, data)
        uow.commit()
    return institution_id


def edit(actor: Actor, *, institution_id: int, seen: Details, details: Details) -> None:
    """Change an institution's data; raises `Conflict` when they differ from the ``seen`` ones by now."""
    ensure(actor, Permission.INSTITUTION_MANAGE)
    with unit_of_work() as uow:
        row = locked(uow, institution_id)
        before, checked = details_of(row), _checked(uow, details)
        if row.merged_into_id is not None:
            raise Conflict("institutions.refused.merged")
        if before != seen:
            raise Conflict
        changed = {name: value for name, value in _columns(checked).items() if value != getattr(before, name)}
        if changed:
            for name, value in changed.items():
                setattr(row, name, value)
            _flush(uow)
            notices.happened(uow, actor, "institution.edited", "institution", institution_id, changed)
        uow.commit()


def _ensure_free(uow: UnitOfWork, code: str) -> None:
    if queries.by_code(uow.session, code) is not None:
        raise Invalid("institutions.refused.taken", field="code")


def _similar(uow: UnitOfWork, details: Details) -> list[Known]:
    known = [Known(*row) for row in queries.known(uow.session)]
    return alike(details.code, details.name_sw, details.name_en, known)[:10]


def locked(uow: UnitOfWork, institution_id: int) -> Institution:
    """An institution, locked for this transaction; raises `NotFound`."""
    query = select(Institution).where(Institution.id == institution_id).with_for_update()
    row = uow.session.exec(query).first()
    if row is None:
        raise NotFound
    return row


def details_of(row: Any) -> Details:
    """The editable data of an institution, from its row."""
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
