"""Administration of accounts from the command line: no permission is checked, and the journal records each change."""

from collections.abc import Collection
from dataclasses import replace

from db.commands import accounts as commands
from db.models.accounts import Account
from db.primary_key import pk
from db.queries import accounts as queries
from db.queries import people as lists
from db.queries.people import Wanted
from db.unit_of_work import UnitOfWork, read_only, unit_of_work
from innovation_hub.domain import accounts as rules
from innovation_hub.domain.accounts import AccountState, TokenPurpose
from innovation_hub.domain.clock import now
from innovation_hub.domain.permissions import SYSTEM, Role
from innovation_hub.domain.text import clean_line
from innovation_hub.domain.trail import TrailEvent
from innovation_hub.errors import Invalid, NotFound
from innovation_hub.services import notices, trail
from innovation_hub.services.accounts import tokens
from innovation_hub.services.accounts.passwords import hash_password
from innovation_hub.services.accounts.people import (
    NEED_INSTITUTION,
    Person,
    _institution_id,
    _person,
    keep_an_administrator,
)
from innovation_hub.services.accounts.strength import check_password, places_of


def user_list(wanted: Wanted, *, limit: int) -> tuple[list[Person], int]:
    """The accounts that match, the newest first and at most ``limit``, and how many match in all."""
    wanted = replace(wanted, text=clean_line(wanted.text)[:100])
    with read_only() as session:
        found, (total, _) = lists.found(session, wanted, offset=0, limit=limit)
    return [_person(row) for row in found], total


def user_disable(*, email: str) -> None:
    """Disable an account and end its sessions at once. Raises `Forbidden` for the last administrator."""
    with unit_of_work() as uow:
        account = _known(uow, email)
        keep_an_administrator(uow, without=pk(account))
        if account.state is not AccountState.DISABLED:
            account.state = AccountState.DISABLED
            commands.end_sessions(uow.session, pk(account))
            notices.happened(uow, SYSTEM, "account.disabled", "account", pk(account))
        uow.commit()


def user_enable(*, email: str) -> None:
    """Enable a disabled account; raises `Invalid` for an account that its owner closed."""
    with unit_of_work() as uow:
        account = _known(uow, email)
        if rules.is_closed(account.email):
            raise Invalid("people.refused.closed", field="state")
        if account.state is AccountState.DISABLED:
            account.state = AccountState.ACTIVE
            notices.happened(uow, SYSTEM, "account.enabled", "account", pk(account))
        uow.commit()


def user_end_sessions(*, email: str) -> int:
    """Sign a person out everywhere; returns how many sessions ended."""
    with unit_of_work() as uow:
        account = _known(uow, email)
        ended = commands.end_sessions(uow.session, pk(account))
        if ended:
            data = {"count": ended}
            notices.happened(uow, SYSTEM, "account.sessions_ended", "account", pk(account), data)
        uow.commit()
    return ended


def user_reset(*, email: str, password: str) -> None:
    """Give a person a new password, end their sessions and tell them by e-mail.

    Raises `Invalid` for a weak password, and for an account that is not confirmed, disabled or closed.
    """
    with read_only() as session:
        found = queries.by_email(session, email.strip().lower())
    if found is None:
        raise NotFound("cli.user.unknown", email=email)
    places = places_of(found.institution_id)
    hashed = hash_password(check_password(password, email=found.email, name=found.name, places=places))
    with unit_of_work() as uow:
        account = _known(uow, email)
        if account.state is not AccountState.ACTIVE:
            raise Invalid("people.refused.not_active", field="password")
        account.password_hash = hashed
        tokens.withdraw(uow, pk(account), TokenPurpose.RESET)
        commands.end_sessions(uow.session, pk(account))
        trail.note_in(uow, TrailEvent.PASSWORD_RESET, account_id=account.id)
        at = now().isoformat()
        notices.happened(uow, SYSTEM, "account.password_reset", "account", pk(account), at=at)
        uow.commit()


def user_roles(
    *, email: str, give: Collection[Role], take: Collection[Role], institution_code: str | None
) -> frozenset[Role]:
    """Give and take roles, and set the institution when a code is given; returns the roles that are held then.

    Officers and approvers need an institution; the last administrator keeps the role.
    """
    with unit_of_work() as uow:
        account = _known(uow, email)
        account_id = pk(account)
        if give and account.state is not AccountState.ACTIVE:
            raise Invalid("people.refused.not_active", field="roles")
        if Role.ADMINISTRATOR in take:
            keep_an_administrator(uow, without=account_id)
        held = queries.roles_of(uow.session, account_id)
        after = (held | set(give)) - set(take)
        if institution_code:
            account.institution_id = _institution_id(uow, institution_code, after)
            data = {"institution": account.institution_id}
            notices.happened(uow, SYSTEM, "account.institution_set", "account", account_id, data)
        if account.institution_id is None and after & NEED_INSTITUTION:
            raise Invalid("people.refused.no_institution", field="institution")
        for role in sorted(after - held):
            commands.add_role(uow.session, account_id, role, by=None)
            trail.note_in(uow, TrailEvent.ROLE_GRANTED, account_id=account_id)
            notices.happened(uow, SYSTEM, "account.role_granted", "account", account_id, {"role": role.value})
        for role in sorted(held - after):
            commands.remove_role(uow.session, account_id, role)
            trail.note_in(uow, TrailEvent.ROLE_REVOKED, account_id=account_id)
            notices.happened(uow, SYSTEM, "account.role_revoked", "account", account_id, {"role": role.value})
        uow.commit()
    return frozenset(after)


def _known(uow: UnitOfWork, email: str) -> Account:
    account = queries.by_email(uow.session, email.strip().lower(), lock=True)
    if account is None:
        raise NotFound("cli.user.unknown", email=email)
    return account
