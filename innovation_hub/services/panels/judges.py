"""The judges of a call, invited by the organiser, each with a limit of proposals."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from db.models.calls import Call, CallJudge
from db.queries import panels as queries
from db.unit_of_work import UnitOfWork, read_only, unit_of_work
from innovation_hub.domain.calls import CallState
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.errors import Invalid, NotFound, NotNow
from innovation_hub.services import notices
from innovation_hub.services.cache import cached_until_journalled

CAPACITY_MIN, CAPACITY_MAX, CAPACITY = 1, 500, 30
CANDIDATES = 50


@dataclass(frozen=True, slots=True)
class PanelJudge:
    """A judge of a call: ``load`` counts reviews asked and not declined, submitted ones included.

    ``gone``: the account is disabled, closed or without the role, so that open reviews will not be written.
    """

    id: int
    name: str
    institution_sw: str | None
    institution_en: str | None
    capacity: int
    gone: bool
    load: int
    submitted: int
    declined: int
    signed: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """An account with the role of judge that could be invited."""

    id: int
    name: str
    institution_sw: str | None
    institution_en: str | None


def judges(actor: Actor, *, call_id: int) -> list[PanelJudge]:
    """The judges of a call with their progress, by name."""
    ensure(actor, Permission.JUDGING_ADMINISTER)
    with read_only() as session:
        return list(_judges(session, call_id))


@cached_until_journalled(size=16)
def _judges(session: Session, call_id: int) -> tuple[PanelJudge, ...]:
    rows = queries.judges(session, call_id)
    return tuple(PanelJudge(**{**row._mapping, "gone": bool(row.gone)}) for row in rows)


def candidates(actor: Actor, *, call_id: int, text: str = "") -> list[Candidate]:
    """Judges who could be invited, the first fifty by name, without people who entered the call."""
    ensure(actor, Permission.JUDGING_ADMINISTER)
    with read_only() as session:
        rows = queries.candidates(session, call_id, text=text, most=CANDIDATES)
    return [Candidate(**row._mapping) for row in rows]


def invite(actor: Actor, *, call_id: int, account_ids: Sequence[int], capacity: int = CAPACITY) -> None:
    """Make accounts judges of a call. Raises `Invalid` for an empty list or a wrong account or capacity."""
    ensure(actor, Permission.JUDGING_ADMINISTER)
    check_capacity(capacity)
    if not account_ids:
        raise Invalid("panels.errors.nobody", field="judges")
    with unit_of_work() as uow:
        _standing_call(uow, call_id)
        allowed = queries.may_judge(uow.session, call_id, account_ids)
        if set(account_ids) - allowed:
            raise Invalid("panels.errors.not_a_judge", field="judges")
        for account_id in sorted(set(account_ids)):
            uow.session.add(CallJudge(call_id=call_id, account_id=account_id, capacity=capacity))
            data = {"judge": account_id, "capacity": capacity}
            notices.happened(uow, actor, "call.invite_judge", "call", call_id, data)
        uow.commit()


def check_capacity(capacity: int) -> None:
    """Raise `Invalid` for a capacity out of range."""
    if not CAPACITY_MIN <= capacity <= CAPACITY_MAX:
        raise Invalid("panels.errors.capacity", field="capacity", lowest=CAPACITY_MIN, highest=CAPACITY_MAX)


def _standing_call(uow: UnitOfWork, call_id: int) -> Call:
    """The call, locked; raises `NotNow` unless it is published and not concluded or cancelled."""
    call = uow.session.get(Call, call_id, with_for_update=True)
    if call is None:
        raise NotFound
    if call.state is not CallState.PUBLISHED:
        raise NotNow(f"judging.errors.phase.{call.state.value}")
    return call


def joined(uow: UnitOfWork, call_id: int, account_id: int) -> CallJudge:
    """The judge's row of the call, locked; raises `NotFound` when there is none."""
    _standing_call(uow, call_id)
    judge = uow.session.get(CallJudge, (call_id, account_id), with_for_update=True)
    if judge is None:
        raise NotFound
    return judge
