"""Mutations of the books of institutions' budgets."""

from tests.mutations.mutation import Mutation

MUTATIONS = (
    Mutation(
        "a-posting-has-the-wrong-sign",
        "innovation_hub/domain/budgets.py",
        "    return (source, -amount), (target, amount)\n",
        "    return (source, amount), (target, amount)\n",
        "the two postings of a movement sum to zero",
        "unit/test_budgets.py",
    ),
    Mutation(
        "a-reversal-moves-on",
        "innovation_hub/domain/budgets.py",
        "    return target, source\n",
        "    return source, target\n",
        "a reversal carries the money back",
        "unit/test_budgets.py",
    ),
    Mutation(
        "the-database-lets-a-balance-below-zero",
        "db/migrations/versions/0001_initial_tables.py",
        "\"amount >= 0 OR account = 'source'\"",
        '"amount IS NOT NULL"',
        "no account of a line goes below zero, whoever writes at the same moment",
        "services/test_budgets.py db/test_ledger_concurrency.py",
    ),
    Mutation(
        "reversed-twice",
        "db/migrations/versions/0001_initial_tables.py",
        '            "uq_movement_reversed_once",\n            ["reverses_id"],\n            unique=True,\n',
        '            "uq_movement_reversed_once",\n            ["reverses_id"],\n            unique=False,\n',
        "a movement is reversed once at most",
        "services/test_budgets.py",
    ),
    Mutation(
        "it-counts-before-a-second-person",
        "innovation_hub/services/budgets/movements.py",
        "    uow.commit()\n    return Recorded(movement.line_id, movement.id)\n",
        "    from db.commands import ledger\n"
        "    from innovation_hub.domain.budgets import postings\n"
        "    undone = uow.session.get(Movement, movement.reverses_id) if movement.reverses_id else None\n"
        "    sides = postings(movement.kind, movement.amount, reverses=undone and undone.kind)\n"
        "    ledger.post(uow.session, movement_id=movement.id, line_id=movement.line_id, sides=sides)\n"
        "    uow.commit()\n    return Recorded(movement.line_id, movement.id)\n",
        "money moves when a second person approves, not when somebody records",
        "services/test_budgets.py",
    ),
    Mutation(
        "approved-unseen",
        "innovation_hub/services/budgets/approval.py",
        "    if movement.version != version:\n",
        "    if movement.version == -1:\n",
        "what is approved is what the approver saw",
        "services/test_budgets.py",
    ),
    Mutation(
        "a-refused-approval-leaves-half",
        "innovation_hub/services/budgets/approval.py",
        "        with uow.session.begin_nested():\n            _decide(uow.session, actor, movement, MovementState.A",
        "        if True:\n            _decide(uow.session, actor, movement, MovementState.A",
        "of a movement that is refused among several nothing is left",
        "services/test_budgets_several.py",
    ),
    Mutation(
        "overrun-with-money-left",
        "innovation_hub/domain/budgets.py",
        "    if not balances.get(A.UNRELEASED, 0) and not balances.get(A.AVAILABLE, 0):\n",
        "    if not balances.get(A.UNRELEASED, 0) or not balances.get(A.AVAILABLE, 0):\n",
        "more than the allocation is spent only once nothing of it is left",
        "unit/test_budgets.py services/test_budgets.py",
    ),
    Mutation(
        "one-shilling-too-many",
        "innovation_hub/services/budgets/access.py",
        "    if account is not LedgerAccount.SOURCE and amount > left:\n",
        "    if account is not LedgerAccount.SOURCE and amount > left + 1:\n",
        "no more is recorded than is left now",
        "services/test_budgets.py",
    ),
    Mutation(
        "all-that-is-left-is-refused",
        "innovation_hub/services/budgets/access.py",
        "    if account is not LedgerAccount.SOURCE and amount > left:\n",
        "    if account is not LedgerAccount.SOURCE and amount >= left:\n",
        "all that is left can be spent",
        "services/test_budgets.py",
    ),
    Mutation(
        "an-overrun-is-not-spent",
        "innovation_hub/domain/budgets.py",
        "SPENT = (A.SPENT, A.OVERRUN)\n",
        "SPENT = (A.SPENT,)\n",
        "what was spent above the allocation is part of what was spent",
        "unit/test_budgets.py services/test_budgets.py",
    ),
)
