"""Publishing the results of a call, once and for all."""

from db.models.calls import Call
from db.queries import ranking as queries
from db.unit_of_work import UnitOfWork, unit_of_work
from innovation_hub.domain.calls import CallState
from innovation_hub.domain.clock import now
from innovation_hub.domain.messages import MessageKind
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.domain.proposals import ProposalState
from innovation_hub.errors import Conflict, NotNow
from innovation_hub.services import journal, messages
from innovation_hub.services.moves import closed_call
from innovation_hub.services.ranking.keeping import keep_published

_OPEN = (ProposalState.SUBMITTED, ProposalState.ELIGIBLE, ProposalState.SHORTLISTED)


def conclude(actor: Actor, *, call_id: int, version: int) -> None:
    """Publish the results: everyone can read them, and the owner of each received proposal is told.

    Raises `NotNow` while a received proposal waits for screening or a decision, `Conflict` when the call was
    changed since ``version``.
    """
    ensure(actor, Permission.PROPOSAL_DECIDE)
    with unit_of_work() as uow:
        call = closed_call(uow, call_id)
        if call.version != version:
            raise Conflict
        waiting = queries.undecided(uow.session, call_id, *_OPEN)
        if waiting:
            raise NotNow("ranking.errors.undecided", n=len(waiting))
        call.state, call.concluded_at = CallState.CONCLUDED, now()
        call.version += 1
        _tell(uow, call)
        keep_published(uow, actor, call_id, queries.awarded(uow.session, call_id))
        journal.record(uow, actor, "call.conclude", "call", call_id)
        uow.commit()


def _tell(uow: UnitOfWork, call: Call) -> None:
    head = journal.head(uow.session)
    for row in queries.owners(uow.session, call.id or 0):
        messages.enqueue(
            uow,
            MessageKind.DECIDED,
            to=row.email,
            language=row.language,
            code=row.code,
            title=row.title,
            call=call.title_sw if row.language == "sw" else call.title_en,
            link=f"/results?call={call.id}",
            journal_head=head,
        )
