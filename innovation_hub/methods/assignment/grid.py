"""The assignment problem as arrays: proposals in rows, judges in columns, both sorted by id."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from innovation_hub.methods.assignment.results import Pair

UNIT = 1_000_000
"""The cost of a pair with affinity 0; costs are whole numbers, so that the solver is exact."""
BALANCE = 4.0
"""The cost of a review at the mean load, in multiples of `UNIT`; in proportion to the load otherwise."""

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """P proposals and J judges.

    ``wanted`` (P,): seats to fill; ``assigned``, ``room`` (J,): reviews assigned before, and still possible;
    ``free`` (P, J): pairs that may be chosen; ``existing`` (P, J): pairs assigned before; ``cost`` (P, J): cost of a
    pair in millionths; ``step``: difference in cost from one review of a judge to the next.
    """

    proposals: Ints
    judges: Ints
    wanted: Ints
    assigned: Ints
    room: Ints
    free: Bools
    existing: Bools
    cost: Ints
    step: int

    @property
    def shape(self) -> tuple[int, int]:
        """The numbers of proposals and of judges."""
        return len(self.proposals), len(self.judges)

    @property
    def gap(self) -> int:
        """The cost of an open seat: more than that of any chain of moves that would fill it."""
        highest = self.step * int((self.assigned + self.room).max(initial=0) + 1)
        return (len(self.judges) + 2) * (2 * UNIT + highest)

    def price(self, load: Ints) -> Ints:
        """The cost of each judge's next review at a load; it grows with the load, so that loads are balanced."""
        return self.step * load + self.step // 2


def grid(
    proposals: Collection[int],
    capacities: Mapping[int, int],
    wanted: int | Mapping[int, int],
    forbidden: Iterable[Pair],
    existing: Iterable[Pair],
    affinity: Floats | None,
    *,
    seed: int,
    balance: float,
) -> Grid:
    """The problem as a `Grid`. ``affinity`` (P, J) follows the given order of proposals and of judges."""
    rows, row_order = np.unique(np.fromiter(proposals, np.int64, len(proposals)), return_index=True)
    judges, judge_order = np.unique(np.fromiter(capacities, np.int64, len(capacities)), return_index=True)
    shape = len(rows), len(judges)
    caps = np.fromiter(capacities.values(), np.int64, len(judges))[judge_order]
    taken = _marked(existing, rows, judges)
    free = ~(taken | _marked(forbidden, rows, judges))
    seats, assigned = _counts(existing, rows, judges)
    each = wanted.get if isinstance(wanted, Mapping) else lambda _: wanted
    missing = np.array([each(int(row)) or 0 for row in rows], np.int64) - seats
    mean = max(1.0, (assigned.sum() + np.maximum(missing, 0).sum()) / max(1, len(judges)))
    step = max(2, round(UNIT * balance / mean))
    cost = np.zeros(shape, np.int64)
    if affinity is not None:
        cost += np.rint((1.0 - affinity[np.ix_(row_order, judge_order)]) * UNIT).astype(np.int64)
    # Ties are broken at random, which mixes the panels; the amount is smaller than one step of the loads.
    cost += _chance(rows, judges, seed, max(1, min(UNIT // 4000, step // (len(judges) + 1))))
    room = np.maximum(caps - assigned, 0)
    return Grid(rows, judges, np.maximum(missing, 0), assigned, room, free, taken, cost, step)


def _positions(pairs: Iterable[Pair], rows: Ints, judges: Ints) -> tuple[Ints, Ints, Bools, Bools]:
    ids = np.array(sorted(set(pairs)), np.int64).reshape(-1, 2)
    row, judge = np.searchsorted(rows, ids[:, 0]), np.searchsorted(judges, ids[:, 1])
    known_row = np.append(rows, -1)[row] == ids[:, 0]
    known_judge = np.append(judges, -1)[judge] == ids[:, 1]
    return row, judge, known_row, known_judge


def _marked(pairs: Iterable[Pair], rows: Ints, judges: Ints) -> Bools:
    row, judge, known_row, known_judge = _positions(pairs, rows, judges)
    both = known_row & known_judge
    marked = np.zeros((len(rows), len(judges)), bool)
    marked[row[both], judge[both]] = True
    return marked


def _counts(pairs: Iterable[Pair], rows: Ints, judges: Ints) -> tuple[Ints, Ints]:
    """The seats taken of each proposal (P,) and the load of each judge (J,).

    A pair also counts where its other member is not in the problem.
    """
    row, judge, known_row, known_judge = _positions(pairs, rows, judges)
    seats = np.bincount(row[known_row], minlength=len(rows)).astype(np.int64)
    load = np.bincount(judge[known_judge], minlength=len(judges)).astype(np.int64)
    return seats, load


def _chance(rows: Ints, judges: Ints, seed: int, below: int) -> Ints:
    """A pseudo-random number in [0, below) for each pair, from ids and seed alone (splitmix64, Steele et al. 2014)."""
    with np.errstate(over="ignore"):
        x = rows.astype(np.uint64)[:, None] * np.uint64(0x9E3779B97F4A7C15)
        x = x + judges.astype(np.uint64)[None, :] * np.uint64(0xC2B2AE3D27D4EB4F) + np.uint64(seed % 2**63)
        x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return ((x ^ (x >> np.uint64(31))) % np.uint64(below)).astype(np.int64)


def matching(proposal_fields: Floats, judge_fields: Floats, *, unknown: float) -> Floats:
    """The affinity (P, J) in [0, 1]: the share of a proposal's fields (P, F) that are a judge's fields (J, F).

    Entries are 0 or 1. A judge or a proposal without any field has the affinity ``unknown`` with everything.
    """
    of_proposal, of_judge = proposal_fields.sum(axis=1), judge_fields.sum(axis=1)
    share = (proposal_fields @ judge_fields.T) / np.maximum(of_proposal, 1.0)[:, None]
    share[of_proposal == 0, :] = unknown
    share[:, of_judge == 0] = unknown
    return np.asarray(share, np.float64)
