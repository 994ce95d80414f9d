"""One received proposal for its organiser, in any state: its call, its dates and its history."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from db.models.calls import Call
from db.models.proposals import Proposal
from db.primary_key import pk
from db.queries import journal as events
from db.queries import screening as queries
from db.unit_of_work import read_only
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.errors import NotFound
from innovation_hub.services import journal
from innovation_hub.services.journal import History
from innovation_hub.services.screening import ReceivedProposal


@dataclass(frozen=True, slots=True)
class ReceivedDetail:
    """A received proposal with the call it was submitted to.

    ``moved_at`` is the time of the last journal entry of each event about it. Bulk decisions are events of the call and
    not included.
    """

    entry: ReceivedProposal
    call_id: int
    call_code: str
    concluded_at: datetime | None
    moved_at: Mapping[str, datetime]


def received(actor: Actor, *, proposal_id: int) -> ReceivedDetail:
    """A received proposal in any state; raises `NotFound` for drafts and withdrawn proposals."""
    ensure(actor, Permission.PROPOSAL_SCREEN)
    with read_only() as session:
        entry, call = _found(session, proposal_id)
        moved_at = events.last_times(session, "proposal", proposal_id)
        return ReceivedDetail(entry, pk(call), call.code, call.concluded_at, moved_at)


def history(actor: Actor, *, proposal_id: int, offset: int = 0) -> History:
    """The history of a received proposal; raises `NotFound` for drafts and withdrawn proposals."""
    ensure(actor, Permission.PROPOSAL_SCREEN)
    with read_only() as session:
        _found(session, proposal_id)
        return journal.history(session, actor, "proposal", proposal_id, offset=offset)


def _found(session: Session, proposal_id: int) -> tuple[ReceivedProposal, Call]:
    proposal = session.get(Proposal, proposal_id)
    call = session.get(Call, proposal.call_id) if proposal else None
    row = queries.one(session, call_id=pk(call), proposal_id=proposal_id) if call else None
    if row is None or call is None:
        raise NotFound
    return ReceivedProposal(**row._mapping), call
