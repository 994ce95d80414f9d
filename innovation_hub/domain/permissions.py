"""Roles, permissions, and the permissions that each role grants."""

from dataclasses import dataclass, field
from enum import StrEnum

from innovation_hub.errors import Forbidden, SignInRequired


class Role(StrEnum):
    """Role of a person; an account may hold several, a visitor holds none."""

    STUDENT = "student"
    OFFICER = "officer"
    APPROVER = "approver"
    JUDGE = "judge"
    ORGANISER = "organiser"
    ADMINISTRATOR = "administrator"


class Permission(StrEnum):
    """``resource:action``, in alphabetical order."""

    ACCOUNT_MANAGE = "account:manage"
    ACCOUNT_OWN = "account:own"
    BUDGET_APPROVE = "budget:approve"
    BUDGET_READ = "budget:read"
    BUDGET_WRITE = "budget:write"
    CALL_MANAGE = "call:manage"
    CALL_READ = "call:read"
    DEVICE_READ = "device:read"
    DEVICE_WRITE = "device:write"
    INSTITUTION_MANAGE = "institution:manage"
    JOURNAL_READ = "journal:read"
    JUDGING_ADMINISTER = "judging:administer"
    MESSAGE_MANAGE = "message:manage"
    PROPOSAL_DECIDE = "proposal:decide"
    PROPOSAL_READ_ALL = "proposal:read_all"
    PROPOSAL_SCREEN = "proposal:screen"
    PROPOSAL_WRITE = "proposal:write"
    RESOLUTION_READ = "resolution:read"
    RESULT_READ = "result:read"
    REVIEW_WRITE = "review:write"
    SYSTEM_MANAGE = "system:manage"


P = Permission
PUBLIC = frozenset({P.CALL_READ, P.RESULT_READ, P.RESOLUTION_READ})
SIGNED_IN = PUBLIC | {P.ACCOUNT_OWN}

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.STUDENT: SIGNED_IN | {P.PROPOSAL_WRITE},
    Role.OFFICER: SIGNED_IN
    | {P.PROPOSAL_WRITE, P.BUDGET_READ, P.BUDGET_WRITE, P.DEVICE_READ, P.DEVICE_WRITE},
    Role.APPROVER: SIGNED_IN | {P.BUDGET_READ, P.BUDGET_APPROVE, P.DEVICE_READ},
    Role.JUDGE: SIGNED_IN | {P.REVIEW_WRITE},
    Role.ORGANISER: SIGNED_IN
    | {
        P.CALL_MANAGE,
        P.JUDGING_ADMINISTER,
        P.PROPOSAL_READ_ALL,
        P.PROPOSAL_SCREEN,
        P.PROPOSAL_DECIDE,
        P.SYSTEM_MANAGE,
        P.JOURNAL_READ,
    },
    Role.ADMINISTRATOR: SIGNED_IN
    | {P.ACCOUNT_MANAGE, P.INSTITUTION_MANAGE, P.MESSAGE_MANAGE, P.SYSTEM_MANAGE, P.JOURNAL_READ},
}


@dataclass(frozen=True, slots=True)
class Actor:
    """The person who acts. ``institution_id`` is the institution an officer, approver or student belongs to."""

    account_id: int | None = None
    name: str = ""
    roles: frozenset[Role] = field(default_factory=frozenset)
    institution_id: int | None = None
    language: str | None = None
    session_id: int | None = None

    @property
    def signed_in(self) -> bool:
        """Whether the actor has an account."""
        return self.account_id is not None

    @property
    def permissions(self) -> frozenset[Permission]:
        """Everything the actor's roles grant; a visitor has what is public."""
        if not self.signed_in:
            return PUBLIC
        return SIGNED_IN.union(*(GRANTS[role] for role in self.roles))

    def may(self, permission: Permission) -> bool:
        """Whether the actor's roles grant the permission."""
        return permission in self.permissions

    @property
    def id(self) -> int:
        """The account's id; raises `SignInRequired` for a visitor."""
        if self.account_id is None:
            raise SignInRequired
        return self.account_id


VISITOR = Actor()
SYSTEM = Actor()
"""The hub itself, or the command line: journal entries by it name no person."""


def ensure(actor: Actor, permission: Permission) -> None:
    """Raise `SignInRequired` (a visitor) or `Forbidden` unless the actor has the permission."""
    if actor.may(permission):
        return
    if not actor.signed_in:
        raise SignInRequired
    raise Forbidden
