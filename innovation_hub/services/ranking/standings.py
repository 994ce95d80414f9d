"""Standings of a call's reviewed proposals by their mean totals, cached for all sessions of the process."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlmodel import Session

from db.queries import ranking as queries
from innovation_hub.methods.ranking import MeanStanding, by_mean
from innovation_hub.methods.terms.ranking import Direction
from innovation_hub.services.cache import cached_until_journalled


@dataclass(frozen=True, slots=True)
class Standings:
    """Standings, best first, with the index of each proposal. Proposals without a review are not in it."""

    ordered: tuple[MeanStanding, ...]
    index: Mapping[int, int]

    def of(self, proposal_id: int) -> MeanStanding:
        """The standing of a proposal, reviewed or not."""
        position = self.index.get(proposal_id)
        if position is None:
            return MeanStanding(proposal_id, None, None, 0, None, None, None)
        return self.ordered[position]

    def sorted(self, ids: Iterable[int]) -> list[int]:
        """The ids in the order of the ranking; proposals without a review come last, by id."""
        left = set(ids)
        ranked = [one.proposal for one in self.ordered if one.proposal in left]
        return [*ranked, *sorted(left.difference(self.index))]

    def closeness(self, proposal_id: int) -> float:
        """A sort key, largest spread first; proposals with less than two reviews have no spread and come last."""
        spread = self.of(proposal_id).sd
        return 1.0 if spread is None else -spread

    def complete(self, wanted: int) -> int:
        """The number of proposals with at least the wanted number of reviews."""
        return sum(standing.n >= wanted for standing in self.ordered)


@cached_until_journalled(size=8, subject="assignment")
def current(session: Session, call_id: int, best: Direction) -> Standings:
    """Standings by the reviews submitted so far, cached until the next journal entry about an assignment.

    Submitting and reopening a review write such an entry. Decisions do not change standings, and a proposal with a
    review cannot leave judging.
    """
    return computed(session, call_id, best)


def computed(session: Session, call_id: int, best: Direction) -> Standings:
    """The same without the cache, for a transaction that decides by it."""
    totals = queries.totals(session, call_id)
    ordered = tuple(by_mean({proposal for proposal, _ in totals}, totals, best))
    return Standings(ordered, {standing.proposal: index for index, standing in enumerate(ordered)})
