"""Mutations of who may do what."""

from tests.mutations.mutation import Mutation

MUTATIONS = (
    Mutation(
        "anybody-checks-the-journal",
        "innovation_hub/services/journal/verifying.py",
        "    ensure(actor, Permission.JOURNAL_READ)\n",
        "",
        "only those who may read the journal have it checked",
        "services/test_journal.py",
    ),
    Mutation(
        "anybody-disables-accounts",
        "innovation_hub/services/accounts/people.py",
        "    ensure(actor, Permission.ACCOUNT_MANAGE)\n    if account_id == actor.id:\n",
        "    if account_id == actor.id:\n",
        "only administrators keep a person out",
        "services/test_people.py",
    ),
    Mutation(
        "officers-approve",
        "innovation_hub/services/budgets/approval.py",
        "    ensure(actor, Permission.BUDGET_APPROVE)\n    with unit_of_work() as uow:\n"
        "        movement = _seen(uow.session, actor, movement_id, version)\n        approve_one",
        "    with unit_of_work() as uow:\n"
        "        movement = _seen(uow.session, actor, movement_id, version)\n        approve_one",
        "approving a movement needs the role of an approver",
        "services/test_budgets.py",
    ),
    Mutation(
        "officers-approve-several",
        "innovation_hub/services/budgets/several.py",
        "    ensure(actor, Permission.BUDGET_APPROVE)\n    versions = dict(seen)\n    why",
        "    versions = dict(seen)\n    why",
        "approving several movements needs the role of an approver",
        "services/test_budgets_several.py",
    ),
    Mutation(
        "ones-own-or-unseen-among-several",
        "innovation_hub/services/budgets/several.py",
        "                ensure_decidable(actor, movement, versions[pk(movement)])\n",
        "",
        "of several movements only those are approved that are another's and as they were seen",
        "services/test_budgets_several.py",
    ),
    Mutation(
        "another-institution-approves-several",
        "db/queries/budgets.py",
        "select(Movement).where(col(Movement.institution_id) == institution_id, col",
        "select(Movement).where(col",
        "several movements are approved by their institution's approvers",
        "services/test_budgets_several.py",
    ),
    Mutation(
        "officers-reject",
        "innovation_hub/services/budgets/approval.py",
        "    ensure(actor, Permission.BUDGET_APPROVE)\n    with unit_of_work() as uow:\n"
        "        movement = _seen(uow.session, actor, movement_id, version)\n        note =",
        "    with unit_of_work() as uow:\n"
        "        movement = _seen(uow.session, actor, movement_id, version)\n        note =",
        "rejecting a movement needs the role of an approver",
        "services/test_budgets.py",
    ),
    Mutation(
        "judges-read-all-proposals",
        "innovation_hub/domain/permissions.py",
        "    Role.JUDGE: SIGNED_IN | {P.REVIEW_WRITE},",
        "    Role.JUDGE: SIGNED_IN | {P.REVIEW_WRITE, P.PROPOSAL_READ_ALL},",
        "a judge reads what they were asked to judge, blind, and nothing else",
        "unit/test_permissions.py",
    ),
    Mutation(
        "one-decides-on-ones-own-proposal",
        "innovation_hub/services/workflow.py",
        "    if proposal.owner_id == actor.id:\n",
        "    if proposal.owner_id == -1:\n",
        "nobody screens or decides on a proposal that they lead",
        "services/test_screening.py services/test_ranking.py",
    ),
    Mutation(
        "one-uncovers-ones-own-proposal",
        "innovation_hub/services/covering/passages.py",
        "    if found.owner_id == actor.id:\n",
        "    if found.owner_id == -1:\n",
        "nobody says what judges see of a proposal that they lead",
        "services/test_covering.py",
    ),
    Mutation(
        "one-approves-ones-own-movement",
        "innovation_hub/services/budgets/approval.py",
        "    if movement.recorded_by == actor.id:\n",
        "    if movement.recorded_by == -1:\n",
        "a movement is decided by another person than the one who recorded it",
        "services/test_budgets.py",
    ),
    Mutation(
        "the-database-lets-one-approve-ones-own",
        "db/migrations/versions/0001_initial_tables.py",
        '"decided_by IS NULL OR decided_by <> recorded_by", name',
        '"decided_by IS NULL OR decided_by <> -1", name',
        "the database itself refuses a movement that was decided by who recorded it",
        "db/test_ledger_concurrency.py services/test_budgets.py",
    ),
    Mutation(
        "another-institution-decides",
        "innovation_hub/services/budgets/approval.py",
        "    if movement is None or movement.institution_id != institution_id:\n",
        "    if movement is None:\n",
        "an institution's movements are decided by its own approvers",
        "services/test_budgets.py",
    ),
    Mutation(
        "members-submit",
        "innovation_hub/services/proposals/access.py",
        "    if row.owner_id != actor.id:\n",
        "    if row.owner_id == -1:\n",
        "only the one who leads a proposal submits it or takes it back",
        "services/test_submitting.py services/test_leading.py services/test_teams.py",
    ),
)
