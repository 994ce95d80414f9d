"""Fields of expertise, set by judges for themselves; an organiser sets them with the other `terms` of a judge."""

from collections.abc import Collection

from sqlalchemy import delete
from sqlmodel import col

from db.models.panels import JudgeField
from db.queries import rounds
from db.unit_of_work import UnitOfWork, read_only, unit_of_work
from innovation_hub.domain.panels import Expertise
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.services import notices


def my_fields(actor: Actor) -> frozenset[Expertise]:
    """The fields that a judge has named."""
    ensure(actor, Permission.REVIEW_WRITE)
    with read_only() as session:
        return rounds.fields(session, [actor.id])[actor.id]


def set_my_fields(actor: Actor, *, fields: Collection[Expertise]) -> None:
    """Set one's own fields; an empty set means that they are unknown."""
    ensure(actor, Permission.REVIEW_WRITE)
    with unit_of_work() as uow:
        set_of(uow, actor, actor.id, fields)
        uow.commit()


def set_of(uow: UnitOfWork, actor: Actor, account_id: int, fields: Collection[Expertise]) -> None:
    """Set the fields of a judge, for use inside a transaction."""
    wanted = frozenset(fields)
    if wanted == rounds.fields(uow.session, [account_id])[account_id]:
        return
    uow.session.connection().execute(delete(JudgeField).where(col(JudgeField.account_id) == account_id))
    uow.session.add_all(JudgeField(account_id=account_id, field=field) for field in sorted(wanted))
    data = {"fields": sorted(field.value for field in wanted)}
    notices.happened(uow, actor, "account.fields", "account", account_id, data)
