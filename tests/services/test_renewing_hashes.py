"""A hash of an older cost is made anew when its owner signs in, and by nobody else."""

import pytest
from pwdlib.hashers.argon2 import Argon2Hasher

from db.models.accounts import Account
from db.unit_of_work import read_only
from innovation_hub.errors import Invalid
from innovation_hub.services import accounts
from innovation_hub.services.accounts import passwords
from tests.factories.accounts import a_student
from tests.factories.registration import PASSWORD

EMAIL = "neema@udom.example"
COSTS = {"less": (8_192, 1), "more": (65_536, 3)}
"""Memory in KiB and passes: less than ours, and those that the library takes by itself."""


@pytest.fixture(params=COSTS)
def older(request, database_url) -> str:
    """The hash of an account, as a release with other costs made it."""
    memory, passes = COSTS[request.param]
    made = Argon2Hasher(memory_cost=memory, time_cost=passes, parallelism=1).hash(PASSWORD)
    a_student(email=EMAIL, password_hash=made)
    return made


def cost(made: str) -> str:
    return made.split("$")[3]


def stored() -> str:
    with read_only() as session:
        return session.get_one(Account, 1).password_hash


def test_signing_in_makes_it_anew_once(older):
    accounts.sign_in(EMAIL, PASSWORD)
    renewed = stored()
    assert renewed != older
    assert cost(renewed) == cost(accounts.hash_password(PASSWORD)) != cost(older)
    assert passwords.verify(PASSWORD, renewed) == (True, None), "nothing is due any more"
    accounts.sign_in(EMAIL, PASSWORD)
    assert stored() == renewed


def test_a_wrong_password_leaves_it(older):
    with pytest.raises(Invalid):
        accounts.sign_in(EMAIL, f"{PASSWORD} not")
    assert stored() == older
