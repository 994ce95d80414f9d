"""The texts of a review, saved one by one while they are written."""

from db.commands import scores as commands
from db.queries import scores as queries
from db.unit_of_work import unit_of_work
from innovation_hub.domain.clock import now
from innovation_hub.domain.fields import Typed, typed
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.domain.scoring import TEXTS
from innovation_hub.errors import NotFound
from innovation_hub.services.reviews.sheet import in_state
from innovation_hub.services.writing import SavedField, change

_COLUMNS = {"comment": "comment", "note": "confidential_note"}


def save_field(actor: Actor, *, record_id: int, name: str, value: Typed, over: str) -> SavedField:
    """Save one text of the review of an assignment; ``over`` is the content that the writer started from.

    Raises `Conflict` with the content that another window saved, `NotNow` when the review cannot be changed any more.
    """
    ensure(actor, Permission.REVIEW_WRITE)
    field = TEXTS.get(name)
    if field is None:
        raise NotFound
    with unit_of_work() as uow:
        queries.lock_review(uow.session, record_id)
        mine = in_state(uow.session, actor, record_id)
        version = mine.version or 0
        wanted, new = change(field, stored=getattr(mine, name) or "", value=value, over=over)
        if new:
            commands.change_review(uow.session, mine.review_id or 0, version, **{_COLUMNS[name]: wanted})
            version += 1
            uow.commit()
    return SavedField(typed(field, wanted), version, now())
