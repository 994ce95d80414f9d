"""People and places that the tests of services need, made in one line."""

import itertools

from db.models.accounts import Account, AccountRole
from db.models.institutions import Institution
from db.unit_of_work import unit_of_work
from innovation_hub.domain.accounts import AccountKind, AccountState, StudyLevel
from innovation_hub.domain.institutions import InstitutionKind
from innovation_hub.domain.permissions import Actor, Role
from innovation_hub.services import accounts
from innovation_hub.services.accounts import Registration

PASSWORD = "mvua ya masika 7"
_numbers = itertools.count(1)


def an_institution(kind: InstitutionKind = InstitutionKind.MDA, *, active: bool = True) -> int:
    """An institution of this kind; gives back its id."""
    code = f"{kind.value[:8]}-{next(_numbers)}"
    with unit_of_work() as uow:
        row = Institution(
            code=code, name_sw=f"Taasisi {code}", name_en=f"Institution {code}", kind=kind, active=active
        )
        uow.session.add(row)
        uow.session.flush()
        uow.commit()
        return row.id


def a_university(*, active: bool = True) -> int:
    """A university; gives back its id."""
    return an_institution(InstitutionKind.UNIVERSITY, active=active)


def a_person(
    *roles: Role, institution_id: int | None = None, password_hash: str = "", name: str = "Asha Mrisho"
) -> Actor:
    """A signed-in person with these roles."""
    with unit_of_work() as uow:
        account = Account(
            email=f"person{next(_numbers)}@example.test",
            name=name,
            password_hash=password_hash or "unusable",
            kind=AccountKind.STUDENT if Role.STUDENT in roles else AccountKind.STAFF,
            state=AccountState.ACTIVE,
            language="en",
            institution_id=institution_id,
        )
        uow.session.add(account)
        uow.session.flush()
        uow.session.add_all(AccountRole(account_id=account.id, role=role) for role in roles)
        session_id, _ = accounts.open_session(uow, account.id)
        uow.commit()
    return accounts.actor_of_session(session_id)


def a_form(**typed: object) -> Registration:
    """A student's registration as it should be, but for what is given."""
    form = {
        "kind": AccountKind.STUDENT,
        "email": "neema@udom.example",
        "name": "Neema Mushi",
        "password": PASSWORD,
        "study_level": StudyLevel.BACHELOR,
        "consent": True,
        "language": "sw",
    }
    if "institution" not in typed:
        form["institution"] = a_university()
    return Registration(**(form | typed))
