"""Checking the current password again before something that cannot be undone."""

from db.models.accounts import Account
from db.unit_of_work import read_only
from innovation_hub.domain.permissions import Actor
from innovation_hub.errors import Invalid
from innovation_hub.services import tries
from innovation_hub.services.accounts import passwords


def prove(actor: Actor, password: str) -> Account:
    """The actor's account; raises `Invalid` for a wrong password, `TooManyTries` while one must wait."""
    with read_only() as session:
        account = session.get_one(Account, actor.id)
    here = (tries.KNOWN, f"account:{actor.id}")  # signed in: counted apart from strangers' tries
    tries.admit(here)
    if not passwords.verify(password, account.password_hash)[0]:
        raise Invalid("accounts.refused.current_password", field="current")
    tries.reset(here)
    return account
