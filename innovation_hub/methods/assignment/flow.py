"""The minimum-cost flow from proposals through judges, with a proof of optimality over all pairs.

The network (Ahuja, Magnanti & Orlin, *Network Flows*, 1993, ch. 9 and 14): a proposal supplies as many units as it
wants judges; an arc of capacity 1 leads to each permitted judge, at the pair's cost; arcs of capacity 1 with growing
costs lead from a judge to the sink, a convex cost of the load. The node *nobody* takes the open seats at a high cost
that grows with each open seat of a proposal: the flow always exists, leaves as few seats open as possible, and shares
a shortage evenly.

Most of the P x J arcs carry no flow, so the solver first gets the cheapest few of each proposal (column generation).
The potentials of the solution price the other pairs; those that could improve it are added, and it is solved again.
When none is left, the potentials prove the plan optimal over *all* pairs (no negative cycle: Klein, 1967).
"""

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from innovation_hub.methods.assignment.exchanges import Moves, potentials
from innovation_hub.methods.assignment.grid import Bools, Grid, Ints

SMALL = 300_000
"""The number of pairs up to which the solver gets all arcs at once."""
FIRST, MORE = 10, 6
"""Initial arcs of a proposal beyond its seats, and the number added to it in one iteration."""


def solve(grid: Grid) -> Bools:
    """The chosen pairs (P, J): most seats filled, gaps shared evenly, least cost; proved optimal."""
    if not grid.wanted.sum() or not len(grid.judges):
        return np.zeros(grid.shape, bool)
    open_arcs = grid.free if grid.free.size <= SMALL else _cheapest(grid)
    while True:
        chosen = _flow(grid, open_arcs)
        if open_arcs is grid.free:
            return chosen
        missed = _improving(grid, chosen, open_arcs)
        if not missed.any():
            return chosen
        open_arcs = open_arcs | missed


def _cheapest(grid: Grid) -> Bools:
    """The cheapest free pairs (P, J) of each proposal, `FIRST` more than its seats."""
    most = min(int(grid.wanted.max()) + FIRST, grid.shape[1])
    cost = np.where(grid.free, grid.cost, np.iinfo(np.int64).max)
    nearest = np.argpartition(cost, most - 1, axis=1)[:, :most]
    arcs = np.zeros(grid.shape, bool)
    np.put_along_axis(arcs, nearest, True, axis=1)
    return arcs & grid.free


def _improving(grid: Grid, chosen: Bools, open_arcs: Bools) -> Bools:
    """Pairs (P, J) outside ``open_arcs`` of negative reduced cost, the best `MORE` of each proposal."""
    moves = Moves(grid, chosen, open_arcs)
    potential = potentials(moves)
    judges = len(grid.judges)
    leaving = np.where(chosen, potential[:judges] - grid.cost, np.iinfo(np.int64).max // 4).min(axis=1)
    filling = potential[judges] - grid.gap * moves.missing
    leaving = np.where(moves.missing > 0, np.minimum(leaving, filling), leaving)
    gain = np.where(grid.free & ~chosen & ~open_arcs, potential[:judges] - (leaving[:, None] + grid.cost), 0)
    found: Bools = gain > 0
    if judges > MORE:
        bar = np.partition(gain, judges - MORE, axis=1)[:, judges - MORE]
        found &= gain >= bar[:, None]
    return found


def _flow(grid: Grid, open_arcs: Bools) -> Bools:
    proposals, judges = grid.shape
    nobody, sink = proposals + judges, proposals + judges + 1
    row, judge = np.nonzero(open_arcs & (grid.wanted > 0)[:, None])
    shorts, nth_short = _unit_arcs(grid.wanted)
    room = np.minimum(grid.room, np.bincount(judge, minlength=judges))
    takers, nth_review = _unit_arcs(room)
    tails = np.concatenate([row, shorts, proposals + takers, [nobody]])
    heads = np.concatenate(
        [proposals + judge, np.full(len(shorts), nobody), np.full(len(takers), sink), [sink]]
    )
    total = int(grid.wanted.sum())
    capacities = np.ones(len(tails), np.int64)
    capacities[-1] = total
    costs = np.concatenate(
        [
            grid.cost[row, judge],
            grid.gap * (nth_short + 1),
            grid.price(grid.assigned[takers] + nth_review),
            [0],
        ]
    )
    network = SimpleMinCostFlow()
    arcs = network.add_arcs_with_capacity_and_unit_cost(
        tails.astype(np.int32), heads.astype(np.int32), capacities, costs
    )
    nodes = np.arange(sink + 1, dtype=np.int32)
    supplies = np.zeros(sink + 1, np.int64)
    supplies[:proposals], supplies[sink] = grid.wanted, -total
    network.set_nodes_supplies(nodes, supplies)
    status = network.solve()
    if status != network.OPTIMAL:  # impossible: *nobody* takes what the judges cannot
        raise ArithmeticError(f"the flow has no optimum: {status}")
    used = network.flows(arcs[: len(row)]) > 0
    chosen = np.zeros(grid.shape, bool)
    chosen[row[used], judge[used]] = True
    return chosen


def _unit_arcs(counts: Ints) -> tuple[Ints, Ints]:
    """``counts[i]`` arcs for each node i: the node of each arc, and the number of the arc at its node from 0."""
    node = np.repeat(np.arange(len(counts)), counts)
    first = np.repeat(np.cumsum(counts) - counts, counts)
    return node, np.arange(len(node)) - first
