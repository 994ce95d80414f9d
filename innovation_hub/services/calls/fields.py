"""The fields of a call and of its criteria, saved one by one until the call is published."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.exc import IntegrityError

from db.models.calls import Call, Criterion
from db.primary_key import pk
from db.queries import calls as queries
from db.unit_of_work import UnitOfWork, unit_of_work
from innovation_hub.domain import calls as rules
from innovation_hub.domain.call_fields import FIELDS, CriterionField, criterion_field
from innovation_hub.domain.calls import Audience, CallState
from innovation_hub.domain.clock import now
from innovation_hub.domain.fields import Typed, typed
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.errors import Invalid, NotFound, NotNow
from innovation_hub.methods.terms.ranking import Direction
from innovation_hub.services.calls.editing import check_code, refuse_taken_code
from innovation_hub.services.writing import SavedField, change

_ENUMS: Mapping[str, type[Audience] | type[Direction]] = {"audience": Audience, "score_best": Direction}


def save_field(actor: Actor, *, record_id: int, name: str, value: Typed, over: str) -> SavedField:
    """Save one field of a draft call; ``over`` is the content that the writer started from.

    Other fields may have changed meanwhile. Raises `Conflict` with the content that another writer saved in this one,
    `Invalid` for an invalid value, `NotNow` once the call is published.
    """
    ensure(actor, Permission.CALL_MANAGE)
    of_criterion = criterion_field(name)
    if of_criterion is None and name not in FIELDS:
        raise NotFound
    with unit_of_work() as uow:
        row = being_written(uow, record_id)
        if of_criterion is None:
            saved, new = _save_own(uow, row, name, value, over)
        else:
            saved, new = _save_criterion(uow, row, of_criterion, value, over)
        if new:
            row.version += 1
            _commit(uow, row)
        return SavedField(saved, row.version, now())


def add_criterion(actor: Actor, *, call_id: int) -> int:
    """Add an empty criterion at the end of the rubric and return its id."""
    ensure(actor, Permission.CALL_MANAGE)
    with unit_of_work() as uow:
        row = being_written(uow, call_id)
        present = queries.criteria(uow.session, call_id)
        if len(present) >= rules.CRITERIA_MAX:
            raise Invalid("calls.refused.criteria", field="criteria", most=rules.CRITERIA_MAX)
        position = max((each.position for each in present), default=0) + 1
        added = Criterion(call_id=call_id, position=position, name_sw="", name_en="", weight=rules.NEW_WEIGHT)
        uow.session.add(added)
        row.version += 1
        uow.commit()
        return pk(added)


def remove_criterion(actor: Actor, *, call_id: int, criterion_id: int) -> None:
    """Remove a criterion with its texts from the rubric; does nothing when it is gone already."""
    ensure(actor, Permission.CALL_MANAGE)
    with unit_of_work() as uow:
        row = being_written(uow, call_id)
        found = uow.session.get(Criterion, criterion_id)
        if found is not None and found.call_id == call_id:
            uow.session.delete(found)
            row.version += 1
            uow.commit()


def being_written(uow: UnitOfWork, call_id: int) -> Call:
    """The draft call, locked for this transaction; raises `NotFound`, or `NotNow` once it is published or cancelled."""
    row = queries.locked(uow.session, call_id)
    if row is None:
        raise NotFound
    if row.state is not CallState.DRAFT:
        over = row.state is CallState.CANCELLED
        raise NotNow("calls.refused.over" if over else "calls.refused.published")
    return row


def _save_own(uow: UnitOfWork, row: Call, name: str, value: Typed, over: str) -> tuple[Typed, bool]:
    field = FIELDS[name]
    if name == "code" and isinstance(value, str):
        value = check_code(value)
    wanted, new = change(field, stored=getattr(row, name), value=value, over=over)
    if new:
        if name == "code":
            refuse_taken_code(uow, wanted, row.id)
        to_stored = _ENUMS.get(name, list if name == "resolutions" else lambda content: content)
        setattr(row, name, to_stored(wanted))
        _check_pairs(row, name)
    return typed(field, getattr(row, name)), new


def _check_pairs(row: Call, name: str) -> None:
    """Raise `Invalid` for a value that contradicts another field's."""
    if row.closes_at <= row.opens_at:
        raise Invalid("calls.refused.order", field=name)
    if row.score_max <= row.score_min:
        raise Invalid("calls.refused.scores", field=name, most=rules.SCORE_LIMIT)


def _save_criterion(
    uow: UnitOfWork, call: Call, of: CriterionField, value: Typed, over: str
) -> tuple[Typed, bool]:
    row = uow.session.get(Criterion, of.criterion_id)
    if row is None or row.call_id != call.id:
        raise Invalid("calls.refused.criterion_gone", field=of.field.name)
    if of.part != "anchor":
        wanted, new = change(of.field, stored=getattr(row, of.part), value=value, over=over)
        setattr(row, of.part, wanted)
        return typed(of.field, wanted), new
    words: dict[str, Any] = row.anchors.get(str(of.score), {"sw": "", "en": ""})
    wanted, new = change(of.field, stored=words[of.lang], value=value, over=over)
    if new:
        row.anchors = row.anchors | {str(of.score): words | {of.lang: wanted}}
    return typed(of.field, wanted), new


def _commit(uow: UnitOfWork, row: Call) -> None:
    code = row.code
    try:
        uow.commit()
    except IntegrityError as error:  # two organisers chose one code at once: nothing else can fail
        raise Invalid("calls.refused.code_taken", field="code", code=code) from error
