"""Filters and orders of the rows of a funding plan, and the query for the service."""

from innovation_hub.domain.permissions import Actor
from innovation_hub.domain.proposals import IN_JUDGING, ProposalState
from innovation_hub.i18n import Translator
from innovation_hub.services import funding
from innovation_hub.services.funding import Choice, ChoiceOrder, Plan, WantedChoices
from innovation_hub.services.paging import Page
from innovation_hub.ui import state
from innovation_hub.ui.lists import Chosen, FilterKind, ListFilter, ListSpec

SIZE = 25
LEVELS = {"all": None, "funded": (1, 100), "part": (1, 99), "left_out": (0, 0)}
CHANCES = {"sure": (0.9, 2.0), "open": (0.1, 0.9), "unlikely": (0.0, 0.1)}
"""Lower bound (inclusive) and upper bound (exclusive), as in the adjusted ranking."""


def spec(t: Translator) -> ListSpec:
    """Return the definition of the list of a plan."""
    # keys: funding.show.*, funding.likely.*, funding.order.*
    levels = {name: t(f"funding.show.{name}") for name in LEVELS}
    chances = {name: t(f"funding.likely.{name}") for name in CHANCES}
    states = {one.value: state.label(t, "proposal", one.value) for one in ProposalState if one in IN_JUDGING}
    filters = (
        ListFilter("show", "funding.show", lambda: levels, FilterKind.TABS, "all"),
        ListFilter("chance", "funding.chance", lambda: chances),
        ListFilter("state", "judging.state", lambda: states),
    )
    orders = {order.value: t(f"funding.order.{order.value}") for order in ChoiceOrder}
    return ListSpec("funding", "judging.search", filters, orders, SIZE, keeps=("call",))


def read(actor: Actor, plan: Plan, chosen: Chosen, offset: int) -> Page[Choice]:
    """Read a page of the matching rows."""
    values = chosen.values
    wanted = WantedChoices(
        text=chosen.text,
        levels=LEVELS[values["show"]],
        chances=CHANCES[values["chance"]] if "chance" in values else None,
        state=ProposalState(values["state"]) if "state" in values else None,
        order=ChoiceOrder(chosen.order),
    )
    return funding.listed(actor, plan_id=plan.id, wanted=wanted, offset=offset, size=chosen.size)
