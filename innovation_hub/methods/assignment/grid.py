"""The assignment problem as arrays: proposals in rows, judges in columns, both in the order of their ids."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from innovation_hub.methods.assignment.results import Pair

UNIT = 1_000_000
"""The cost of a pair that does not match at all; costs are whole numbers, so that the solver is exact."""
BALANCE = 4.0
"""What a review costs at the mean load, in such pairs; in proportion less or more at other loads."""

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """P proposals, J judges: ``wanted`` (P,) seats to fill, ``held`` and ``room`` (J,) reviews held and still
    possible, ``free`` (P, J) the pairs that may be chosen, ``kept`` (P, J) those that exist, ``cost`` (P, J) of a
    pair in millionths, ``step`` what each further review of a judge costs more than the one before.
    """

    proposals: Ints
    judges: Ints
    wanted: Ints
    held: Ints
    room: Ints
    free: Bools
    kept: Bools
    cost: Ints
    step: int

    @property
    def shape(self) -> tuple[int, int]:
        """The numbers of proposals and of judges."""
        return len(self.proposals), len(self.judges)

    @property
    def gap(self) -> int:
        """The cost of a seat left open: dearer than any chain of moves that would fill it."""
        dearest = self.step * int((self.held + self.room).max(initial=0) + 1)
        return (len(self.judges) + 2) * (2 * UNIT + dearest)

    def price(self, load: Ints) -> Ints:
        """The cost of each judge's next review at a load: it grows, so that the loads come out even."""
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
    kept = _marked(existing, rows, judges)
    free = ~(kept | _marked(forbidden, rows, judges))
    seats, held = _standing(existing, rows, judges)
    each = wanted.get if isinstance(wanted, Mapping) else lambda _: wanted
    missing = np.array([each(int(row)) or 0 for row in rows], np.int64) - seats
    mean = max(1.0, (held.sum() + np.maximum(missing, 0).sum()) / max(1, len(judges)))
    step = max(2, round(UNIT * balance / mean))
    cost = np.zeros(shape, np.int64)
    if affinity is not None:
        cost += np.rint((1.0 - affinity[np.ix_(row_order, judge_order)]) * UNIT).astype(np.int64)
    # Ties are broken by chance, which mixes the panels; too little to outweigh one step of the loads.
    cost += _chance(rows, judges, seed, max(1, min(UNIT // 4000, step // (len(judges) + 1))))
    room = np.maximum(caps - held, 0)
    return Grid(rows, judges, np.maximum(missing, 0), held, room, free, kept, cost, step)


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


def _standing(pairs: Iterable[Pair], rows: Ints, judges: Ints) -> tuple[Ints, Ints]:
    """The seats taken of each proposal and the load of each judge; strangers on the other side count too."""
    row, judge, known_row, known_judge = _positions(pairs, rows, judges)
    seats = np.bincount(row[known_row], minlength=len(rows)).astype(np.int64)
    held = np.bincount(judge[known_judge], minlength=len(judges)).astype(np.int64)
    return seats, held


def _chance(rows: Ints, judges: Ints, seed: int, below: int) -> Ints:
    """A number in [0, below) for each pair, from its ids and the seed alone (splitmix64, Steele et al. 2014)."""
    with np.errstate(over="ignore"):
        x = rows.astype(np.uint64)[:, None] * np.uint64(0x9E3779B97F4A7C15)
        x = x + judges.astype(np.uint64)[None, :] * np.uint64(0xC2B2AE3D27D4EB4F) + np.uint64(seed % 2**63)
        x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return ((x ^ (x >> np.uint64(31))) % np.uint64(below)).astype(np.int64)


def matching(proposal_fields: Floats, judge_fields: Floats, *, unknown: float) -> Floats:
    """The affinity (P, J) in [0, 1]: the share of a proposal's fields (P, F) that a judge (J, F) has named.

    Entries are 0 or 1. A judge without any field, or a proposal without any, matches everything at ``unknown``.
    """
    of_proposal, of_judge = proposal_fields.sum(axis=1), judge_fields.sum(axis=1)
    share = (proposal_fields @ judge_fields.T) / np.maximum(of_proposal, 1.0)[:, None]
    share[of_proposal == 0, :] = unknown
    share[:, of_judge == 0] = unknown
    return np.asarray(share, np.float64)
