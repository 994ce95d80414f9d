"""The outbox: messages are queued in the transaction that causes them and sent later by the worker."""

from typing import Any

from db.models.messages import OutboxMessage
from db.unit_of_work import UnitOfWork
from innovation_hub.domain.accounts import is_closed
from innovation_hub.domain.notices import kinds


def enqueue(uow: UnitOfWork, kind: str, *, to: str, language: str, **params: Any) -> None:
    """Add a message to the outbox, in the same transaction as the change that it reports.

    Nothing goes to a closed account. ``person`` among the params is the id of somebody whom the message names: the
    message is emptied when they close their account. ``params`` fill the sentences
    ``messages.<kind>.subject`` and ``.body``; they must be JSON. Raises ValueError for a kind that is not in
    the table of notices: services add a row there and call `services.notices`, which alone calls this.
    """
    if kind not in kinds():
        raise ValueError(f"no kind of message: {kind}")
    if is_closed(to):
        return
    uow.session.add(OutboxMessage(kind=kind, to_address=to, language=language, params=params))
