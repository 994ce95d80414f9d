"""Bulk steps over many proposals: they require the list that was seen, and can be undone until publication."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from db.models.bulk import BulkMove, BulkStep
from db.models.proposals import Proposal
from db.models.results import Decision
from db.primary_key import pk
from db.queries import bulk as queries
from db.queries import results
from db.unit_of_work import UnitOfWork, read_only, unit_of_work
from innovation_hub.domain.canonical import sha256
from innovation_hub.domain.clock import now
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.domain.proposals import ProposalState
from innovation_hub.domain.ranking import BulkKind
from innovation_hub.domain.workflow import Event
from innovation_hub.errors import Conflict, NotFound, NotNow
from innovation_hub.services import notices
from innovation_hub.services.workflow import closed_call, move

LATEST, NAMED = 5, 10


class Versioned(Protocol):
    """A proposal's id and the version that was seen."""

    @property
    def id(self) -> int | None:
        """Its id."""

    @property
    def version(self) -> int:
        """Its version."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step that can be undone: ``stands`` of the ``moved`` proposals are unchanged since.

    ``changed`` lists the first of the others, by code, with their present state.
    """

    id: int
    kind: BulkKind
    at: datetime
    by: str
    moved: int
    stands: int
    changed: tuple[tuple[str, ProposalState], ...]


def digest(proposals: Iterable[Versioned]) -> str:
    """A hash of a list of proposals with their versions, to detect that it has changed."""
    return sha256(",".join(f"{one.id}:{one.version}" for one in sorted(proposals, key=pk)))


def ensure_seen(proposals: Iterable[Versioned], seen: str) -> None:
    """Raise `Conflict` unless the `digest` of these proposals is ``seen``."""
    if digest(proposals) != seen:
        raise Conflict("ranking.errors.list_changed")


def note(
    uow: UnitOfWork,
    actor: Actor,
    call_id: int,
    kind: BulkKind,
    moved: Sequence[tuple[Proposal, ProposalState]],
) -> None:
    """Record a step with the proposals that it ``moved`` and their states before; does nothing without any."""
    if not moved:
        return
    step = BulkStep(call_id=call_id, kind=kind, at=now(), by=actor.id)
    uow.session.add(step)
    uow.session.flush()
    uow.session.add_all(
        BulkMove(step_id=pk(step), proposal_id=pk(one), before=before, version=one.version)
        for one, before in moved
    )
    data = {"kind": kind.value, "count": len(moved), "step": step.id}
    notices.happened(uow, actor, "call.bulk_step", "call", call_id, data)


def steps(actor: Actor, *, call_id: int) -> list[Step]:
    """The latest steps of a call that were not undone, the newest first."""
    ensure(actor, Permission.PROPOSAL_DECIDE)
    with read_only() as session:
        return [
            Step(
                **row._mapping,
                changed=tuple(
                    (one.code, one.state)
                    for one in (
                        queries.changed_since(session, row.id, size=NAMED) if row.stands < row.moved else ()
                    )
                ),
            )
            for row in queries.steps(session, call_id, size=LATEST)
        ]


def undo(actor: Actor, *, step_id: int, stands: int) -> int:
    """Undo a step for the proposals that nobody changed since; returns how many.

    ``stands`` is how many the organiser saw. Raises `Conflict` when it is another number by now, and `NotNow` when the
    step was undone already or the call's results are published.
    """
    ensure(actor, Permission.PROPOSAL_DECIDE)
    with unit_of_work() as uow:
        step = uow.session.get(BulkStep, step_id)
        if step is None:
            raise NotFound
        closed_call(uow, step.call_id)  # every decision locks the call, so no other runs now
        uow.session.refresh(step)
        if step.undone_at is not None:
            raise NotNow("ranking.errors.undone")
        found = queries.untouched(uow.session, step_id)
        if len(found) != stands:
            raise Conflict("ranking.errors.list_changed")
        if step.kind is BulkKind.DECLINE:
            _supersede(results.standing_decisions(uow.session, step_id))
        for proposal, before in found:
            _back(uow, actor, step, proposal, before)
        step.undone_at, step.undone_by = now(), actor.id
        data = {"kind": step.kind.value, "count": len(found), "step": step_id}
        notices.happened(uow, actor, "call.bulk_undone", "call", step.call_id, data)
        uow.commit()
    return len(found)


def _supersede(decisions: Iterable[Decision]) -> None:
    at = now()
    for decision in decisions:
        decision.superseded_at = at


def _back(uow: UnitOfWork, actor: Actor, step: BulkStep, proposal: Proposal, before: ProposalState) -> None:
    data = {"step": step.id}
    if step.kind is BulkKind.SHORTLIST:
        proposal.was_shortlisted = False
        move(uow, actor, proposal, Event.UNSHORTLIST, data)
        return
    move(uow, actor, proposal, Event.RECONSIDER, data)
    proposal.was_shortlisted = before is ProposalState.SHORTLISTED
    if proposal.was_shortlisted:
        move(uow, actor, proposal, Event.SHORTLIST, data)
