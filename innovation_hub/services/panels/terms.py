"""Terms of a judge in a call: the limit of proposals, and the fields of expertise."""

from dataclasses import dataclass

from sqlmodel import Session

from db.models.calls import CallJudge
from db.queries import panels as queries
from db.queries import rounds
from db.unit_of_work import read_only, unit_of_work
from innovation_hub.domain.panels import Expertise
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.errors import Conflict, Invalid, NotFound
from innovation_hub.services import notices
from innovation_hub.services.panels.fields import set_of
from innovation_hub.services.panels.judges import check_capacity, joined


@dataclass(frozen=True, slots=True)
class JudgeTerms:
    """The limit of proposals of a judge in a call, and the judge's fields of expertise, the same in every call."""

    capacity: int
    fields: frozenset[Expertise]


def terms(actor: Actor, *, call_id: int, account_id: int) -> JudgeTerms:
    """The terms of a judge of a call; raises `NotFound` for anybody else."""
    ensure(actor, Permission.JUDGING_ADMINISTER)
    with read_only() as session:
        judge = session.get(CallJudge, (call_id, account_id))
        if judge is None:
            raise NotFound
        return _terms(session, judge)


def set_terms(actor: Actor, *, call_id: int, account_id: int, seen: JudgeTerms, wanted: JudgeTerms) -> None:
    """Change the terms of a judge in one transaction.

    Raises `Invalid` for a capacity below what the judge already holds, `Conflict` when the terms are others than
    were ``seen``, `NotFound` when the account does not judge the call.
    """
    ensure(actor, Permission.JUDGING_ADMINISTER)
    check_capacity(wanted.capacity)
    with unit_of_work() as uow:
        judge = joined(uow, call_id, account_id)
        if _terms(uow.session, judge) != seen:
            raise Conflict
        load = queries.load(uow.session, call_id, account_id)
        if wanted.capacity < load and wanted.capacity != judge.capacity:
            raise Invalid("panels.errors.capacity_below_load", field="capacity", load=load)
        if wanted.capacity != judge.capacity:
            judge.capacity = wanted.capacity
            data = {"judge": account_id, "capacity": wanted.capacity}
            notices.happened(uow, actor, "call.set_capacity", "call", call_id, data)
        set_of(uow, actor, account_id, wanted.fields)
        uow.commit()


def _terms(session: Session, judge: CallJudge) -> JudgeTerms:
    return JudgeTerms(judge.capacity, rounds.fields(session, [judge.account_id])[judge.account_id])
