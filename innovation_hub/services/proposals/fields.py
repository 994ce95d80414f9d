"""The fields of a proposal, saved one by one while they are written."""

from db.unit_of_work import unit_of_work
from innovation_hub.domain.clock import now
from innovation_hub.domain.fields import Typed, typed
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.domain.proposal_fields import FIELDS
from innovation_hub.errors import NotFound
from innovation_hub.services.proposals import access
from innovation_hub.services.writing import SavedField, change


def save_field(actor: Actor, *, record_id: int, name: str, value: Typed, over: str) -> SavedField:
    """Save one field of a proposal's working copy; ``over`` is the content that the writer started from.

    Other fields may have changed meanwhile. Raises `Conflict` with the content that another writer saved in this one,
    `Invalid` for an invalid value, `DeadlinePassed` from the closing instant on.
    """
    ensure(actor, Permission.PROPOSAL_WRITE)
    field = FIELDS.get(name)
    if field is None:
        raise NotFound
    with unit_of_work() as uow:
        row = access.editable(uow, actor, record_id)
        wanted, new = change(field, stored=getattr(row, name), value=value, over=over)
        if new:
            setattr(row, name, field.stored(wanted))
            access.touch(row, now())
            uow.commit()
        return SavedField(typed(field, getattr(row, name)), row.version, row.updated_at)
