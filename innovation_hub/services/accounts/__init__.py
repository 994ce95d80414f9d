"""Accounts: registration, sign-in, sessions, passwords, roles, and the administration of people."""

from db.queries.people import PeopleOrder, Wanted
from innovation_hub.services.accounts.detail import PersonDetail, detail, history, institutions_of_people
from innovation_hub.services.accounts.housekeeping import sweep
from innovation_hub.services.accounts.passwords import hash_password
from innovation_hub.services.accounts.people import (
    PEOPLE_PAGE,
    People,
    Person,
    arrange,
    disable,
    enable,
    near_person,
    people,
    person,
    user_add,
)
from innovation_hub.services.accounts.recovery import request_reset, reset_password
from innovation_hub.services.accounts.registration import Registration, confirm, register, resend
from innovation_hub.services.accounts.sessions import (
    OpenSession,
    SignedIn,
    actor_of_secret,
    actor_of_session,
    end_other_sessions,
    end_session,
    is_known,
    my_sessions,
    open_session,
    session_of_secret,
    sign_in,
    sign_out,
)
from innovation_hub.services.accounts.tokens import link_is_valid, secret_hash
from innovation_hub.services.accounts.waiting import Waiting, grant, tell_administrators, without_role

__all__ = [
    "PEOPLE_PAGE",
    "OpenSession",
    "People",
    "PeopleOrder",
    "Person",
    "PersonDetail",
    "Registration",
    "SignedIn",
    "Waiting",
    "Wanted",
    "actor_of_secret",
    "actor_of_session",
    "arrange",
    "confirm",
    "detail",
    "disable",
    "enable",
    "end_other_sessions",
    "end_session",
    "grant",
    "hash_password",
    "history",
    "institutions_of_people",
    "is_known",
    "link_is_valid",
    "my_sessions",
    "near_person",
    "open_session",
    "people",
    "person",
    "register",
    "request_reset",
    "resend",
    "reset_password",
    "secret_hash",
    "session_of_secret",
    "sign_in",
    "sign_out",
    "sweep",
    "tell_administrators",
    "user_add",
    "without_role",
]
