"""The list of received proposals: its filters and orders, and its query."""

from collections.abc import Callable, Mapping
from functools import partial

from innovation_hub.domain.folding import key
from innovation_hub.domain.permissions import Actor
from innovation_hub.domain.proposals import Track
from innovation_hub.i18n import LANGUAGES, Translator
from innovation_hub.services import screening
from innovation_hub.services.judging import JudgedCall
from innovation_hub.services.paging import Page
from innovation_hub.services.screening import Narrowing, Order, ReceivedProposal, Show
from innovation_hub.ui import lists
from innovation_hub.ui.judging import proposal_text
from innovation_hub.ui.lists import FilterKind, ListFilter, ListSpec

SIZE = 10
Words = Callable[[], Mapping[str, str]]


def spec(t: Translator, actor: Actor, call: JudgedCall) -> ListSpec:
    """The list of a call; at first it shows what waits, as long as something does."""
    # keys: screening.show.*, screening.order.*, screening.language.*
    shows = {show.value: t(f"screening.show.{show.value}") for show in Show}
    kinds = {track.value: proposal_text.track(t, track) for track in Track}
    languages = {code: t(f"screening.language.{code}") for code in LANGUAGES}
    usual = Show.WAITING if call.waiting else Show.ALL
    filters = (
        ListFilter("show", "screening.show", lambda: shows, FilterKind.TABS, usual.value),
        ListFilter("institution", "judging.institution", partial(_institutions, t, actor, call.id)),
        ListFilter("kind", "screening.column.track", lambda: kinds),
        ListFilter("language", "screening.text_language", lambda: languages),
        ListFilter("region", "screening.region", partial(_regions, t, actor, call.id)),
        ListFilter("from", "screening.amount_from", kind=FilterKind.AMOUNT),
        ListFilter("to", "screening.amount_to", kind=FilterKind.AMOUNT),
    )
    orders = {order.value: t(f"screening.order.{order.value}") for order in Order}
    return ListSpec("screening", "judging.search", filters, orders, SIZE, keeps=("call",))


def read(
    t: Translator, actor: Actor, call: JudgedCall, chosen: lists.Chosen, offset: int
) -> Page[ReceivedProposal]:
    """One page of what is chosen. Two amounts in the wrong order are taken the other way round."""
    values, amounts = chosen.values, chosen.amounts
    least, most = amounts.get("from"), amounts.get("to")
    if least is not None and most is not None and least > most:
        least, most = most, least
    return screening.entries(
        actor,
        call_id=call.id,
        show=Show(values["show"]),
        text=chosen.text,
        narrowing=Narrowing(
            institution_id=int(values["institution"]) if "institution" in values else None,
            track=Track(values["kind"]) if "kind" in values else None,
            language=values.get("language"),
            region=values.get("region"),
            least=least,
            most=most,
        ),
        order=Order(chosen.order),
        language=t.lang,
        offset=offset,
        size=chosen.size,
    )


def _institutions(t: Translator, actor: Actor, call_id: int) -> Mapping[str, str]:
    found = {
        str(one.id): t.pick(one.name_sw, one.name_en) for one in screening.places(actor, call_id=call_id)
    }
    return dict(sorted(found.items(), key=lambda item: key(item[1])))


def _regions(t: Translator, actor: Actor, call_id: int) -> Mapping[str, str]:
    found = {
        one.region_code: t.pick(one.region_sw or "", one.region_en or "")
        for one in screening.places(actor, call_id=call_id)
        if one.region_code
    }
    return dict(sorted(found.items(), key=lambda item: key(item[1])))
