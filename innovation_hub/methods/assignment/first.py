"""The first panels of a call: judges for every proposal, connected so that all judges can be compared."""

from collections.abc import Collection, Iterable, Mapping

import numpy as np

from innovation_hub.methods.assignment import flow, overlap, shortage
from innovation_hub.methods.assignment.grid import BALANCE, UNIT, Bools, Floats, Grid, grid
from innovation_hub.methods.assignment.results import AssignmentPlan, Pair


def assign(
    *,
    proposals: Collection[int],
    capacities: Mapping[int, int],
    per_proposal: int | Mapping[int, int],
    forbidden: Iterable[Pair] = (),
    existing: Iterable[Pair] = (),
    affinity: Floats | None = None,
    seed: int = 0,
    balance: float = BALANCE,
) -> AssignmentPlan:
    """Fill the panels up to ``per_proposal`` judges, a number for all or one for each proposal.

    ``existing`` pairs are not moved and count towards panel and load; ``forbidden`` (proposal, judge) pairs are never
    chosen. ``capacities`` are each judge's most proposals, the existing ones included. ``affinity`` (P, J) in
    [0, 1] is the degree of match, rows and columns in the order of ``proposals`` and ``capacities``. The cost of a
    review is 1 - affinity plus a part that grows with its judge's load and is ``balance`` at the mean load. The ids
    may be in any order: the same problem with the same seed gives the same plan.

    The plan fills the greatest possible number of seats, shares a shortage evenly, and has the least cost of all such
    plans; this is proved. Exchanges of least cost then connect groups of judges that share no proposal; see `overlap`
    for what is proved of them.
    """
    question = grid(
        proposals, capacities, per_proposal, forbidden, existing, affinity, seed=seed, balance=balance
    )
    chosen, swaps = overlap.join(question, flow.solve(question))
    short = bool((question.wanted > chosen.sum(axis=1)).any())
    return _plan(question, chosen, swaps=swaps, explained=short)


def assess(
    *,
    pairs: Collection[Pair],
    proposals: Collection[int],
    capacities: Mapping[int, int],
    per_proposal: int | Mapping[int, int],
    forbidden: Iterable[Pair] = (),
    existing: Iterable[Pair] = (),
    affinity: Floats | None = None,
) -> AssignmentPlan:
    """Gaps, groups and fit of ``pairs`` chosen by other means; the other arguments are those of `assign`.

    Nothing is proved of such a plan, so it names no obstacle and no change. Forbidden and unknown pairs are ignored.
    """
    question = grid(
        proposals, capacities, per_proposal, forbidden, existing, affinity, seed=0, balance=BALANCE
    )
    row = np.searchsorted(question.proposals, [p for p, _ in pairs])
    judge = np.searchsorted(question.judges, [j for _, j in pairs])
    chosen = np.zeros(question.shape, bool)
    for (proposal, account), i, j in zip(pairs, row.tolist(), judge.tolist(), strict=True):
        known = i < question.shape[0] and j < question.shape[1]
        if known and (question.proposals[i], question.judges[j]) == (proposal, account):
            chosen[i, j] = question.free[i, j]
    return _plan(question, chosen, swaps=0, explained=False)


def _plan(question: Grid, chosen: Bools, *, swaps: int, explained: bool) -> AssignmentPlan:
    row, judge = np.nonzero(chosen)
    return AssignmentPlan(
        pairs=tuple(zip(question.proposals[row].tolist(), question.judges[judge].tolist(), strict=True)),
        gaps=tuple(shortage.gaps(question, chosen)),
        obstacles=tuple(shortage.obstacles(question, chosen)) if explained else (),
        changes=tuple(shortage.changes(question, chosen)) if explained else (),
        overlap=overlap.verdict(question, chosen),
        groups=overlap.named_groups(question, chosen),
        swaps=swaps,
        fit=round(1.0 - float(question.cost[chosen].mean()) / UNIT, 3) if len(row) else 1.0,
        cost=_cost(question, chosen),
    )


def _cost(question: Grid, chosen: Bools) -> int:
    """The objective: costs of the pairs, and of each judge's load step by step, in millionths."""
    load = question.assigned + chosen.sum(axis=0)
    loads = question.step * (load * load - question.assigned * question.assigned) // 2
    return int(question.cost[chosen].sum() + loads.sum())
