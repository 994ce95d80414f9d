"""Freezing a round, which asks its judges by one e-mail each, and unfreezing it while no judge has answered."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.models.calls import Call
from db.models.panels import PanelRound
from db.primary_key import pk
from db.queries import panels, rounds
from db.unit_of_work import UnitOfWork, unit_of_work
from innovation_hub.domain.clock import now
from innovation_hub.domain.judging import AssignmentState
from innovation_hub.domain.panels import Drop, RoundKind, RoundState
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.errors import Conflict, Invalid, NotFound, NotNow
from innovation_hub.methods.terms.assignment import Why
from innovation_hub.services import notices
from innovation_hub.services.panels.assigning import ask, judged_call
from innovation_hub.services.panels.building import begin, drafted_by_hand, erase, fill, mark, opened, planned
from innovation_hub.services.panels.question import Pair, Question, question

if TYPE_CHECKING:
    from innovation_hub.methods.assignment import Gap


@dataclass(frozen=True, slots=True)
class PanelGap:
    """A proposal whose panel could not be filled; ``free`` judges have no conflict with it."""

    code: str
    missing: int
    free: int
    why: Why


@dataclass(frozen=True, slots=True)
class FreezeOutcome:
    """The result of an automatic assignment: new reviews asked for, of how many judges, and the gaps that remain."""

    asked: int
    judges: int
    gaps: tuple[PanelGap, ...]


@dataclass(frozen=True, slots=True)
class Dropped:
    """A review of the draft that was dropped, because it is not allowed any more."""

    code: str
    judge: str
    why: Drop


@dataclass(frozen=True, slots=True)
class Frozen:
    """The result of freezing: reviews asked for, of how many judges, and the reviews dropped."""

    asked: int
    judges: int
    dropped: tuple[Dropped, ...]


def freeze(actor: Actor, *, call_id: int, seen: str) -> Frozen:
    """Ask the judges of the draft for their reviews, by one e-mail each.

    Conflicts and capacities are checked again: a review that is not allowed any more is dropped and returned.
    Raises `Invalid` when nothing would be asked, `Conflict` when the draft is not what the actor saw.
    """
    ensure(actor, Permission.JUDGING_ADMINISTER)
    with unit_of_work() as uow:
        call, draft = opened(uow, call_id, seen)
        asked = question(uow.session, call_id)
        names = {row.id: (row.code, row.judge) for row in rounds.best_seats(uow.session, pk(draft))}
        standing, dropped = [], []
        loads = asked.loads()
        for seat in rounds.seats(uow.session, pk(draft)):
            pair = seat.proposal_id, seat.account_id
            if why := asked.drop(pair, loads):
                dropped.append(Dropped(*names[seat.id], why))
                uow.session.delete(seat)
                continue
            loads[seat.account_id] += 1
            standing.append(pair)
        if not standing:
            raise Invalid("panels.errors.nothing_to_freeze")
        about = _freeze(uow, actor, call, draft, standing)
        data = {"round": draft.number, "pairs": [list(pair) for pair in standing], "left_out": len(dropped)}
        notices.happened(uow, actor, "panel.freeze", "call", call_id, data, about=about)
        uow.commit()
    return Frozen(len(standing), len(about.asked), tuple(dropped))


def unfreeze(actor: Actor, *, call_id: int, seen: str) -> int:
    """Turn the last round into a draft again; returns how many reviews were taken back.

    Raises `NotNow` once a judge has answered: reviews are then released one by one; `Conflict` when the round is not
    what the actor saw. Every judge of the round is notified by e-mail.
    """
    ensure(actor, Permission.JUDGING_ADMINISTER)
    with unit_of_work() as uow:
        judged_call(uow, call_id)
        last = rounds.last_round(uow.session, call_id, lock=True)
        if last is None or last.state is not RoundState.FROZEN:
            raise NotFound
        if mark(last) != seen:
            raise Conflict
        pairs = [(seat.proposal_id, seat.account_id) for seat in rounds.seats(uow.session, pk(last))]
        asked = [row for pair in pairs if (row := panels.assignment_of(uow.session, *pair)) is not None]
        answered = sum(row.state is not AssignmentState.ASSIGNED for row in asked)
        if answered:
            raise NotNow("panels.errors.answered", n=answered)
        for row in asked:
            uow.session.delete(row)
        last.state, last.frozen_at, last.frozen_by = RoundState.DRAFT, None, None
        last.version += 1
        data = {"round": last.number, "reviews": len(asked)}
        about = notices.About(asked=Counter(row.account_id for row in asked))
        notices.happened(uow, actor, "panel.unfreeze", "call", call_id, data, about=about)
        uow.commit()
    return len(asked)


def assign_automatically(actor: Actor, *, call_id: int) -> FreezeOutcome:
    """Build a round and freeze it at once: every panel is filled as far as conflicts and capacities allow.

    A judge who declined a proposal, or was released from it, is not asked for it again.
    """
    ensure(actor, Permission.JUDGING_ADMINISTER)
    with unit_of_work() as uow:
        call = judged_call(uow, call_id)
        asked = question(uow.session, call_id)
        draft = begin(uow, actor, call, RoundKind.FIRST)
        plan = planned(asked, drafted_by_hand(uow.session, call_id, asked))
        fill(uow, actor, draft, plan)
        pairs = [(seat.proposal_id, seat.account_id) for seat in rounds.seats(uow.session, pk(draft))]
        if pairs:
            about = _freeze(uow, actor, call, draft, pairs)
            judges, data = len(about.asked), {"pairs": [list(pair) for pair in pairs]}
            notices.happened(uow, actor, "panel.assign_automatically", "call", call_id, data, about=about)
        else:
            judges = 0
            erase(uow, draft)
        uow.commit()
    return FreezeOutcome(len(pairs), judges, _gaps(asked, plan.gaps))


def _gaps(asked: Question, found: "Iterable[Gap]") -> tuple[PanelGap, ...]:
    gaps = (PanelGap(asked.codes[gap.proposal], gap.missing, gap.free, gap.why) for gap in found)
    return tuple(sorted(gaps, key=lambda gap: gap.code))


def _freeze(
    uow: UnitOfWork, actor: Actor, call: Call, draft: PanelRound, pairs: Iterable[Pair]
) -> notices.About:
    """Ask for the reviews; returns the number by judge, for the notice."""
    asked: Counter[int] = Counter()
    for proposal, judge in pairs:
        ask(uow, pk(call), proposal, judge)
        asked[judge] += 1
    draft.state, draft.frozen_at, draft.frozen_by = RoundState.FROZEN, now(), actor.id
    draft.version += 1
    return notices.About(asked=asked)
