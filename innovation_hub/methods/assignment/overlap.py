"""Connecting the panels: a chain of shared proposals has to lead from every judge to every other.

Otherwise a strict judge cannot be distinguished from a judge of weak proposals. The optimal flow mostly connects all
judges by itself; where it does not, exchanges of two reviews between two groups (or moves of one, where the other
judge has room), each of least cost, connect them one by one. An exchange connects two groups when at least one of the
two reviews lies on a cycle of the graph of judges and proposals, for removing that one disconnects nothing. Finding a
connected plan under conflicts is hard in general (with two reviews each it is a Hamiltonian cycle), so this heuristic
may miss one; where it fails, the verdict is a proof of impossibility, or that no single exchange connects the groups.
"""

from collections import Counter

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from innovation_hub.methods.assignment.bridges import bridges
from innovation_hub.methods.assignment.exchanges import NEVER, Moves
from innovation_hub.methods.assignment.grid import Bools, Grid, Ints
from innovation_hub.methods.terms.assignment import Overlap


def groups(pairs: Bools) -> tuple[Ints, Ints]:
    """The connected component of each proposal (P,) and judge (J,) in the graph of ``pairs`` (P, J)."""
    proposals, judges = pairs.shape
    row, judge = np.nonzero(pairs)
    size = proposals + judges
    graph = csr_array((np.ones(len(row), np.int8), (row, proposals + judge)), shape=(size, size))
    labels = connected_components(graph, directed=False)[1].astype(np.int64)
    return labels[:proposals], labels[proposals:]


def join(grid: Grid, chosen: Bools) -> tuple[Bools, int]:
    """The plan with groups connected as far as exchanges can, and the number of exchanges."""
    chosen = chosen.copy()
    swaps = 0
    while _parts(grid.existing | chosen) > 1 and _exchange(grid, chosen):
        swaps += 1
    return chosen, swaps


def verdict(grid: Grid, chosen: Bools) -> Overlap:
    """Whether the judges with a review are connected, otherwise the strongest reason that can be proved."""
    pairs = grid.existing | chosen
    if _parts(pairs) <= 1:
        return Overlap.CONNECTED
    used = np.asarray(pairs.any(axis=0))
    if pairs.sum() < used.sum() + pairs.any(axis=1).sum() - 1:  # fewer edges than a spanning tree has
        return Overlap.TOO_FEW_REVIEWS
    possible = pairs | (grid.free & (grid.wanted > 0)[:, None])
    return Overlap.SEPARATED if _parts(possible, used) > 1 else Overlap.NOT_FOUND


def _parts(pairs: Bools, among: Bools | None = None) -> int:
    """The number of groups of the judges with a review, or of those ``among`` (J,)."""
    counted = np.flatnonzero(pairs.any(axis=0) if among is None else among)
    return len(np.unique(groups(pairs)[1][counted]))


def _exchange(grid: Grid, chosen: Bools) -> bool:
    """Make the cheapest exchange that connects two groups, in place; whether there was one."""
    pairs: Bools = grid.existing | chosen
    row, judge = np.nonzero(pairs)
    loose = np.zeros(grid.shape, bool)
    loose[row, judge] = ~bridges(row, judge + grid.shape[0], sum(grid.shape))
    moves = Moves(grid, chosen, grid.free)
    group = groups(pairs)[1]
    used = np.asarray(pairs.any(axis=0))
    apart = (group[:, None] != group[None, :]) & used[None, :]
    giving, which_given = moves.transfers(chosen & loose)
    giving = np.where(apart, giving, NEVER)
    taking, which_taken = moves.transfers()
    more, less = moves.load_costs()
    both = giving + np.where(apart, taking.T, NEVER)
    # A judge must not give up an only review, which would disconnect the judge: `loose` excludes that.
    alone = giving + (more[None, :] - less[:, None])
    best = np.minimum(both, alone)
    a, b = np.unravel_index(int(best.argmin()), best.shape)
    if best[a, b] >= NEVER // 2:
        return False
    given = which_given[a, b]
    chosen[given, a], chosen[given, b] = False, True
    if both[a, b] <= alone[a, b]:
        taken = which_taken[b, a]
        chosen[taken, b], chosen[taken, a] = False, True
    return True


def named_groups(grid: Grid, chosen: Bools) -> tuple[tuple[int, ...], ...]:
    """The ids of the judges with a review by group, the largest group first."""
    pairs = grid.existing | chosen
    label = groups(pairs)[1]
    used = np.flatnonzero(pairs.any(axis=0))
    sizes = Counter(label[used].tolist())
    order = sorted(sizes, key=lambda one: (-sizes[one], grid.judges[used[label[used] == one][0]]))
    return tuple(tuple(int(grid.judges[j]) for j in used if label[j] == one) for one in order)
