"""People as they come to the hub: with a password, a form to fill, a university to choose."""

from innovation_hub.domain.accounts import AccountKind, StudyLevel
from innovation_hub.domain.institutions import InstitutionKind
from innovation_hub.domain.permissions import Actor, Role
from innovation_hub.services.accounts import Registration
from tests.factories import accounts

PASSWORD = "mvua ya masika 7"


def an_institution(kind: InstitutionKind = InstitutionKind.MDA, *, active: bool = True) -> int:
    """A public institution, and no university unless asked for; returns its id."""
    return accounts.an_institution(kind, active=active)


def a_university(*, active: bool = True) -> int:
    """A university; returns its id."""
    return an_institution(InstitutionKind.UNIVERSITY, active=active)


def a_person(*roles: Role, **fields: object) -> Actor:
    """A signed-in person with these roles alone."""
    return accounts.an_account(None, *roles, **fields)


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
