"""The register of existing government systems: importing a file, reading entries, removing them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from sqlmodel import Session

from db.models.systems import RegisteredSystem
from db.primary_key import pk
from db.queries import successors
from db.queries import systems as queries
from db.unit_of_work import read_only, unit_of_work
from innovation_hub.domain import systems as rules
from innovation_hub.domain.clock import now
from innovation_hub.domain.folding import key
from innovation_hub.domain.permissions import SYSTEM, Actor, Permission, ensure
from innovation_hub.domain.sheets import csv_text
from innovation_hub.domain.systems import COLUMNS, SystemDraft
from innovation_hub.domain.text import clean
from innovation_hub.errors import Conflict, NotFound
from innovation_hub.services import notices
from innovation_hub.services.paging import SIZE, Page
from innovation_hub.services.similarity import index


@dataclass(frozen=True, slots=True)
class System:
    """An entry of the register; ``owner_now`` is the successor of an owner that was merged, else empty."""

    id: int
    details: SystemDraft
    demo: bool
    owner_now: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """The result of an import: counts of new, changed and unchanged entries."""

    added: int
    changed: int
    same: int


def entries(actor: Actor, *, text: str = "", offset: int = 0, size: int = SIZE) -> Page[System]:
    """One page of the register, by name; ``text`` searches names and owners."""
    ensure(actor, Permission.SYSTEM_MANAGE)
    with read_only() as session:
        rows, total = queries.page(session, clean(text)[:100], offset=offset, limit=size)
        names = successors.names(session)
    return Page([_system(row, names) for row in rows], total)


def as_csv(actor: Actor) -> str:
    """The whole register as CSV in the form of an import; only the headings when it is empty.

    The last column names the successor of an owner that was merged.
    """
    ensure(actor, Permission.SYSTEM_MANAGE)
    with read_only() as session:
        rows, _ = queries.page(session, "", offset=0, limit=None)
        names = successors.names(session)
    listed = ([*(getattr(row, name) for name in COLUMNS), names.get(key(row.owner), "")] for row in rows)
    return csv_text((*COLUMNS, rules.NOW), listed) if rows else csv_text(COLUMNS, [])


def import_csv(actor: Actor, *, content: bytes) -> Imported:
    """Add the new entries of a file and update changed ones; entries not in the file stay.

    An owner that was merged is replaced by its successor, also when finding the entries to update.
    Raises `Several` with the number and reason of each invalid line; then nothing is imported.
    """
    ensure(actor, Permission.SYSTEM_MANAGE)
    return _take(actor, content)


def import_file(content: bytes) -> Imported:
    """`import_csv`, for the command line, without a check of permission."""
    return _take(SYSTEM, content)


def _take(actor: Actor, content: bytes) -> Imported:
    with read_only() as session:
        names = successors.names(session)
    drafts = rules.read(
        content, lambda owner: names.get(key(owner), owner)
    )  # before the transaction, as it takes long
    with unit_of_work() as uow:
        if successors.names(uow.session) != names:
            raise Conflict  # an institution was merged meanwhile; nothing is imported
        known = _known(uow.session, drafts, names)
        added = [_row(uow.session, draft) for draft in drafts if draft.key not in known]
        changed = [
            _written(known[draft.key], draft)
            for draft in drafts
            if draft.key in known and _details(known[draft.key]) != draft
        ]
        uow.session.flush()
        index.registered(uow.session, [*added, *changed])
        done = Imported(len(added), len(changed), len(drafts) - len(added) - len(changed))
        if added or changed:
            notices.happened(uow, actor, "register.imported", "register", 0, asdict(done))
        uow.commit()
    return done


def find(actor: Actor, *, system_id: int) -> System | None:
    """An entry; None when it is not in the register any more."""
    ensure(actor, Permission.SYSTEM_MANAGE)
    with read_only() as session:
        row = session.get(RegisteredSystem, system_id)
        return None if row is None else _system(row, successors.names(session))


def stamp(actor: Actor) -> tuple[int, datetime | None]:
    """The number of entries, and the instant of the last change."""
    ensure(actor, Permission.SYSTEM_MANAGE)
    with read_only() as session:
        return queries.stamp(session)


def remove(actor: Actor, *, system_id: int, seen: SystemDraft) -> None:
    """Delete an entry of the register; raises `NotFound`, and `Conflict` when it differs from ``seen``."""
    ensure(actor, Permission.SYSTEM_MANAGE)
    with unit_of_work() as uow:
        row = uow.session.get(RegisteredSystem, system_id, with_for_update=True)
        if row is None:
            raise NotFound
        if _details(row) != seen:
            raise Conflict
        index.removed(uow.session, system_id)
        name = row.name_en or row.name_sw
        uow.session.delete(row)
        notices.happened(uow, actor, "register.removed", "register", system_id, {"name": name})
        uow.commit()


def _known(
    session: Session, drafts: Sequence[SystemDraft], names: Mapping[str, str]
) -> dict[str, RegisteredSystem]:
    """The existing entries of these drafts by their keys: of the same owner, or of one that was merged into it."""
    keys = {draft.key for draft in drafts}
    found = queries.by_key(session, keys)
    old = [owner for owner in queries.owners(session) if key(owner) in names] if names else []
    for row in queries.owned(session, old) if old else ():
        now_ = replace(_details(row), owner=names[key(row.owner)]).key
        if now_ in keys:
            found.setdefault(now_, row)
    return found


def _system(row: RegisteredSystem, names: Mapping[str, str]) -> System:
    return System(pk(row), _details(row), row.demo, names.get(key(row.owner), ""))


def _details(row: RegisteredSystem) -> SystemDraft:
    return SystemDraft(**{name: getattr(row, name) for name in COLUMNS})


def _row(session: Session, draft: SystemDraft) -> RegisteredSystem:
    row = RegisteredSystem(key=draft.key, **_columns(draft))
    session.add(row)
    return row


def _written(row: RegisteredSystem, draft: SystemDraft) -> RegisteredSystem:
    for name, value in _columns(draft).items():
        setattr(row, name, value)
    row.key, row.updated_at = draft.key, now()
    return row


def _columns(draft: SystemDraft) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in COLUMNS}
