"""The least-cost flow from proposals through judges, solved exactly and proved so for all pairs.

The network (Ahuja, Magnanti & Orlin, *Network Flows*, 1993, ch. 9 and 14): a proposal sends as many units as it wants
judges; an arc to each judge it may have carries one, at the pair's cost; a judge passes them on over arcs of one unit
whose costs grow, a convex cost of the load. Beside the judges stands *nobody*, who takes every seat that stays
open, the first of a proposal dearly and each further one more dearly still: the flow always exists, leaves open as
little as any plan can, and shares a shortage evenly.

Most of the P x J arcs never carry anything, so the solver gets the cheapest few of each proposal; then every pair left
out is priced by the potentials of the solution, those that could improve it are added, and it is solved again. When
none is left, the potentials prove the plan optimal over *all* pairs (no negative cycle: Klein, 1967).
"""

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from innovation_hub.methods.assignment.exchanges import Moves, potentials
from innovation_hub.methods.assignment.grid import Bools, Grid, Ints

SMALL = 300_000
"""Up to so many pairs all arcs are given at once."""
FIRST, MORE = 10, 6
"""Arcs of a proposal to begin with, beyond its seats, and how many are added to it at a time."""


def solve(grid: Grid) -> Bools:
    """The chosen pairs (P, J): a fullest plan, with evenly shared gaps, of the least cost. Proved optimal."""
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
    """The cheapest free pairs of each proposal, a few more than it has seats."""
    most = min(int(grid.wanted.max()) + FIRST, grid.shape[1])
    cost = np.where(grid.free, grid.cost, np.iinfo(np.int64).max)
    nearest = np.argpartition(cost, most - 1, axis=1)[:, :most]
    arcs = np.zeros(grid.shape, bool)
    np.put_along_axis(arcs, nearest, True, axis=1)
    return arcs & grid.free


def _improving(grid: Grid, chosen: Bools, open_arcs: Bools) -> Bools:
    """Pairs outside ``open_arcs`` that the potentials say would lower the cost, the best few of each proposal."""
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
        [grid.cost[row, judge], grid.gap * (nth_short + 1), grid.price(grid.held[takers] + nth_review), [0]]
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
    if status != network.OPTIMAL:  # cannot be: nobody takes what the judges cannot
        raise ArithmeticError(f"the flow has no optimum: {status}")
    used = network.flows(arcs[: len(row)]) > 0
    chosen = np.zeros(grid.shape, bool)
    chosen[row[used], judge[used]] = True
    return chosen


def _unit_arcs(counts: Ints) -> tuple[Ints, Ints]:
    """For each node as many arcs as it counts: the node, and the place of the arc among the node's own from 0."""
    node = np.repeat(np.arange(len(counts)), counts)
    first = np.repeat(np.cumsum(counts) - counts, counts)
    return node, np.arange(len(node)) - first
