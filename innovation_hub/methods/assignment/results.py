"""Results of an assignment: the pairs, the gaps with their reasons, and changes that would fill them."""

from dataclasses import dataclass

from innovation_hub.methods.terms.assignment import Overlap, Remedy, Why

Pair = tuple[int, int]
"""A proposal and a judge, by their ids."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A proposal that stays ``missing`` judges short; ``free`` judges have no conflict with it at all."""

    proposal: int
    missing: int
    free: int
    why: Why


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A set of proposals that together want more reviews than their judges can give (Hall, 1935).

    ``proposals`` are those left short and ``rivals`` those that hold the same judges; ``judges`` are full.
    ``wanted`` reviews of them all stand against ``room``: what the full judges can take, and one from each
    other judge who may read a proposal. The difference is what no plan can fill.
    """

    proposals: tuple[int, ...]
    rivals: tuple[int, ...]
    judges: tuple[int, ...]
    wanted: int
    room: int


@dataclass(frozen=True, slots=True)
class Change:
    """A change that suffices by itself to complete every panel.

    ``capacities`` are new capacities of judges; ``invited`` new judges are needed, each without a conflict with
    ``proposals`` and with room for ``room`` of them; ``per_proposal`` is the smaller number of judges.
    """

    kind: Remedy
    capacities: tuple[tuple[int, int], ...] = ()
    invited: int = 0
    room: int = 0
    proposals: tuple[int, ...] = ()
    per_proposal: int = 0


@dataclass(frozen=True, slots=True)
class AssignmentPlan:
    """The new (proposal, judge) pairs in order, and what could not be filled.

    ``groups`` are the judges with a review, in sets that share proposals; ``overlap`` says whether it is one set
    or why not. ``swaps`` counts the exchanges made to join them, after which the cost is no longer the least.
    ``fit`` is the mean match of the pairs in [0, 1], ``cost`` what was minimised.
    """

    pairs: tuple[Pair, ...]
    gaps: tuple[Gap, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()
    changes: tuple[Change, ...] = ()
    overlap: Overlap = Overlap.CONNECTED
    groups: tuple[tuple[int, ...], ...] = ()
    swaps: int = 0
    fit: float = 1.0
    cost: int = 0
