"""Requests for a first role: the status shown to the person, and the daily e-mail to administrators."""

from dataclasses import dataclass
from datetime import datetime

from db.commands import accounts as accounts_commands
from db.commands import waiting as waiting_commands
from db.models.accounts import Account, RoleDigest, RoleRequest
from db.models.institutions import Institution
from db.primary_key import pk
from db.queries import accounts as queries
from db.queries import people as lists
from db.queries import waiting as requests
from db.unit_of_work import UnitOfWork, read_only, unit_of_work
from innovation_hub.domain.accounts import AccountKind, AccountState
from innovation_hub.domain.clock import now, today
from innovation_hub.domain.permissions import Actor, Permission, Role, ensure
from innovation_hub.domain.trail import TrailEvent
from innovation_hub.errors import Conflict, Invalid
from innovation_hub.services import notices, trail
from innovation_hub.services.accounts.people import NEED_INSTITUTION, hold_account

NAMED = 3
"""The most administrators named to a person who waits."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """The status of a person without a role; ``institution`` is its name in Swahili and in English.

    ``asked``: they wait for a first role, of which administrators were told by e-mail at ``told_at``.
    """

    kind: AccountKind
    institution: tuple[str, str] | None
    asked: bool
    told_at: datetime | None
    administrators: tuple[str, ...]


def begin(uow: UnitOfWork, account: Account) -> None:
    """Start a confirmed account: give a student the role, record a request for a role for anybody else."""
    account_id = pk(account)
    if account.kind is AccountKind.STUDENT:
        accounts_commands.add_role(uow.session, account_id, Role.STUDENT, by=None)
    else:
        accounts_commands.request_role(uow.session, account_id, at=now())


def without_role(actor: Actor) -> Waiting | None:
    """The status of an actor without a role; None when they hold one."""
    ensure(actor, Permission.ACCOUNT_OWN)
    if actor.roles:
        return None
    with read_only() as session:
        account = session.get_one(Account, actor.id)
        place = session.get(Institution, account.institution_id) if account.institution_id else None
        request = session.get(RoleRequest, actor.id)
        return Waiting(
            account.kind,
            (place.name_sw, place.name_en) if place else None,
            request is not None,
            request.told_at if request else None,
            tuple(requests.administrators_named(session, NAMED)),
        )


def tell_administrators() -> int:
    """Queue today's e-mails to administrators about new requests for a role; returns how many were queued.

    At most one a day to each administrator, with the number of all who wait; days are those of Dar es Salaam.
    """
    day = today()
    with read_only() as session:
        if requests.digested_since(session, day) or not requests.any_unnotified(session):
            return 0  # without taking the write lock
    with unit_of_work() as uow:
        to = requests.administrators(uow.session)
        if not to or not waiting_commands.note_digest(uow.session, RoleDigest(day=day)):
            return 0
        waiting_commands.mark_notified(uow.session, at=now())
        _, count = lists.counts(uow.session, lists.Wanted())
        notices.notify(uow, "account.role_wanted", count=count)
        uow.commit()
    return len(to)


def grant(actor: Actor, *, account_id: int, role: Role, institution_id: int | None) -> None:
    """Grant a first role to a person who waits; ``institution_id`` is the one the page showed.

    Raises `Conflict` when they hold a role by now or belong to another institution; officers and approvers need one.
    """
    ensure(actor, Permission.ACCOUNT_MANAGE)
    with unit_of_work() as uow:
        account = hold_account(uow, account_id)
        if account.state is not AccountState.ACTIVE:
            raise Invalid("people.refused.not_active", field="roles")
        if account.institution_id != institution_id or queries.roles_of(uow.session, account_id):
            raise Conflict
        if institution_id is None and role in NEED_INSTITUTION:
            raise Invalid("people.refused.no_institution", field="institution")
        accounts_commands.add_role(uow.session, account_id, role, by=actor.account_id)
        trail.note_in(uow, TrailEvent.ROLE_GRANTED, account_id=account_id)
        notices.happened(uow, actor, "account.role_granted", "account", account_id, {"role": role.value})
        uow.commit()
