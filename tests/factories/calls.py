"""Calls in every phase."""

import itertools
from dataclasses import replace
from datetime import timedelta

from innovation_hub.domain.call_fields import FIELDS, criterion_field
from innovation_hub.domain.calls import Audience, CallDraft
from innovation_hub.domain.clock import now
from innovation_hub.domain.fields import Typed, typed, version
from innovation_hub.domain.permissions import Actor
from innovation_hub.services import calls
from innovation_hub.services.calls import CallView
from innovation_hub.services.calls.editing import default_rubric
from innovation_hub.services.writing import SavedField
from tests.factories.accounts import an_organiser

_numbers = itertools.count(1)


def a_call_draft(**fields) -> CallDraft:
    """A complete call that opened yesterday and closes in thirty days."""
    n = next(_numbers)
    draft = CallDraft(
        code=f"CALL-{n}",
        title_sw=f"Changamoto ya {n}",
        title_en=f"Call {n}",
        text_sw="Andika wazo lako la huduma za Serikali Mtandao.",
        text_en="Write your idea for e-Government services.",
        audience=Audience.EVERYONE,
        resolutions=(10,),
        opens_at=now() - timedelta(days=1),
        closes_at=now() + timedelta(days=30),
        prize_pool=9_000_000,
        criteria=default_rubric(),
    )
    return replace(draft, **fields)


def a_call(organiser: Actor | None = None, *, published: bool = True, **fields) -> CallView:
    """A call, published unless told otherwise; ``fields`` change the draft."""
    organiser = organiser or an_organiser()
    view = calls.create(organiser, draft=a_call_draft(**fields))
    if not published:
        return view
    return calls.publish(organiser, call_id=view.card.id, version=view.version)


def written(organiser: Actor, call_id: int, name: str, value: Typed) -> SavedField:
    """Type one field of a call that is being written, over what stands in it."""
    call = calls.get(organiser, call_id=call_id)
    over = version(stands(call, name))
    return calls.save_field(organiser, record_id=call_id, name=name, value=value, over=over)


def stands(call: CallView, name: str) -> Typed:
    """What a field of a call holds, as one would type it."""
    found = criterion_field(name)
    if found is None:
        return typed(FIELDS[name], getattr(call.draft, name))
    criterion = next(each for each in call.criteria if each.id == found.criterion_id)
    if found.part == "anchor":
        return criterion.anchors.get(found.score, ("", ""))[found.lang == "en"]
    return typed(found.field, getattr(criterion, found.part))


def cancel(organiser: Actor, call_id: int, version: int, reason: str) -> CallView:
    """The call cancelled by an organiser who has seen what that ends."""
    seen = calls.touched(organiser, call_id=call_id)
    return calls.cancel(organiser, call_id=call_id, version=version, seen=seen, reason=reason)
