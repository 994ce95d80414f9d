"""The pages of the benchmark of growth: lists, their orders and searches, and steps to a record's neighbours."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from benchmarks.growing import Grown
from innovation_hub.domain.permissions import Actor
from tests.factories.budgets import YEAR

BOUND = 1.5
TURN = "{turn}"
"""In an address: the number of the view, so that no view finds the list of another in a cache."""


@dataclass(frozen=True)
class ListPage:
    """A page with a growing list: who opens it, and its address.

    ``once``: measured with the largest number of records only. Without a ``bound`` the cost is known to grow: the list
    is sorted by what no column of it has, or searched for the first time.
    """

    name: str
    said: str
    query: Callable[[Grown], str]
    reader: Callable[[Grown], Actor] = lambda grown: grown.organiser
    once: bool = True
    bound: float | None = BOUND


def _of_call(more: str = "") -> Callable[[Grown], str]:
    return lambda grown: f"call={grown.call_id}{more}"


def _screening(said: str, more: str) -> ListPage:
    return ListPage("screening", f"screening {said}", _of_call(f"&show=all&{more}"))


def _step(order: str) -> ListPage:
    """A proposal opened from screening, with steps to the neighbours in this order."""

    def query(grown: Grown) -> str:
        return f"list=screening&call={grown.call_id}&show=all&order={order}&proposal={grown.second[order]}&from={TURN}"

    return ListPage("received_proposal", f"steps {order} from screening", query)


def _panels(said: str, more: str) -> ListPage:
    return ListPage("panels", f"panels {said}", _of_call(f"&tab=proposals{more}"))


def _people(said: str, more: str) -> ListPage:
    return ListPage("people", f"people {said}", lambda grown: more, lambda grown: grown.administrator)


def _books(name: str, said: str, more: str) -> ListPage:
    return ListPage(name, said, lambda grown: more, lambda grown: grown.office.officer)


def _approvals(said: str, more: str) -> ListPage:
    return ListPage("approvals", f"approvals {said}", lambda grown: more, lambda grown: grown.office.approver)


def _growing(page: ListPage) -> ListPage:
    return replace(page, bound=None)


PAGES = (
    ListPage("ranking", "ranking", _of_call(), once=False),
    ListPage("ranking", "ranking, a proposal open", _of_call("&proposal=17"), once=False),
    ListPage(
        "ranking",
        "ranking, narrowed and sorted",
        _of_call("&reviews=incomplete&order=spread&page=2"),
        once=False,
    ),
    ListPage("screening", "screening", _of_call("&show=all"), once=False),
    ListPage("institutions", "institutions", lambda grown: "", lambda grown: grown.administrator, once=False),
    *(
        _screening(f"by {order}", f"order={order}&from={TURN}")
        for order in ("code", "title", "newest", "most")
    ),
    _growing(_screening("by institution", f"order=institution&from={TURN}")),
    _screening("searched, many found", f"q=maji&from={TURN}"),
    _growing(_screening("searched, none found", f"q=qqqq{TURN}")),
    *(_step(order) for order in ("code", "title", "newest", "most")),
    _panels("again", ""),
    _panels("that lack judges, again", "&show=open"),
    _growing(_panels("searched", f"&q=maji na {TURN}")),
    _panels("opened, with steps", "&proposal=17"),
    _people("by newest", "order=newest"),
    *(_growing(_people(f"by {order}", f"order={order}")) for order in ("name", "signed_in")),
    _growing(_people("searched", f"q=maji {TURN}")),
    _growing(
        _people("with steps", "order=newest&person=100005")
    ),  # its form has a box with every institution
    *(_books("devices", f"devices by {order}", f"order={order}") for order in ("name", "newest")),
    _growing(_books("devices", "devices by readiest", "order=readiest")),
    _books("devices", "devices searched", f"q=maji {TURN}"),
    _books("devices", "devices with steps", "device=17"),
    *(_approvals(f"by {order}", f"order={order}&from={TURN}") for order in ("oldest", "newest", "largest")),
    _growing(_approvals("searched", f"q=maji {TURN}")),
    _approvals("with steps", "movement=17"),
    *(
        _books("budgets", f"budget lines by {order}", f"year={YEAR}&order={order}")
        for order in ("category", "newest")
    ),
    _growing(_books("budgets", "budget lines by left", f"year={YEAR}&order=left")),
    _growing(_books("budgets", "budget lines searched", f"year={YEAR}&q=maji {TURN}")),
    _books("budget_line", "budget line with steps", f"year={YEAR}&line=17"),
)
"""The pages measured; add lists whose cost must not grow."""
