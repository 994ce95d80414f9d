"""Recording movements of a line, and editing or withdrawing them while they wait for approval."""

from datetime import date

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from db.models.budgets import BudgetLine, Movement
from db.queries import budgets as queries
from db.unit_of_work import UnitOfWork, unit_of_work
from innovation_hub.domain.budgets import (
    ALLOCATED,
    REASONED,
    LedgerAccount,
    MovementKind,
    MovementState,
    flow,
    possible,
)
from innovation_hub.domain.money import Money, parse_money
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.errors import Conflict, Forbidden, Invalid, NotFound, NotNow
from innovation_hub.services import notices
from innovation_hub.services.budgets.access import (
    NOTE_LENGTH,
    REASON_LENGTH,
    clean,
    dated,
    ensure_enough,
    hold_institution,
    is_duplicate,
    own_line,
)
from innovation_hub.services.budgets.lines import Recorded


def record(
    actor: Actor,
    *,
    line_id: int,
    kind: MovementKind,
    amount: str,
    happened_on: date,
    reference: str = "",
    note: str = "",
) -> Recorded:
    """Record a movement of a line; it counts only once a second person approves it.

    Raises `InsufficientFunds` when ``amount`` is more than is left, `NotNow` when the line cannot have
    this kind of movement yet, `Invalid` for wrong input. For reversals see `reverse`.
    """
    ensure(actor, Permission.BUDGET_WRITE)
    if kind is MovementKind.REVERSAL:
        raise Invalid("budgets.error.kind", field="kind")
    with unit_of_work() as uow:
        session = uow.session
        line = own_line(session, hold_institution(session, actor), line_id)
        shillings = parse_money(amount, allow_zero=kind is MovementKind.ALLOCATION)
        ensure_possible(session, line, kind, shillings)
        movement = Movement(
            line_id=line_id,
            institution_id=line.institution_id,
            kind=kind,
            amount=shillings,
            happened_on=dated(session, line.financial_year, happened_on),
            reference=clean(reference, field="reference", most=80),
            note=_note(kind, note),
            recorded_by=actor.id,
        )
        return _store(uow, actor, movement)


def reverse(actor: Actor, *, movement_id: int, happened_on: date, note: str) -> Recorded:
    """Record the reversal of an approved movement, with a reason; a movement can be reversed once."""
    ensure(actor, Permission.BUDGET_WRITE)
    with unit_of_work() as uow:
        session = uow.session
        institution_id = hold_institution(session, actor)
        undone = session.get(Movement, movement_id)
        if undone is None or undone.institution_id != institution_id:
            raise NotFound
        if undone.state is not MovementState.APPROVED or undone.kind is MovementKind.REVERSAL:
            raise NotNow("budgets.error.not_reversible")
        line = own_line(session, institution_id, undone.line_id)
        ensure_reversible(session, line, undone.kind, undone.amount)
        movement = Movement(
            line_id=undone.line_id,
            institution_id=institution_id,
            kind=MovementKind.REVERSAL,
            amount=undone.amount,
            reverses_id=movement_id,
            happened_on=dated(session, line.financial_year, happened_on),
            note=_note(MovementKind.REVERSAL, note),
            recorded_by=actor.id,
        )
        return _store(uow, actor, movement)


def edit(
    actor: Actor,
    *,
    movement_id: int,
    version: int,
    amount: str,
    happened_on: date,
    reference: str = "",
    note: str = "",
) -> None:
    """Change a movement of one's own while it waits for approval.

    Raises `Conflict` when it was decided or changed since ``version`` was read.
    """
    ensure(actor, Permission.BUDGET_WRITE)
    with unit_of_work() as uow:
        session = uow.session
        institution_id = hold_institution(session, actor)
        movement = _own_pending(session, actor, institution_id, movement_id)
        if movement.version != version:
            raise Conflict
        line = own_line(session, institution_id, movement.line_id)
        if movement.kind is not MovementKind.REVERSAL:
            movement.amount = parse_money(amount, allow_zero=movement.kind is MovementKind.ALLOCATION)
            source, _ = flow(movement.kind)
            ensure_enough(queries.balances(session, movement.line_id), source, movement.amount)
        movement.happened_on = dated(session, line.financial_year, happened_on)
        movement.reference = clean(reference, field="reference", most=80)
        movement.note = _note(movement.kind, note)
        movement.version += 1
        session.add(movement)
        notices.happened(uow, actor, "movement.edited", "movement", movement_id, {"amount": movement.amount})
        uow.commit()


def withdraw(actor: Actor, *, movement_id: int, version: int) -> None:
    """Withdraw a movement of one's own while it waits for approval.

    Raises `Conflict` when it was changed since ``version`` was read.
    """
    ensure(actor, Permission.BUDGET_WRITE)
    with unit_of_work() as uow:
        institution_id = hold_institution(uow.session, actor, deciding=True)
        movement = _own_pending(uow.session, actor, institution_id, movement_id)
        if movement.version != version:
            raise Conflict
        movement.state = MovementState.WITHDRAWN
        movement.version += 1
        uow.session.add(movement)
        notices.happened(uow, actor, "movement.withdrawn", "movement", movement_id)
        uow.commit()


def ensure_possible(session: Session, line: BudgetLine, kind: MovementKind, amount: Money) -> None:
    """Raise `NotNow` for a kind the line cannot have now, `InsufficientFunds` for more than is left."""
    assert line.id is not None
    if kind is MovementKind.ALLOCATION:
        if line.reported:
            raise NotNow("budgets.error.allocated_already")
        if queries.pending_allocation(session, line.id):
            raise NotNow("budgets.error.allocation_pending")
        return
    if not line.reported:
        raise NotNow("budgets.error.not_allocated_yet")
    source, _ = flow(kind)
    balances = queries.balances(session, line.id)
    ensure_enough(balances, source, amount)
    if kind not in possible(balances, reported=True):
        raise NotNow("budgets.error.overrun_with_money_left")


def ensure_reversible(session: Session, line: BudgetLine, kind: MovementKind, amount: Money) -> None:
    """Raise `NotNow` or `InsufficientFunds` unless the money is still on the account that the movement moved it to."""
    assert line.id is not None
    balances = queries.balances(session, line.id)
    others = sum(balances.get(account, 0) for account in (*ALLOCATED, LedgerAccount.OVERRUN)) - amount
    if kind is MovementKind.ALLOCATION and others:
        raise NotNow("budgets.error.reverse_others_first")
    if kind is not MovementKind.ALLOCATION and not line.reported:
        raise NotNow("budgets.error.not_allocated_yet")
    source, _ = flow(MovementKind.REVERSAL, kind)
    ensure_enough(balances, source, amount)


def _store(uow: UnitOfWork, actor: Actor, movement: Movement) -> Recorded:
    uow.session.add(movement)
    try:
        uow.session.flush()
    except IntegrityError as error:
        if not is_duplicate(error):
            raise
        raise Conflict("budgets.error.reversed_already") from error
    assert movement.id is not None
    data = {"line": movement.line_id, "kind": movement.kind.value, "amount": movement.amount}
    notices.happened(uow, actor, "movement.recorded", "movement", movement.id, data)
    uow.commit()
    return Recorded(movement.line_id, movement.id)


def _own_pending(session: Session, actor: Actor, institution_id: int, movement_id: int) -> Movement:
    movement = session.get(Movement, movement_id)
    if movement is None or movement.institution_id != institution_id:
        raise NotFound
    if movement.recorded_by != actor.id:
        raise Forbidden("budgets.error.not_recorder")
    if movement.state is not MovementState.PENDING:
        raise NotNow("budgets.error.decided")
    return movement


def _note(kind: MovementKind, text: str) -> str:
    return clean(text, field="note", most=NOTE_LENGTH, least=REASON_LENGTH if kind in REASONED else 0)
