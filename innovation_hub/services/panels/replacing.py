"""Taking a judge off a call with every open review, and drafting replacements, in one step."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from db.commands import rounds as commands
from db.models.judging import Assignment
from db.primary_key import pk
from db.queries import panels, rounds
from db.unit_of_work import UnitOfWork, read_only, unit_of_work
from innovation_hub.domain.judging import AssignmentState
from innovation_hub.domain.panels import RoundKind, RoundState
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.errors import Conflict, NotNow
from innovation_hub.services import notices
from innovation_hub.services.panels.assigning import judged_call
from innovation_hub.services.panels.building import begin, drafted_by_hand, fill, planned
from innovation_hub.services.panels.judges import joined
from innovation_hub.services.panels.question import question

_OPEN = (AssignmentState.ASSIGNED, AssignmentState.ACCEPTED)


@dataclass(frozen=True, slots=True)
class RemovalEffects:
    """What taking a judge off affects: codes of open reviews, submitted reviews, reviews in the open draft."""

    open: tuple[str, ...]
    submitted: int
    drafted: int


def removal_effects(actor: Actor, *, call_id: int, account_id: int) -> RemovalEffects:
    """The effects of taking a judge off a call, shown before it is done."""
    ensure(actor, Permission.JUDGING_ADMINISTER)
    with read_only() as session:
        rows = [row for row in panels.assignments(session, call_id) if row.account_id == account_id]
        return _effects(session, call_id, rows)


def _effects(session: Session, call_id: int, rows: Sequence[Assignment]) -> RemovalEffects:
    codes = panels.codes(session, [row.proposal_id for row in rows if row.state in _OPEN])
    last = rounds.last_round(session, call_id)
    draft = last is not None and last.state is RoundState.DRAFT
    drafted = rounds.count_seats(session, pk(last)) if last and draft else 0
    submitted = sum(row.state is AssignmentState.SUBMITTED for row in rows)
    return RemovalEffects(tuple(codes), submitted, drafted)


def take_off(actor: Actor, *, call_id: int, account_id: int, seen: RemovalEffects) -> int:
    """Release a judge's open reviews, take the judge off the call and draft a round with replacements.

    Returns how many reviews were released. Reviews that were submitted stay and count; their judge then stays on
    the list, with no room for further ones. The open draft, if there is one, is replaced. Raises `NotFound` when the
    account does not judge the call, `NotNow` once decisions are being made, `Conflict` when the judge holds
    anything else than was ``seen``.
    """
    ensure(actor, Permission.JUDGING_ADMINISTER)
    with unit_of_work() as uow:
        call = judged_call(uow, call_id)
        judge = joined(uow, call_id, account_id)
        own = [row for row in panels.assignments(uow.session, call_id) if row.account_id == account_id]
        if _effects(uow.session, call_id, own) != seen:
            raise Conflict
        released = _release(own)
        submitted = sum(row.state is AssignmentState.SUBMITTED for row in own)
        if submitted:
            judge.capacity = submitted
        else:
            uow.session.delete(judge)
        _leave_draft(uow, call_id, account_id)
        uow.session.flush()
        asked = question(uow.session, call_id)
        plan = planned(asked, drafted_by_hand(uow.session, call_id, asked))
        fill(uow, actor, begin(uow, actor, call, RoundKind.FIRST), plan)
        data = {"judge": account_id, "reviews": len(released), "submitted": submitted}
        notices.happened(uow, actor, "panel.take_off", "call", call_id, data)
        uow.commit()
    return len(released)


def dismiss(actor: Actor, *, call_id: int, account_id: int, seen: RemovalEffects) -> None:
    """Take a judge without proposals off a call.

    Raises `NotNow` while the judge holds proposals, `Conflict` when the judge holds anything else than was ``seen``.
    """
    ensure(actor, Permission.JUDGING_ADMINISTER)
    with unit_of_work() as uow:
        judge = joined(uow, call_id, account_id)
        if panels.load(uow.session, call_id, account_id):
            raise NotNow("panels.errors.holds_proposals")
        own = [row for row in panels.assignments(uow.session, call_id) if row.account_id == account_id]
        if _effects(uow.session, call_id, own) != seen:
            raise Conflict
        uow.session.delete(judge)
        notices.happened(uow, actor, "call.dismiss_judge", "call", call_id, {"judge": account_id})
        uow.commit()


def _release(held: list[Assignment]) -> list[Assignment]:
    released = [row for row in held if row.state in _OPEN]
    for row in released:
        row.state = AssignmentState.RELEASED
    return released


def _leave_draft(uow: UnitOfWork, call_id: int, account_id: int) -> None:
    """Remove the judge's reviews from the open draft, also those added by hand."""
    last = rounds.last_round(uow.session, call_id, lock=True)
    if last is None or last.state is not RoundState.DRAFT:
        return
    seats = rounds.seats(uow.session, pk(last))
    commands.erase_seats(uow.session, pk(last), [s.id for s in seats if s.id and s.account_id == account_id])
