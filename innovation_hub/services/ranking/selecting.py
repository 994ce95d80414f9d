"""Filters and order of a ranking, for its list and for bulk steps."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import Session

from db.queries import judging, received
from db.queries.received import Narrowing
from innovation_hub.domain.proposals import IN_JUDGING, ProposalState
from innovation_hub.errors import NotFound
from innovation_hub.services.cache import cached_until_journalled
from innovation_hub.services.ranking.standings import Standings, current


class RankingOrder(StrEnum):
    """The order of the list: rank, spread (largest first), number of reviews (fewest first), code, requested amount."""

    PLACE = "place"
    SPREAD = "spread"
    FEWEST = "fewest"
    CODE = "code"
    MOST = "most"
    LEAST = "least"


_WHOLE = Narrowing()


@dataclass(frozen=True, slots=True)
class WantedRanking:
    """Filters of a call's admitted proposals; None filters nothing.

    ``text`` is searched in code and title. ``complete``: whether all reviews that the call asks for are submitted.
    ``top``: the last rank included; proposals without a rank are excluded.
    """

    states: frozenset[ProposalState] = IN_JUDGING
    text: str = ""
    narrowing: Narrowing = _WHOLE
    complete: bool | None = None
    top: int | None = None
    order: RankingOrder = RankingOrder.PLACE


EVERY = WantedRanking()
SHORT = WantedRanking(complete=False, order=RankingOrder.FEWEST)
"""Proposals with fewer reviews than the call asks for, fewest first, declined ones first among equals."""
_SORTED_IN_SQL = {
    RankingOrder.FEWEST: received.Order.CODE,  # among equal numbers of reviews
    RankingOrder.CODE: received.Order.CODE,
    RankingOrder.MOST: received.Order.MOST,
    RankingOrder.LEAST: received.Order.LEAST,
}


def first(top: int) -> WantedRanking:
    """Filter of the proposals of rank ``top`` or better that `shortlist_top` shortlists."""
    return WantedRanking(frozenset({ProposalState.ELIGIBLE}), top=top)


def rest(*, shortlist: bool = False) -> WantedRanking:
    """Filter of the proposals that `decline_remaining` declines: undecided ones, the shortlist only on request."""
    return WantedRanking(frozenset(rest_states(shortlist=shortlist)))


def rest_states(*, shortlist: bool) -> tuple[ProposalState, ...]:
    """The states of the proposals that `decline_remaining` declines."""
    return (ProposalState.ELIGIBLE, *((ProposalState.SHORTLISTED,) if shortlist else ()))


@cached_until_journalled(size=32)
def selected(session: Session, call_id: int, wanted: WantedRanking) -> tuple[int, ...]:
    """Ids of all matching proposals in order; raises `NotFound` without the call.

    The database filters and sorts by columns of its rows; what depends on reviews comes from the cached standings.
    """
    terms = judging.terms(session, call_id)
    if terms is None:
        raise NotFound
    # Among equal numbers of reviews declined proposals come first: they may have been declined unread.
    declined = frozenset({ProposalState.DECLINED})
    parts = (declined, IN_JUDGING - declined) if wanted.order is RankingOrder.FEWEST else (IN_JUDGING,)
    ids: Collection[int] = [
        id for part in parts for id in received.ids(session, _in_sql(call_id, wanted, wanted.states & part))
    ]
    standings = current(session, call_id, terms.score_best)
    if wanted.complete is not None:
        each = terms.judges_per_proposal
        ids = [id for id in ids if (standings.of(id).n >= each) is wanted.complete]
    if wanted.top is not None:
        ids = [id for id in ids if (standings.of(id).rank or wanted.top + 1) <= wanted.top]
    return tuple(_sorted(ids, standings, wanted.order))


def _in_sql(
    call_id: int, wanted: WantedRanking, states: frozenset[ProposalState]
) -> received.WantedProposals:
    order = _SORTED_IN_SQL.get(wanted.order)
    return received.WantedProposals(call_id, states, wanted.text, wanted.narrowing, order, names="sw")


def _sorted(ids: Collection[int], standings: Standings, order: RankingOrder) -> Collection[int]:
    if order is RankingOrder.FEWEST:
        return sorted(ids, key=lambda id: standings.of(id).n)
    if order in _SORTED_IN_SQL:
        return ids
    by_rank = standings.sorted(ids)
    return sorted(by_rank, key=standings.closeness) if order is RankingOrder.SPREAD else by_rank
