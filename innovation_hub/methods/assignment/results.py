"""Results of an assignment: the pairs, the gaps with their reasons, and changes that would fill them."""

from dataclasses import dataclass

from innovation_hub.methods.terms.assignment import Overlap, Remedy, Why

Pair = tuple[int, int]
"""A proposal and a judge, by their ids."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A proposal with ``missing`` open seats; ``free`` is the number of judges without a conflict."""

    proposal: int
    missing: int
    free: int
    why: Why


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A set of proposals that together want more reviews than their judges can do (Hall, 1935).

    ``proposals`` have open seats, ``rivals`` share their judges; ``judges`` are at capacity. All of them want
    ``wanted`` reviews; ``room`` is what these judges can take, and one for each other judge permitted to read a
    proposal. No plan can fill the difference.
    """

    proposals: tuple[int, ...]
    rivals: tuple[int, ...]
    judges: tuple[int, ...]
    wanted: int
    room: int


@dataclass(frozen=True, slots=True)
class Change:
    """A change that is enough to complete every panel.

    ``capacities``: (judge, new capacity); ``invited``: number of new judges, each without a conflict with
    ``proposals`` and with room for ``room`` of them; ``per_proposal``: reduced number of judges of a proposal.
    """

    kind: Remedy
    capacities: tuple[tuple[int, int], ...] = ()
    invited: int = 0
    room: int = 0
    proposals: tuple[int, ...] = ()
    per_proposal: int = 0


@dataclass(frozen=True, slots=True)
class AssignmentPlan:
    """The new (proposal, judge) pairs, sorted, and the seats left open.

    ``groups``: judges with a review, in sets connected by shared proposals; ``overlap``: whether there is one set, or
    why not; ``swaps``: number of exchanges made to connect them, after which the cost is no longer the least;
    ``fit``: mean affinity of the pairs in [0, 1]; ``cost``: value of the objective in millionths.
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
