"""Administration of people: search, roles, institution, disabling and enabling accounts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from sqlmodel import Session, select

from db.commands import accounts as commands
from db.models.accounts import Account
from db.models.institutions import Institution
from db.primary_key import pk
from db.queries import accounts as queries
from db.queries import people as lists
from db.queries.institutions import by_code
from db.queries.people import Found, Wanted
from db.unit_of_work import UnitOfWork, read_only, unit_of_work
from innovation_hub.domain import accounts as rules
from innovation_hub.domain.accounts import AccountKind, AccountState
from innovation_hub.domain.clock import now
from innovation_hub.domain.permissions import SYSTEM, Actor, Permission, Role, ensure
from innovation_hub.domain.text import clean_line
from innovation_hub.domain.trail import TrailEvent
from innovation_hub.errors import Conflict, Forbidden, Invalid, NotFound
from innovation_hub.services import notices, trail
from innovation_hub.services.accounts.passwords import hash_password
from innovation_hub.services.accounts.strength import check_password
from innovation_hub.services.paging import Neighbours, Page, neighbours_near

PEOPLE_PAGE = 20
EVERYBODY = Wanted()
NEED_INSTITUTION = frozenset({Role.OFFICER, Role.APPROVER})


@dataclass(frozen=True, slots=True)
class Person:
    """An account in the list; ``institution`` is its name in Swahili and in English.

    ``signed_in_at`` is the last sign-in that is still stored.
    """

    id: int
    name: str
    email: str
    kind: AccountKind
    state: AccountState
    created_at: datetime
    institution_id: int | None
    institution: tuple[str, str] | None
    roles: frozenset[Role]
    signed_in_at: datetime | None


@dataclass(frozen=True, slots=True)
class People(Page[Person]):
    """One page of the list, and the number of confirmed people without a role."""

    waiting: int


def people(actor: Actor, *, wanted: Wanted = EVERYBODY, offset: int = 0, size: int = PEOPLE_PAGE) -> People:
    """A page of the matching accounts in the requested order."""
    ensure(actor, Permission.ACCOUNT_MANAGE)
    with read_only() as session:
        found, (total, waiting) = lists.found(session, _tidy(wanted), offset=offset, limit=size)
    return People([_person(row) for row in found], total, waiting)


def near_person(
    actor: Actor, *, wanted: Wanted, account_id: int, offset: int = 0, size: int = PEOPLE_PAGE
) -> Neighbours | None:
    """The neighbours of an account in the list; None unless it is on the page at ``offset`` or beside it."""
    ensure(actor, Permission.ACCOUNT_MANAGE)
    with read_only() as session:
        read = partial(_ids, session, _tidy(wanted))
        return neighbours_near(read, account_id, offset=offset, size=size)


def _ids(session: Session, wanted: Wanted, offset: int, limit: int) -> tuple[Sequence[int], int]:
    return lists.ids(session, wanted, offset=offset, limit=limit)


def _tidy(wanted: Wanted) -> Wanted:
    return replace(wanted, text=clean_line(wanted.text)[:100])


def person(actor: Actor, *, account_id: int) -> Person:
    """One account with its roles; raises `NotFound`."""
    ensure(actor, Permission.ACCOUNT_MANAGE)
    with read_only() as session:
        return found_person(session, account_id)


def found_person(session: Session, account_id: int) -> Person:
    """One account with its roles, for use inside a transaction; raises `NotFound`."""
    row = lists.one(session, account_id)
    if row is None:
        raise NotFound
    return _person(row)


def _person(row: Found) -> Person:
    return Person(
        id=row.id,
        name=row.name,
        email=row.email,
        kind=row.kind,
        state=row.state,
        created_at=row.created_at,
        institution_id=row.institution_id,
        institution=(row.institution_sw, row.institution_en or "") if row.institution_sw else None,
        roles=frozenset(Role(role) for role in (row.roles or "").split(",") if role),
        signed_in_at=row.signed_in_at,
    )


def arrange(
    actor: Actor,
    *,
    account_id: int,
    institution_id: int | None,
    roles: frozenset[Role],
    seen: frozenset[Role],
) -> None:
    """Set a person's institution and roles; ``seen`` are the roles that the page showed.

    Only what differs from ``seen`` is changed, so that two administrators do not undo each other. Officers
    and approvers need an institution; the last administrator keeps the role.
    """
    ensure(actor, Permission.ACCOUNT_MANAGE)
    granted, revoked = roles - seen, seen - roles
    with unit_of_work() as uow:
        account = hold_account(uow, account_id)
        if granted and account.state is not AccountState.ACTIVE:
            raise Invalid("people.refused.not_active", field="roles")
        if Role.ADMINISTRATOR in revoked:
            keep_an_administrator(uow, without=account_id)
        held = queries.roles_of(uow.session, account_id)
        if institution_id is None and ((held | granted) - revoked) & NEED_INSTITUTION:
            raise Invalid("people.refused.no_institution", field="institution")
        if account.institution_id != institution_id:
            _move(uow, actor, account, institution_id)
        for role in sorted(granted - held):
            commands.add_role(uow.session, account_id, role, by=actor.account_id)
            trail.note_in(uow, TrailEvent.ROLE_GRANTED, account_id=account_id)
            notices.happened(uow, actor, "account.role_granted", "account", account_id, {"role": role.value})
        for role in sorted(revoked & held):
            commands.remove_role(uow.session, account_id, role)
            trail.note_in(uow, TrailEvent.ROLE_REVOKED, account_id=account_id)
            notices.happened(uow, actor, "account.role_revoked", "account", account_id, {"role": role.value})
        uow.commit()


def _move(uow: UnitOfWork, actor: Actor, account: Account, institution_id: int | None) -> None:
    if institution_id is not None and uow.session.get(Institution, institution_id) is None:
        raise NotFound
    account.institution_id = institution_id
    data = {"institution": institution_id}
    notices.happened(uow, actor, "account.institution_set", "account", pk(account), data)


def disable(actor: Actor, *, account_id: int) -> None:
    """Disable an account and end its sessions; raises `Forbidden` for one's own and for the last administrator's."""
    ensure(actor, Permission.ACCOUNT_MANAGE)
    if account_id == actor.id:
        raise Forbidden("people.refused.own_account")
    with unit_of_work() as uow:
        account = hold_account(uow, account_id)
        keep_an_administrator(uow, without=account_id)
        if account.state is not AccountState.DISABLED:
            account.state = AccountState.DISABLED
            commands.end_sessions(uow.session, account_id)
            notices.happened(uow, actor, "account.disabled", "account", account_id)
        uow.commit()


def enable(actor: Actor, *, account_id: int) -> None:
    """Enable a disabled account; one that its owner closed stays closed."""
    ensure(actor, Permission.ACCOUNT_MANAGE)
    with unit_of_work() as uow:
        account = hold_account(uow, account_id)
        if rules.is_closed(account.email):
            raise Invalid("people.refused.closed", field="state")
        if account.state is AccountState.DISABLED:
            account.state = AccountState.ACTIVE
            notices.happened(uow, actor, "account.enabled", "account", account_id)
        uow.commit()


def user_add(*, email: str, name: str, roles: set[Role], institution_code: str | None, password: str) -> int:
    """Add an active account from the command line and return its id; no permission is checked.

    Raises `Invalid` for invalid input and `Conflict` for an address that is taken.
    """
    email, name = rules.clean_email(email), rules.clean_name(name)
    hashed = hash_password(check_password(password, email=email, name=name, places=[institution_code or ""]))
    kind = AccountKind.STUDENT if Role.STUDENT in roles else AccountKind.STAFF
    with unit_of_work() as uow:
        if queries.by_email(uow.session, email):
            raise Conflict("people.refused.taken", email=email)
        account = Account(
            email=email,
            name=name,
            password_hash=hashed,
            kind=kind,
            state=AccountState.ACTIVE,
            institution_id=_institution_id(uow, institution_code, roles),
        )
        uow.session.add(account)
        uow.session.flush()
        account_id = pk(account)
        if not roles:
            commands.request_role(uow.session, account_id, at=now())
        for role in sorted(roles):
            commands.add_role(uow.session, account_id, role, by=None)
            trail.note_in(uow, TrailEvent.ROLE_GRANTED, account_id=account_id)
        data = {"roles": sorted(role.value for role in roles)}
        notices.happened(uow, SYSTEM, "account.added", "account", account_id, data)
        uow.commit()
    return account_id


def keep_an_administrator(uow: UnitOfWork, *, without: int) -> None:
    """Raise `Forbidden` when nobody could administer the hub once this account no longer does."""
    administrators = lists.active_administrators(uow.session)
    if administrators == {without}:
        raise Forbidden("people.refused.last_administrator")


def hold_account(uow: UnitOfWork, account_id: int) -> Account:
    """The account, locked until the end of the transaction; raises `NotFound`."""
    query = select(Account).where(Account.id == account_id).with_for_update()
    account = uow.session.exec(query).first()
    if account is None:
        raise NotFound
    return account


def _institution_id(uow: UnitOfWork, code: str | None, roles: set[Role]) -> int | None:
    if not code:
        if roles & NEED_INSTITUTION:
            raise Invalid("people.refused.no_institution", field="institution")
        return None
    found = by_code(uow.session, code.strip())
    if found is None:
        raise Invalid("people.refused.unknown_institution", field="institution", code=code)
    return found.id
