"""Repeating erasures of closed accounts in a database restored from an older backup."""

from collections.abc import Iterable

from db.models.accounts import Account
from db.unit_of_work import unit_of_work
from innovation_hub.domain.accounts import is_closed
from innovation_hub.domain.permissions import SYSTEM
from innovation_hub.services import notices
from innovation_hub.services.accounts.erasures import Erasure
from innovation_hub.services.my_account.closing import erase
from innovation_hub.services.proposals import leading

AGAIN = "account.erased_again"
"""The event of an erasure repeated after a restore."""


def redo(erasures: Iterable[Erasure]) -> int:
    """Erase every account of the list that exists in the database again; returns how many.

    A draft goes to the first of its team who may lead it, so that nobody else loses a text, else it is deleted.
    """
    return sum(_redone(one) for one in erasures)


def _redone(one: Erasure) -> bool:
    with unit_of_work() as uow:
        account = uow.session.get(Account, one.account_id)
        if account is None or account.created_at != one.created_at or is_closed(account.email):
            return False
        leading.hold_people(uow, one.account_id, set())
        data = erase(uow, SYSTEM, account, None)
        notices.happened(uow, SYSTEM, AGAIN, "account", one.account_id, data)
        uow.commit()
    return True
