"""Why a plan is not full, as a certificate, and what change would suffice.

The minimum cut of the flow: from the proposals left short one reaches every judge they may still have (all full, or
they would not be short), from those judges the proposals that hold them, and so on. What is reached wants more
reviews than its judges can give, and by exactly the number that is missing (max-flow min-cut; Hall, 1935).
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from innovation_hub.methods.assignment import flow
from innovation_hub.methods.assignment.grid import Bools, Grid, Ints
from innovation_hub.methods.assignment.overlap import groups
from innovation_hub.methods.assignment.results import Change, Gap, Obstacle
from innovation_hub.methods.terms.assignment import Remedy, Why


def gaps(grid: Grid, chosen: Bools) -> Iterator[Gap]:
    """The proposals left short, in order; conflicts are the reason where no capacity would help."""
    missing = grid.wanted - chosen.sum(axis=1)
    others = (grid.free & ~chosen).sum(axis=1)
    idle = (grid.free & ~chosen & (chosen.sum(axis=0) < grid.room)).sum(axis=1)
    panel = (grid.kept | chosen).sum(axis=1)
    for row in np.flatnonzero(missing > 0):
        why = Why.CONFLICTS if others[row] < missing[row] else Why.CAPACITY
        why = Why.OPEN if idle[row] >= missing[row] else why
        free = int(others[row] + panel[row])
        yield Gap(int(grid.proposals[row]), int(missing[row]), free, why)


def obstacles(grid: Grid, chosen: Bools) -> Iterator[Obstacle]:
    """The sets of proposals with too few judges, those with the most missing first."""
    missing = grid.wanted - chosen.sum(axis=1)
    rows, judges = _reached(grid, chosen, missing > 0)
    links = np.where(rows[:, None] & judges[None, :], grid.free, False)
    of_row, of_judge = groups(links)
    parts = []
    for part in np.unique(of_row[rows]):
        mine, theirs = rows & (of_row == part), judges & (of_judge == part)
        elsewhere = (grid.free[mine] & ~theirs[None, :]).sum()
        wanted, room = int(grid.wanted[mine].sum()), int(grid.room[theirs].sum() + elsewhere)
        short = mine & (missing > 0)
        parts.append(
            Obstacle(
                _ids(grid.proposals, short),
                _ids(grid.proposals, mine & ~short),
                _ids(grid.judges, theirs),
                wanted,
                room,
            )
        )
    yield from sorted(parts, key=lambda one: (one.room - one.wanted, one.proposals))


def _reached(grid: Grid, chosen: Bools, short: Bools) -> tuple[Bools, Bools]:
    rows, judges = short, np.zeros(grid.shape[1], bool)
    while True:
        judges_now = np.asarray((grid.free[rows] & ~chosen[rows]).any(axis=0))
        rows_now = np.asarray(short | chosen[:, judges_now].any(axis=1))
        if (rows_now == rows).all() and (judges_now == judges).all():
            return rows, judges
        rows, judges = rows_now, judges_now


def changes(grid: Grid, chosen: Bools) -> Iterator[Change]:
    """The changes that complete every panel, each by itself."""
    missing = grid.wanted - chosen.sum(axis=1)
    for_want_of_judges = np.maximum(missing - (grid.free & ~chosen).sum(axis=1), 0)
    room = max(1, int(np.median(grid.held + grid.room))) if len(grid.judges) else 1
    if (missing > for_want_of_judges).any():
        raised = _raised(grid, chosen, missing)
        if for_want_of_judges.any():
            invited = _invite(grid, for_want_of_judges, room)
            yield Change(Remedy.RAISE_AND_INVITE, raised, invited.invited, invited.room, invited.proposals)
        else:
            yield Change(Remedy.RAISE, raised)
    yield _invite(grid, missing, room)
    smallest = int((grid.kept | chosen).sum(axis=1).min())
    if smallest:  # squares of what is missing are least, so the smallest panel is as large as can be
        yield Change(Remedy.FEWER, per_proposal=smallest)


def _raised(grid: Grid, chosen: Bools, missing: Ints) -> tuple[tuple[int, int], ...]:
    """The least raise of capacities after which only conflicts leave anything open: one for each open seat.

    The plan stays; its open seats go to judges who are full, so that the loads come out as even as they can.
    """
    room = np.full(grid.shape[1], missing.sum())
    held = grid.held + chosen.sum(axis=0)
    beyond = replace(grid, wanted=missing, held=held, room=room, free=grid.free & ~chosen)
    more = flow.solve(beyond).sum(axis=0)
    return tuple((int(grid.judges[j]), int(held[j] + more[j])) for j in np.flatnonzero(more))


def _invite(grid: Grid, missing: Ints, room: int) -> Change:
    """As many new judges as fill the gaps: each takes a proposal once, and no more than a usual capacity."""
    invited = max(int(missing.max()), -(-int(missing.sum()) // room))
    proposals = _ids(grid.proposals, missing > 0)
    return Change(Remedy.INVITE, (), invited, min(room, len(proposals)), proposals)


def _ids(ids: Ints, wanted: Bools) -> tuple[int, ...]:
    return tuple(ids[wanted].tolist())
