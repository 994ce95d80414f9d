"""One's own account: name, language, password."""

from dataclasses import dataclass
from datetime import datetime

from db.commands import accounts as commands
from db.models.accounts import Account
from db.models.institutions import Institution
from db.unit_of_work import read_only, unit_of_work
from innovation_hub.domain import accounts as rules
from innovation_hub.domain.accounts import AccountKind, Sex, StudyLevel, TokenPurpose
from innovation_hub.domain.clock import now
from innovation_hub.domain.permissions import Actor, Permission, Role, ensure
from innovation_hub.domain.trail import TrailEvent
from innovation_hub.errors import Invalid
from innovation_hub.services import notices, trail
from innovation_hub.services.accounts import passwords, tokens
from innovation_hub.services.accounts.proving import prove
from innovation_hub.services.accounts.strength import check_password, places_of
from innovation_hub.services.my_account.about import states_university


@dataclass(frozen=True, slots=True)
class Profile:
    """A person's own profile; ``institution`` is its name in Swahili and in English."""

    name: str
    email: str
    kind: AccountKind
    roles: frozenset[Role]
    institution_id: int | None
    institution: tuple[str, str] | None
    sex: Sex
    study_level: StudyLevel
    created_at: datetime
    states_university: bool


def my_profile(actor: Actor) -> Profile:
    """The actor's own account."""
    ensure(actor, Permission.ACCOUNT_OWN)
    with read_only() as session:
        account = session.get_one(Account, actor.id)
        place = session.get(Institution, account.institution_id) if account.institution_id else None
    return Profile(
        name=account.name,
        email=account.email,
        kind=account.kind,
        roles=actor.roles,
        institution_id=account.institution_id,
        institution=(place.name_sw, place.name_en) if place else None,
        sex=account.sex,
        study_level=account.study_level,
        created_at=account.created_at,
        states_university=states_university(account, actor.roles),
    )


def set_language(actor: Actor, *, language: str) -> None:
    """Save the actor's language in their account; does nothing for a visitor, whose browser keeps it."""
    if actor.account_id is None or actor.language == language:
        return
    with unit_of_work() as uow:
        account = uow.session.get_one(Account, actor.account_id)
        account.language = language
        uow.commit()


def rename(actor: Actor, *, name: str) -> str:
    """Change one's own name; returns its stored form."""
    ensure(actor, Permission.ACCOUNT_OWN)
    name = rules.clean_name(name)
    with unit_of_work() as uow:
        account = uow.session.get_one(Account, actor.id)
        if account.name != name:
            account.name = name
            notices.happened(uow, actor, "account.renamed", "account", actor.id)
        uow.commit()
    return name


def change_password(actor: Actor, *, current: str, new: str) -> None:
    """Change one's password, given the current one; all other sessions end.

    Raises `Invalid` (``field`` is ``current`` or ``password``) or `TooManyTries`.
    """
    ensure(actor, Permission.ACCOUNT_OWN)
    account = prove(actor, current)
    hashed = passwords.hash_password(
        check_password(new, email=account.email, name=account.name, places=places_of(account.institution_id))
    )
    with unit_of_work() as uow:
        row = uow.session.get_one(Account, actor.id, with_for_update=True)
        if (
            row.password_hash != account.password_hash
        ):  # the password was reset meanwhile, which ended this session too
            raise Invalid("accounts.refused.current_password", field="current")
        row.password_hash = hashed
        commands.end_sessions(uow.session, actor.id, but=actor.session_id)
        tokens.withdraw(uow, actor.id, TokenPurpose.EMAIL)
        trail.note_in(uow, TrailEvent.PASSWORD_CHANGED, account_id=actor.id)
        at = now().isoformat()
        notices.happened(uow, actor, "account.password_changed", "account", actor.id, at=at)
        uow.commit()
