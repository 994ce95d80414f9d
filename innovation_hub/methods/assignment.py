"""Who judges what: every proposal its judges, no conflict, no judge above capacity, loads as even as can be.

The panel of a call is a flow from proposals to judges. Each proposal is given one judge a round, so that a
shortage is shared out. A judge is found directly or, when all free judges are in conflict, along an augmenting
path that moves earlier pairs to other judges; by the theorem of augmenting paths (Ford and Fulkerson, 1956) what
then stays open cannot be filled by any plan. At last pairs move from loaded to less loaded judges until no chain of
moves evens the loads further: the sum of squared loads is then least (Harvey et al., Semi-matchings, 2006).
"""

from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from itertools import pairwise

Pair = tuple[int, int]


class Why(StrEnum):
    """What stands in the way of a full panel."""

    CONFLICTS = "conflicts"
    CAPACITY = "capacity"


@dataclass(frozen=True, slots=True)
class Gap:
    """A proposal that stays ``missing`` judges short; ``free`` judges have no conflict with it at all."""

    proposal: int
    missing: int
    free: int
    why: Why


@dataclass(frozen=True, slots=True)
class Plan:
    """The new (proposal, judge) pairs in order, and what could not be filled."""

    pairs: tuple[Pair, ...]
    gaps: tuple[Gap, ...]


def assign(
    *,
    proposals: Collection[int],
    capacities: Mapping[int, int],
    per_proposal: int,
    forbidden: Iterable[Pair] = (),
    existing: Iterable[Pair] = (),
) -> Plan:
    """Fill the panels up to ``per_proposal`` judges.

    ``existing`` pairs stay, and count towards panel and load; ``forbidden`` (proposal, judge) pairs are never
    chosen. ``capacities`` are each judge's most proposals, the existing ones included. The same input in any order
    gives the same plan.
    """
    return _Planner(sorted(set(proposals)), capacities, per_proposal, set(forbidden), set(existing)).plan()


class _Planner:
    """The state of one run: panels by proposal, the pairs that may move, and loads."""

    def __init__(
        self,
        proposals: list[int],
        capacities: Mapping[int, int],
        per_proposal: int,
        forbidden: set[Pair],
        existing: set[Pair],
    ) -> None:
        self.proposals = proposals
        self.forbidden = forbidden
        self.per_proposal = per_proposal
        self.capacities = dict(sorted(capacities.items()))
        self.panels: dict[int, set[int]] = {proposal: set() for proposal in proposals}
        self.loads = dict.fromkeys(self.capacities, 0)
        self.moving: dict[int, set[int]] = {judge: set() for judge in self.capacities}
        self.met: Counter[Pair] = Counter()
        for proposal, judge in existing:
            self.panels.setdefault(proposal, set()).add(judge)
            self.loads[judge] = self.loads.get(judge, 0) + 1

    def plan(self) -> Plan:
        """Fill, even out, and say what stays open."""
        for size in range(1, self.per_proposal + 1):
            for proposal in self.proposals:
                if len(self.panels[proposal]) < size:
                    self._give_one(proposal)
        self._even_out()
        pairs = sorted((proposal, judge) for judge, moving in self.moving.items() for proposal in moving)
        return Plan(tuple(pairs), tuple(self._gaps()))

    def _may(self, proposal: int, judge: int) -> bool:
        return judge not in self.panels[proposal] and (proposal, judge) not in self.forbidden

    def _give_one(self, proposal: int) -> None:
        free = [j for j in self.capacities if self.loads[j] < self.capacities[j] and self._may(proposal, j)]
        if free:
            self._add(proposal, min(free, key=lambda judge: self._preference(proposal, judge)))
            return
        starts = [judge for judge in self.capacities if self._may(proposal, judge)]
        path = self._path(starts, lambda judge: self.loads[judge] < self.capacities[judge])
        if path:
            self._shift(path)
            self._add(proposal, path[0][0])

    def _preference(self, proposal: int, judge: int) -> tuple[int, int, int]:
        # Judges who have not met on a panel come first: panels that overlap let judges be compared.
        met = sum(self.met[min(judge, other), max(judge, other)] for other in self.panels[proposal])
        return self.loads[judge], met, judge

    def _path(self, starts: Iterable[int], ends: Callable[[int], bool]) -> list[tuple[int, int]] | None:
        """The shortest chain of (judge, proposal to hand on) to a judge where it may end, that judge last."""
        came: dict[int, tuple[int, int] | None] = dict.fromkeys(starts)
        queue = deque(came)
        while queue:
            judge = queue.popleft()
            if ends(judge):
                return self._walk_back(judge, came)
            for proposal in sorted(self.moving[judge]):
                for other in self.capacities:
                    if other not in came and self._may(proposal, other):
                        came[other] = (judge, proposal)
                        queue.append(other)
        return None

    @staticmethod
    def _walk_back(judge: int, came: Mapping[int, tuple[int, int] | None]) -> list[tuple[int, int]]:
        path, step = [(judge, 0)], came[judge]
        while step:
            path.append(step)
            step = came[step[0]]
        return path[::-1]

    def _shift(self, path: list[tuple[int, int]]) -> None:
        for (giver, proposal), (taker, _) in reversed(list(pairwise(path))):
            self._remove(proposal, giver)
            self._add(proposal, taker)

    def _even_out(self) -> None:
        moved = True
        while moved:
            moved = False
            for judge in sorted(self.capacities, key=lambda j: (-self.loads[j], j)):
                path = self._path([judge], partial(self._much_lighter, than=self.loads[judge]))
                if path:
                    self._shift(path)
                    moved = True

    def _much_lighter(self, judge: int, *, than: int) -> bool:
        return self.loads[judge] <= than - 2 and self.loads[judge] < self.capacities[judge]

    def _add(self, proposal: int, judge: int) -> None:
        for other in self.panels[proposal]:
            self.met[min(judge, other), max(judge, other)] += 1
        self.panels[proposal].add(judge)
        self.moving[judge].add(proposal)
        self.loads[judge] += 1

    def _remove(self, proposal: int, judge: int) -> None:
        self.panels[proposal].remove(judge)
        for other in self.panels[proposal]:
            self.met[min(judge, other), max(judge, other)] -= 1
        self.moving[judge].remove(proposal)
        self.loads[judge] -= 1

    def _gaps(self) -> Iterator[Gap]:
        for proposal in self.proposals:
            panel = self.panels[proposal]
            missing = self.per_proposal - len(panel)
            if missing > 0:
                others = sum(self._may(proposal, judge) for judge in self.capacities)
                why = Why.CONFLICTS if others < missing else Why.CAPACITY
                yield Gap(proposal, missing, others + len(panel), why)
