"""Approval by a second person: approving a movement, which posts it to the ledger, or rejecting it with a reason."""

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from db.commands import ledger as commands
from db.models.budgets import BudgetLine, Movement
from db.primary_key import pk
from db.queries import budgets as queries
from db.queries import ledger
from db.unit_of_work import UnitOfWork, unit_of_work
from innovation_hub.domain.budgets import (
    Effect,
    MovementKind,
    MovementState,
    ReportingChange,
    effect,
    flow,
    postings,
    reporting_change,
)
from innovation_hub.domain.clock import now, today
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.errors import Conflict, Forbidden, NotFound, NotNow
from innovation_hub.services import notices
from innovation_hub.services.budgets.access import (
    NOTE_LENGTH,
    REASON_LENGTH,
    clean,
    hold_institution,
    own_line,
    short_of,
)
from innovation_hub.services.budgets.movements import ensure_reversible

_UNCHANGED = ReportingChange(0, 0, 0, 0)


def approve(actor: Actor, *, movement_id: int, version: int) -> None:
    """Approve a movement that somebody else recorded: write its postings, balances and totals at once.

    The database's constraint that no account goes below zero decides between concurrent approvals.
    Raises `InsufficientFunds` with what is left, `Conflict` when the movement is not what was seen.
    """
    ensure(actor, Permission.BUDGET_APPROVE)
    with unit_of_work() as uow:
        movement = _seen(uow.session, actor, movement_id, version)
        approve_one(uow, actor, movement)
        uow.commit()


def approve_one(uow: UnitOfWork, actor: Actor, movement: Movement) -> None:
    """Approve a movement of books that this unit of work has locked; the caller has checked it and commits.

    Raises as `approve` does; nothing of a refused movement is left in the transaction.
    """
    line = own_line(uow.session, movement.institution_id, movement.line_id)
    undone = uow.session.get(Movement, movement.reverses_id) if movement.reverses_id else None
    reverses = undone.kind if undone else None
    try:
        with uow.session.begin_nested():
            _decide(uow.session, actor, movement, MovementState.APPROVED)
            _book(uow.session, line, movement, reverses)
    except IntegrityError as error:
        if "not_below_zero" not in str(error.orig):
            raise
        source, _ = flow(movement.kind, reverses)
        left = queries.balances(uow.session, movement.line_id).get(source, 0)
        raise short_of(source, left) from error
    _happened(uow, actor, movement, MovementState.APPROVED)


def reject(actor: Actor, *, movement_id: int, version: int, reason: str) -> None:
    """Reject a movement that somebody else recorded; the reason is shown to them."""
    ensure(actor, Permission.BUDGET_APPROVE)
    with unit_of_work() as uow:
        movement = _seen(uow.session, actor, movement_id, version)
        note = clean(reason, field="reason", most=NOTE_LENGTH, least=REASON_LENGTH)
        _decide(uow.session, actor, movement, MovementState.REJECTED, note)
        _happened(uow, actor, movement, MovementState.REJECTED)
        uow.commit()


def _seen(session: Session, actor: Actor, movement_id: int, version: int) -> Movement:
    institution_id = hold_institution(session, actor, deciding=True)
    movement = session.get(Movement, movement_id)
    if movement is None or movement.institution_id != institution_id:
        raise NotFound
    ensure_decidable(actor, movement, version)
    return movement


def ensure_decidable(actor: Actor, movement: Movement, version: int) -> None:
    """Raise unless the movement is somebody else's, is pending, and has the version that the approver saw."""
    if movement.recorded_by == actor.id:
        raise Forbidden("budgets.error.own_movement")
    if movement.state is not MovementState.PENDING:
        raise NotNow("budgets.error.decided")
    if movement.version != version:
        raise Conflict("budgets.error.edited_since")


def _book(session: Session, line: BudgetLine, movement: Movement, reverses: MovementKind | None) -> None:
    assert movement.id is not None
    _ensure_allocated(session, line, movement, reverses)
    sides = postings(movement.kind, movement.amount, reverses=reverses)
    commands.post(session, movement_id=movement.id, line_id=movement.line_id, sides=sides)
    moved = effect(movement.kind, movement.amount, reverses=reverses)
    change = _counted(session, line, moved)
    commands.add_to_totals(session, line, moved, change, on=today())


def _ensure_allocated(
    session: Session, line: BudgetLine, movement: Movement, reverses: MovementKind | None
) -> None:
    if movement.kind is MovementKind.ALLOCATION:
        if line.reported:
            raise NotNow("budgets.error.allocated_already")
        line.reported = True
    elif reverses is MovementKind.ALLOCATION:
        ensure_reversible(session, line, reverses, movement.amount)
        line.reported = False
    elif not line.reported:
        raise NotNow("budgets.error.not_allocated_yet")
    session.add(line)


def _counted(session: Session, line: BudgetLine, moved: Effect) -> ReportingChange:
    if not moved.lines and not moved.allocated:
        return _UNCHANGED
    before = ledger.standing(session, line.institution_id, line.financial_year)
    return reporting_change(before, line.category, moved)


def _decide(session: Session, actor: Actor, movement: Movement, state: MovementState, note: str = "") -> None:
    decided = session.execute(
        update(Movement)
        .where(
            col(Movement.id) == movement.id,
            col(Movement.state) == MovementState.PENDING,
            col(Movement.version) == movement.version,
        )
        .values(state=state, decided_by=actor.id, decided_at=now(), decision_note=note)
        .returning(col(Movement.id))
    )
    if decided.first() is None:
        raise Conflict


def _happened(uow: UnitOfWork, actor: Actor, movement: Movement, state: MovementState) -> None:
    data = {"line": movement.line_id, "kind": movement.kind.value, "amount": movement.amount}
    notices.happened(uow, actor, f"movement.{state.value}", "movement", pk(movement), data)
