"""Why a plan has open seats, as a certificate, and what change would be enough to fill them.

The certificate is the minimum cut of the flow: from the proposals with open seats one reaches all judges still
permitted (all at capacity, otherwise the seats would be filled), from them the other proposals they are assigned to,
and so on. The proposals reached want more reviews than their judges can do, by exactly the number of open seats
(max-flow min-cut; Hall, 1935).
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
    """The proposals with open seats, in order; the reason is conflicts where more capacity would not help."""
    missing = grid.wanted - chosen.sum(axis=1)
    others = (grid.free & ~chosen).sum(axis=1)
    idle = (grid.free & ~chosen & (chosen.sum(axis=0) < grid.room)).sum(axis=1)
    panel = (grid.existing | chosen).sum(axis=1)
    for row in np.flatnonzero(missing > 0):
        why = Why.CONFLICTS if others[row] < missing[row] else Why.CAPACITY
        why = Why.OPEN if idle[row] >= missing[row] else why
        free = int(others[row] + panel[row])
        yield Gap(int(grid.proposals[row]), int(missing[row]), free, why)


def obstacles(grid: Grid, chosen: Bools) -> Iterator[Obstacle]:
    """The sets of proposals with too few judges, those with the most open seats first."""
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
    """The changes of which each alone completes every panel."""
    missing = grid.wanted - chosen.sum(axis=1)
    beyond_judges = np.maximum(missing - (grid.free & ~chosen).sum(axis=1), 0)
    room = max(1, int(np.median(grid.assigned + grid.room))) if len(grid.judges) else 1  # the usual capacity
    if (missing > beyond_judges).any():
        raised = _raised(grid, chosen, missing)
        if beyond_judges.any():
            invited = _invite(grid, beyond_judges, room)
            yield Change(Remedy.RAISE_AND_INVITE, raised, invited.invited, invited.room, invited.proposals)
        else:
            yield Change(Remedy.RAISE, raised)
    yield _invite(grid, missing, room)
    smallest = int((grid.existing | chosen).sum(axis=1).min())
    if smallest:  # the sum of squared gaps is minimal, so the smallest panel is as large as possible
        yield Change(Remedy.FEWER, per_proposal=smallest)


def _raised(grid: Grid, chosen: Bools, missing: Ints) -> tuple[tuple[int, int], ...]:
    """The judges with their new capacities after the least increase that fills all seats but for conflicts.

    The plan is not changed; its open seats go to judges at capacity, with loads as even as possible.
    """
    room = np.full(grid.shape[1], missing.sum())
    load = grid.assigned + chosen.sum(axis=0)
    beyond = replace(grid, wanted=missing, assigned=load, room=room, free=grid.free & ~chosen)
    more = flow.solve(beyond).sum(axis=0)
    return tuple((int(grid.judges[j]), int(load[j] + more[j])) for j in np.flatnonzero(more))


def _invite(grid: Grid, missing: Ints, room: int) -> Change:
    """The number of new judges that fill the gaps, when each takes at most ``room`` proposals."""
    invited = max(int(missing.max()), -(-int(missing.sum()) // room))
    proposals = _ids(grid.proposals, missing > 0)
    return Change(Remedy.INVITE, (), invited, min(room, len(proposals)), proposals)


def _ids(ids: Ints, wanted: Bools) -> tuple[int, ...]:
    return tuple(ids[wanted].tolist())
