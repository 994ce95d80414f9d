"""The first panels of a call: judges for every proposal, with all judges comparable."""

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

    ``existing`` pairs stay, and count towards panel and load; ``forbidden`` (proposal, judge) pairs are never
    chosen. ``capacities`` are each judge's most proposals, the existing ones included. ``affinity`` (P, J) in
    [0, 1] says how well they match, rows and columns in the order of ``proposals`` and ``capacities``. A review costs
    1 - affinity and, where its judge already has the mean load, ``balance`` on top: in proportion less or more at
    other loads. The ids may come in any order: the same question with the same seed has the same plan.

    As many seats are filled as any plan could fill, a shortage is shared evenly, and among all such plans the cost
    (of mismatch, and of uneven loads) is the least: that is proved. Exchanges then join groups of judges who would
    not be comparable, each the cheapest there is; see `overlap` for what is proved of them.
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
    """What `assign` would say of these new ``pairs``, chosen otherwise: gaps, groups and fit; nothing is moved.

    Nothing is proved of such a plan, so it names no obstacle and no change. Pairs that may not be are left out.
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
    """What was minimised: the pairs, and each judge's load step by step."""
    load = question.held + chosen.sum(axis=0)
    loads = question.step * (load * load - question.held * question.held) // 2
    return int(question.cost[chosen].sum() + loads.sum())
