"""Publishing the results of a call, which cannot be undone."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from db.models.calls import Call
from db.primary_key import pk
from db.queries import ranking as queries
from db.unit_of_work import UnitOfWork, read_only, unit_of_work
from innovation_hub.domain.calls import CallState
from innovation_hub.domain.clock import now
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.domain.proposals import ProposalState
from innovation_hub.domain.scoring import REASON_MAX, REASON_MIN, checked_text
from innovation_hub.errors import Conflict, NotNow
from innovation_hub.services import journal, notices
from innovation_hub.services.ranking.bulk import ensure_seen
from innovation_hub.services.ranking.keeping import keep_published
from innovation_hub.services.workflow import closed_call

_OPEN = (ProposalState.SUBMITTED, ProposalState.ELIGIBLE, ProposalState.SHORTLISTED)


@dataclass(frozen=True, slots=True)
class Publication:
    """How results were published: ``short`` proposals had too few reviews, ``unreviewed`` of them none.

    ``reason`` says why they were published all the same; empty when every panel was complete.
    """

    at: datetime
    short: int
    unreviewed: int
    reason: str


def conclude(
    actor: Actor, *, call_id: int, version: int, seen: str, short: int = 0, reason: str = ""
) -> None:
    """Publish the results for everyone, and notify the owner of each received proposal.

    ``seen`` is the `digest` of the decided proposals that the organiser saw, ``short`` how many of them have fewer
    reviews than the call asks for; these need a ``reason``, which the journal keeps. Raises `NotNow` while a received
    proposal waits for screening or a decision, `Conflict` when the call was changed since ``version``, the decisions
    are others than those ``seen`` or ``short`` is another number, `Invalid` without a reason.
    """
    ensure(actor, Permission.PROPOSAL_DECIDE)
    with unit_of_work() as uow:
        call = closed_call(uow, call_id)
        if call.version != version:
            raise Conflict
        waiting = queries.undecided(uow.session, call_id, *_OPEN)
        if waiting:
            raise NotNow("ranking.errors.undecided", n=len(waiting))
        ensure_seen(queries.versions(uow.session, call_id), seen)
        data = _incomplete(uow, call, short, reason)
        call.state, call.concluded_at = CallState.CONCLUDED, now()
        call.version += 1
        keep_published(uow, actor, call_id, queries.awarded(uow.session, call_id))
        head = journal.head(uow.session)
        notices.happened(uow, actor, "call.conclude", "call", call_id, data, journal_head=head)
        uow.commit()


def _incomplete(uow: UnitOfWork, call: Call, seen: int, reason: str) -> dict[str, Any]:
    """Data for the journal about proposals without enough reviews; empty when there are none."""
    short, none = queries.short_of_reviews(uow.session, pk(call), call.judges_per_proposal)
    if short != seen:
        raise Conflict("ranking.errors.short_changed", seen=seen, n=short)
    if not short:
        return {}
    reason = checked_text(reason, field="reason", least=REASON_MIN, most=REASON_MAX)
    return {"short": short, "unreviewed": none, "reason": reason}


def publication(actor: Actor, *, call_id: int) -> Publication | None:
    """How the results of a call were published; None before."""
    ensure(actor, Permission.PROPOSAL_DECIDE)
    with read_only() as session:
        entry = journal.last(session, "call", call_id, "call.conclude")
    if entry is None:
        return None
    data = entry.data
    return Publication(entry.at, data.get("short", 0), data.get("unreviewed", 0), data.get("reason", ""))
