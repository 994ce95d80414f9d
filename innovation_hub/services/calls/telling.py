"""What the people of a call are told by e-mail: each once, in their language, however many proposals they are in."""

from collections.abc import Mapping
from typing import Any

from db.models.calls import Call
from db.primary_key import pk
from db.queries import calls as queries
from db.unit_of_work import UnitOfWork
from innovation_hub.domain.messages import MessageKind
from innovation_hub.services import mail


def teams(uow: UnitOfWork, kind: MessageKind, call: Call, **params: Any) -> None:
    """Tell everybody in the team of a proposal or draft of the call."""
    send(uow, kind, call, queries.teams(uow.session, pk(call)), link="/proposals", **params)


def send(uow: UnitOfWork, kind: MessageKind, call: Call, to: Mapping[str, str], **params: Any) -> None:
    """Put an e-mail about the call in the outbox for each address, in the language that it maps to."""
    for email, language in to.items():
        title = call.title(language)
        mail.enqueue(uow, kind, to=email, language=language, call=title, **params)
