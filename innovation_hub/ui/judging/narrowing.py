"""Common filters of lists of received proposals, and their conversion to a query of a service."""

from collections.abc import Mapping
from functools import partial

from innovation_hub.domain.folding import key
from innovation_hub.domain.permissions import Actor
from innovation_hub.domain.proposals import Track
from innovation_hub.i18n import LANGUAGES, Translator
from innovation_hub.services import screening
from innovation_hub.services.screening import Narrowing
from innovation_hub.ui.judging import proposal_text
from innovation_hub.ui.lists import Chosen, FilterKind, ListFilter


def filters(t: Translator, actor: Actor, call_id: int) -> tuple[ListFilter, ...]:
    """Return the filters by institution, its kind, language, region and amount."""
    # keys: screening.language.*
    kinds = {track.value: proposal_text.track(t, track) for track in Track}
    languages = {code: t(f"screening.language.{code}") for code in LANGUAGES}
    return (
        ListFilter("institution", "judging.institution", partial(_institutions, t, actor, call_id)),
        ListFilter("kind", "screening.column.track", lambda: kinds),
        ListFilter("language", "screening.text_language", lambda: languages),
        ListFilter("region", "screening.region", partial(_regions, t, actor, call_id)),
        ListFilter("from", "screening.amount_from", kind=FilterKind.AMOUNT),
        ListFilter("to", "screening.amount_to", kind=FilterKind.AMOUNT),
    )


def narrowing(chosen: Chosen) -> Narrowing:
    """Convert the choices to the query; two amounts in the wrong order are swapped."""
    values = chosen.values
    least, most = chosen.between("from", "to")
    return Narrowing(
        institution_id=int(values["institution"]) if "institution" in values else None,
        track=Track(values["kind"]) if "kind" in values else None,
        language=values.get("language"),
        region=values.get("region"),
        least=least,
        most=most,
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
