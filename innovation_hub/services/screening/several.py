"""Admit several received proposals in one transaction, each in the version that the organiser saw."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from db.models.proposals import Proposal
from db.primary_key import pk
from db.queries import received as queries
from db.unit_of_work import unit_of_work
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.domain.workflow import Event, transition
from innovation_hub.errors import NotFound
from innovation_hub.services.screening.deciding import screened
from innovation_hub.services.workflow import closed_call


class LeftOutBecause(StrEnum):
    """Why one of several proposals was not admitted."""

    CHANGED = "changed"
    OWN = "own"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A proposal that stays as it is, and why."""

    code: str
    why: LeftOutBecause


@dataclass(frozen=True, slots=True)
class Admitted:
    """The result of admitting several proposals: how many were admitted, and those that were left out, by code."""

    admitted: int
    left_out: tuple[LeftOut, ...]


def admit_several(actor: Actor, *, call_id: int, seen: Sequence[tuple[int, int]]) -> Admitted:
    """Admit proposals of a call to judging in one transaction; ``seen`` are pairs of id and version.

    Left out are those with another version by now, the actor's own, and those whose state does not allow it. Each of
    the others gets its note and its entry in the journal, and can be undone by itself. Raises `NotFound` when one is
    not a submitted proposal of the call, `NotNow` while the call is not being judged.
    """
    ensure(actor, Permission.PROPOSAL_SCREEN)
    versions = dict(seen)
    left_out: list[LeftOut] = []
    with unit_of_work() as uow:
        closed_call(uow, call_id)  # the call first: every writer locks in this order
        proposals = queries.locked(uow.session, call_id, versions)
        if len(proposals) < len(versions):
            raise NotFound
        for proposal in proposals:
            why = _why_not(actor, proposal, versions)
            if why is None:
                screened(uow, actor, proposal, Event.ADMIT, "")
            else:
                left_out.append(LeftOut(proposal.code or "", why))
        uow.commit()
    return Admitted(len(versions) - len(left_out), tuple(left_out))


def _why_not(actor: Actor, proposal: Proposal, versions: dict[int, int]) -> LeftOutBecause | None:
    if proposal.version != versions[pk(proposal)]:
        return LeftOutBecause.CHANGED
    if proposal.owner_id == actor.id:
        return LeftOutBecause.OWN
    if proposal.state not in transition(Event.ADMIT).sources:
        return LeftOutBecause.STATE
    return None
