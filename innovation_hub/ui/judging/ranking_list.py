"""Filters and orders of the ranking, and the query for the service."""

from innovation_hub.domain.permissions import Actor
from innovation_hub.domain.proposals import DECIDED, IN_JUDGING, ProposalState
from innovation_hub.i18n import Translator
from innovation_hub.services import ranking
from innovation_hub.services.judging import JudgedCall
from innovation_hub.services.paging import Neighbours
from innovation_hub.services.ranking import RankingOrder, WantedRanking
from innovation_hub.ui.judging import narrowing
from innovation_hub.ui.judging.deciding import UNDECIDED
from innovation_hub.ui.lists import Chosen, FilterKind, ListFilter, ListSpec

SIZE = 25
SHOW = {
    "all": IN_JUDGING,
    "undecided": frozenset(UNDECIDED),
    "shortlisted": frozenset({ProposalState.SHORTLISTED}),
    "decided": DECIDED,
}
COMPLETE = {"incomplete": False, "complete": True}


def spec(t: Translator, actor: Actor, call: JudgedCall) -> ListSpec:
    """Return the definition of the list of a call."""
    # keys: ranking.show.*, ranking.order.*, ranking.panel.*
    shows = {name: t(f"ranking.show.{name}") for name in SHOW}
    panels = {name: t(f"ranking.panel.{name}") for name in COMPLETE}
    filters = (
        ListFilter("show", "ranking.show", lambda: shows, FilterKind.TABS, "all"),
        ListFilter("reviews", "ranking.reviews", lambda: panels),
        *narrowing.filters(t, actor, call.id),
    )
    orders = {order.value: t(f"ranking.order.{order.value}") for order in RankingOrder}
    return ListSpec("ranking", "judging.search", filters, orders, SIZE, keeps=("call",))


def wanted(chosen: Chosen) -> WantedRanking:
    """Convert the choices to the query of the service."""
    values = chosen.values
    return WantedRanking(
        states=SHOW[values["show"]],
        text=chosen.text,
        narrowing=narrowing.narrowing(chosen),
        complete=COMPLETE[values["reviews"]] if "reviews" in values else None,
        order=RankingOrder(chosen.order),
    )


def near(actor: Actor, call: JudgedCall, chosen: Chosen, proposal_id: int) -> Neighbours | None:
    """The neighbours of a proposal in the filtered list; None if it is not listed."""
    return ranking.near(actor, call_id=call.id, wanted=wanted(chosen), proposal_id=proposal_id)
