"""Personal details that the owner of an account states: university, level of study, sex."""

from sqlmodel import Session, select

from db.models.accounts import Account
from db.primary_key import pk
from db.queries import accounts as queries
from db.queries import teams
from db.unit_of_work import unit_of_work
from innovation_hub.domain.accounts import AccountKind, Sex, StudyLevel
from innovation_hub.domain.clock import now
from innovation_hub.domain.permissions import Actor, Permission, Role, ensure
from innovation_hub.errors import Forbidden, Invalid
from innovation_hub.services import notices
from innovation_hub.services.accounts.registration import fits
from innovation_hub.services.proposals import access


def states_university(account: Account, roles: frozenset[Role] | set[Role]) -> bool:
    """Whether the owner may change university and level: a student, whose institution gives no permissions."""
    return account.kind is AccountKind.STUDENT and set(roles) <= {Role.STUDENT}


def set_about(
    actor: Actor, *, sex: Sex, institution_id: int | None = None, study_level: StudyLevel | None = None
) -> None:
    """Save one's sex and, for a student, university and level; values left out stay.

    The person's rows in teams change too while the call takes proposals; after its closing they stay.
    """
    ensure(actor, Permission.ACCOUNT_OWN)
    with unit_of_work() as uow:
        query = select(Account).where(Account.id == actor.id).with_for_update()
        account = uow.session.exec(query).one()
        place = account.institution_id if institution_id is None else institution_id
        level = account.study_level if study_level is None else study_level
        if (place, level) != (account.institution_id, account.study_level):
            if not states_university(account, queries.roles_of(uow.session, actor.id)):
                raise Forbidden
            _check(uow.session, account, place, level)
        before = account.institution_id
        stated = {"sex": sex, "institution_id": place, "study_level": level}
        if any(getattr(account, name) != value for name, value in stated.items()):
            account.sex, account.institution_id, account.study_level = sex, place, level
            _follow(uow.session, account, before)
            notices.happened(uow, actor, "account.about_changed", "account", actor.id)
        uow.commit()


def _check(session: Session, account: Account, place: int | None, level: StudyLevel) -> None:
    if place != account.institution_id and not fits(session, place, university=True):
        raise Invalid("accounts.refused.university", field="university")
    if level is StudyLevel.NONE:
        raise Invalid("accounts.refused.study_level", field="study_level")


def _follow(session: Session, account: Account, before: int | None) -> None:
    at = now()
    for row, call in teams.hold_proposals(session, pk(account), account.email):
        if not access.is_open(call, at):
            continue
        for member in teams.rows_of(session, account.email):
            if member.proposal_id != row.id:
                continue
            member.sex = account.sex
            if member.student:
                member.study_level = account.study_level
            if member.institution_id == before:
                member.institution_id = account.institution_id
        if row.owner_id == account.id and row.institution_id == before and not row.for_institution:
            row.institution_id = account.institution_id
        access.touch(row, at)
