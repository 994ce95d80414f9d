"""The list of received proposals: its filters and orders, and its query."""

from typing import Any

from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator
from innovation_hub.services import screening
from innovation_hub.services.judging import JudgedCall
from innovation_hub.services.paging import Neighbours, Page
from innovation_hub.services.screening import Order, ReceivedProposal, Show
from innovation_hub.ui.judging import narrowing
from innovation_hub.ui.lists import Chosen, FilterKind, ListFilter, ListSpec

SIZE = 10


def spec(t: Translator, actor: Actor, call: JudgedCall) -> ListSpec:
    """Return the definition of the list of a call; by default it shows proposals that wait for screening."""
    # keys: screening.show.*, screening.order.*
    shows = {show.value: t(f"screening.show.{show.value}") for show in Show}
    filters = (
        ListFilter("show", "screening.show", lambda: shows, FilterKind.TABS, Show.WAITING.value),
        *narrowing.filters(t, actor, call.id),
    )
    orders = {order.value: t(f"screening.order.{order.value}") for order in Order}
    return ListSpec("screening", "judging.search", filters, orders, SIZE, keeps=("call",))


def read(
    t: Translator, actor: Actor, call: JudgedCall, chosen: Chosen, offset: int
) -> Page[ReceivedProposal]:
    """Read one page of the matching proposals."""
    return screening.entries(actor, **_wanted(t, call, chosen), offset=offset, size=chosen.size)


def near(
    t: Translator, actor: Actor, call: JudgedCall, chosen: Chosen, proposal_id: int
) -> Neighbours | None:
    """The neighbours of a proposal in the filtered list; None unless it is on its page or beside it."""
    wanted = _wanted(t, call, chosen)
    return screening.near(actor, **wanted, proposal_id=proposal_id, offset=chosen.offset, size=chosen.size)


def _wanted(t: Translator, call: JudgedCall, chosen: Chosen) -> dict[str, Any]:
    return {
        "call_id": call.id,
        "show": Show(chosen.values["show"]),
        "text": chosen.text,
        "narrowing": narrowing.narrowing(chosen),
        "order": Order(chosen.order),
        "language": t.lang,
    }
