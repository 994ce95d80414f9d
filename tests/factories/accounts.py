"""People with accounts, and the institutions they belong to."""

import itertools

from db.models.accounts import Account, AccountRole
from db.models.institutions import Institution
from db.unit_of_work import unit_of_work
from innovation_hub.domain.accounts import AccountKind, AccountState, Sex, StudyLevel
from innovation_hub.domain.institutions import InstitutionKind
from innovation_hub.domain.permissions import Actor, Role
from innovation_hub.services import accounts

_numbers = itertools.count(1)


def an_institution(kind=InstitutionKind.UNIVERSITY, *, name: str | None = None, **fields) -> int:
    """The id of a new institution."""
    n = next(_numbers)
    with unit_of_work() as uow:
        row = Institution(
            code=fields.pop("code", f"INST-{n}"),
            name_sw=name or f"Taasisi ya {n}",
            name_en=name or f"Institution {n}",
            kind=kind,
            **fields,
        )
        uow.session.add(row)
        uow.session.flush()
        uow.commit()
        return row.id


def an_account(role: Role | None = Role.STUDENT, *roles: Role, **fields) -> Actor:
    """The actor of a new, confirmed account with these roles and an open session."""
    n = next(_numbers)
    held = tuple(r for r in (role, *roles) if r)
    student = Role.STUDENT in held
    values = {
        "email": f"person{n}@example.test",
        "name": f"Person {n}",
        "password_hash": "unusable",
        "kind": AccountKind.STUDENT if student else AccountKind.STAFF,
        "state": AccountState.ACTIVE,
        "language": "en",
        "sex": Sex.UNSAID,
        "study_level": StudyLevel.BACHELOR if student else StudyLevel.NONE,
    }
    with unit_of_work() as uow:
        account = Account(**(values | fields))
        uow.session.add(account)
        uow.session.flush()
        uow.session.add_all(AccountRole(account_id=account.id, role=r) for r in held)
        session_id, _ = accounts.open_session(uow, account.id)
        uow.commit()
    return accounts.actor_of_session(session_id)


def a_student(**fields) -> Actor:
    """A student of a university."""
    return an_account(
        Role.STUDENT, institution_id=fields.pop("institution_id", None) or an_institution(), **fields
    )


def an_officer(**fields) -> Actor:
    """An officer of a public institution."""
    institution = fields.pop("institution_id", None) or an_institution(InstitutionKind.MDA)
    return an_account(Role.OFFICER, institution_id=institution, **fields)


def an_organiser(**fields) -> Actor:
    """Somebody who runs calls."""
    return an_account(Role.ORGANISER, **fields)
