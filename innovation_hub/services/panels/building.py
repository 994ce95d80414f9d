"""Drafts of rounds: built by the hub, changed by hand, and visible to organisers alone until they are frozen."""

from collections.abc import Collection
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sqlmodel import Session

from db.commands import rounds as commands
from db.models.calls import Call
from db.models.panels import PanelRound, PanelSeat
from db.primary_key import pk
from db.queries import rounds
from db.unit_of_work import UnitOfWork, read_only, unit_of_work
from innovation_hub.domain.clock import now
from innovation_hub.domain.panels import RoundKind, RoundState
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.errors import Conflict, Invalid, NotFound
from innovation_hub.services import notices
from innovation_hub.services.panels.assigning import judged_call
from innovation_hub.services.panels.question import Pair, Question, question

if TYPE_CHECKING:
    from innovation_hub.methods.assignment import AssignmentPlan


def mark(last: PanelRound | None) -> str:
    """A token for the state of a call's last round, to detect changes; empty when there is none."""
    return "" if last is None else f"{last.number}.{last.version}.{last.built_at.isoformat()}"


def build(actor: Actor, *, call_id: int, seen: str) -> None:
    """Draft reviews that complete the panels; an existing draft is replaced, except for reviews added by hand.

    No judge is asked yet, and earlier assignments stay. ``seen`` is the `mark` of the last round that the organiser
    saw; raises `Conflict` when it differs by now.
    """
    ensure(actor, Permission.JUDGING_ADMINISTER)
    with read_only() as session:
        asked = question(session, call_id)
        by_hand = drafted_by_hand(session, call_id, asked)
    plan = planned(asked, by_hand)  # outside the transaction, so that nobody waits for the solver
    with unit_of_work() as uow:
        call = judged_call(uow, call_id)
        now_asked = question(uow.session, call_id)
        now_by_hand = drafted_by_hand(uow.session, call_id, now_asked)
        if (now_asked, now_by_hand) != (asked, by_hand):
            plan = planned(now_asked, now_by_hand)
        fill(uow, actor, begin(uow, actor, call, RoundKind.FIRST, seen), plan)
        uow.commit()


def drafted_by_hand(session: Session, call_id: int, asked: Question) -> frozenset[Pair]:
    """The reviews that were added to the open draft by hand and are still allowed."""
    last = rounds.last_round(session, call_id)
    if last is None or (last.state, last.kind) != (RoundState.DRAFT, RoundKind.FIRST):
        return frozenset()
    seats = rounds.seats(session, pk(last))
    by_hand = frozenset((seat.proposal_id, seat.account_id) for seat in seats if seat.by_hand)
    return by_hand - asked.forbidden - asked.active


def planned(asked: Question, by_hand: frozenset[Pair]) -> "AssignmentPlan":
    """The optimal assignment of judges for the question; reviews added ``by_hand`` are fixed."""
    from innovation_hub.methods import assignment as method  # the solver is loaded when it is needed

    return method.assign(
        proposals=asked.codes,
        capacities=asked.capacities,
        per_proposal=asked.per_proposal,
        forbidden=asked.forbidden,
        existing=asked.active | by_hand,
        affinity=asked.affinity(),
    )


def fill(uow: UnitOfWork, actor: Actor, draft: PanelRound, plan: "AssignmentPlan") -> None:
    """Add the reviews of a plan to an empty draft."""
    uow.session.add_all(
        PanelSeat(round_id=pk(draft), proposal_id=proposal, account_id=judge)
        for proposal, judge in plan.pairs
    )
    draft.findings = findings(plan)
    data = {"round": draft.number, "reviews": len(plan.pairs), "open": len(plan.gaps)}
    notices.happened(uow, actor, "panel.build", "call", draft.call_id, data)


def findings(plan: "AssignmentPlan", **more: Any) -> dict[str, Any]:
    """The figures of a plan, as JSON to be stored with the round."""
    return {
        "gaps": [asdict(gap) for gap in plan.gaps],
        "obstacles": [asdict(one) for one in plan.obstacles],
        "changes": [asdict(change) for change in plan.changes],
        "overlap": plan.overlap.value,
        "groups": [list(group) for group in plan.groups],
        "fit": plan.fit,
        **more,
    }


def put(actor: Actor, *, call_id: int, seen: str, proposal_id: int, account_id: int) -> None:
    """Add a review to the draft by hand. Raises `Invalid` for a conflict, a full judge, or one asked before."""
    ensure(actor, Permission.JUDGING_ADMINISTER)
    with unit_of_work() as uow:
        _, draft = opened(uow, call_id, seen)
        asked = question(uow.session, call_id)
        drafted = [(seat.proposal_id, seat.account_id) for seat in rounds.seats(uow.session, pk(draft))]
        loads = asked.loads()
        loads.update(judge for _, judge in drafted)
        pair = proposal_id, account_id
        if pair in drafted:
            raise Conflict("panels.errors.already_asked")
        if why := asked.drop(pair, loads):
            # keys: panels.drop.*
            raise Invalid(f"panels.drop.{why.value}", field="judge")
        seat = PanelSeat(round_id=pk(draft), proposal_id=proposal_id, account_id=account_id, by_hand=True)
        uow.session.add(seat)
        _changed(uow, draft, asked, {*drafted, pair})
        data = {"round": draft.number, "proposal": proposal_id, "judge": account_id}
        notices.happened(uow, actor, "panel.put", "call", call_id, data)
        uow.commit()


def take_out(actor: Actor, *, call_id: int, seen: str, seat_ids: Collection[int]) -> None:
    """Take reviews out of the draft by hand."""
    ensure(actor, Permission.JUDGING_ADMINISTER)
    if not seat_ids:
        raise Invalid("panels.errors.no_review", field="seats")
    with unit_of_work() as uow:
        _, draft = opened(uow, call_id, seen)
        if commands.erase_seats(uow.session, pk(draft), seat_ids) < len(set(seat_ids)):
            raise Conflict
        left = {(seat.proposal_id, seat.account_id) for seat in rounds.seats(uow.session, pk(draft))}
        _changed(uow, draft, question(uow.session, call_id), left)
        data = {"round": draft.number, "reviews": len(set(seat_ids))}
        notices.happened(uow, actor, "panel.take_out", "call", call_id, data)
        uow.commit()


def discard(actor: Actor, *, call_id: int, seen: str) -> None:
    """Delete the draft."""
    ensure(actor, Permission.JUDGING_ADMINISTER)
    with unit_of_work() as uow:
        _, draft = opened(uow, call_id, seen)
        notices.happened(uow, actor, "panel.discard", "call", call_id, {"round": draft.number})
        erase(uow, draft)
        uow.commit()


def begin(uow: UnitOfWork, actor: Actor, call: Call, kind: RoundKind, seen: str | None = None) -> PanelRound:
    """An empty draft of this kind: the existing one without the hub's choices, or a new round.

    Raises `Conflict` when the last round's `mark` is not ``seen``; None skips this check.
    """
    session, call_id = uow.session, pk(call)
    last = rounds.last_round(session, call_id, lock=True)
    if seen is not None and mark(last) != seen:
        raise Conflict("panels.errors.round_changed")
    if last is None or last.state is RoundState.FROZEN:
        number = 1 if last is None else last.number + 1
        draft = PanelRound(call_id=call_id, number=number, kind=kind, built_by=actor.id)
        session.add(draft)
        session.flush()
        return draft
    same = last.kind is kind
    seats = [seat.id for seat in rounds.seats(session, pk(last)) if seat.id and not (same and seat.by_hand)]
    commands.erase_seats(session, pk(last), seats)
    last.kind, last.top, last.wanted = kind, None, None
    last.version, last.built_at, last.built_by = last.version + 1, now(), actor.id
    return last


def opened(uow: UnitOfWork, call_id: int, seen: str) -> tuple[Call, PanelRound]:
    """The call and its draft, both locked; raises `NotFound`, or `Conflict` when the draft is not what was ``seen``."""
    call = judged_call(uow, call_id)
    draft = rounds.last_round(uow.session, call_id, lock=True)
    if draft is None:
        raise NotFound
    if draft.state is not RoundState.DRAFT or mark(draft) != seen:
        raise Conflict
    return call, draft


def erase(uow: UnitOfWork, draft: PanelRound) -> None:
    """Delete a draft with its seats."""
    commands.erase_seats(uow.session, pk(draft))
    uow.session.delete(draft)


def _changed(uow: UnitOfWork, draft: PanelRound, asked: Question, pairs: Collection[tuple[int, int]]) -> None:
    """Recompute a draft's findings after a change by hand; proofs of optimality are dropped."""
    from innovation_hub.methods import assignment as method

    draft.version += 1
    wanted: Any = asked.per_proposal if draft.kind is RoundKind.FIRST else {}
    plan = method.assess(
        pairs=sorted(pairs),
        proposals=asked.codes,
        capacities=asked.capacities,
        per_proposal=wanted,
        forbidden=asked.forbidden,
        existing=asked.active,
        affinity=asked.affinity(),
    )
    same = {name: draft.findings[name] for name in ("unplaced",) if name in draft.findings}
    draft.findings = findings(plan, **same)
