"""Demo data: invented records of every part of the hub, marked as demo.

It is created through the ordinary services with the clock moved, so that the journal's chain, the ledger
and the receipts are valid. Created on the same day it gives the same records.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from sqlalchemy import delete, func, select, update
from sqlmodel import col

from db.models.accounts import Account
from db.models.budgets import BudgetLine
from db.models.calls import Call
from db.models.devices import Device
from db.models.journal import JournalEntry
from db.models.messages import OutboxMessage
from db.models.proposals import Proposal
from db.models.systems import RegisteredSystem
from db.seed import demo
from db.unit_of_work import read_only, unit_of_work
from innovation_hub.config import settings
from innovation_hub.domain.clock import today
from innovation_hub.domain.permissions import SYSTEM, Role
from innovation_hub.domain.systems import read as read_systems
from innovation_hub.errors import Forbidden, NotNow
from innovation_hub.services import notices, systems
from innovation_hub.services.demo import contest, ledger, workshops
from innovation_hub.services.demo.cast import BEFORE_ALL, DOMAIN, PASSWORD, Cast
from innovation_hub.services.demo.stage import Stage

BEGUN, DONE = "demo.begun", "demo.loaded"


@dataclass(frozen=True, slots=True)
class DemoSignIn:
    """An account to try the hub with."""

    email: str
    name: str
    password: str


def sign_ins() -> list[DemoSignIn]:
    """One sign-in for each role."""
    return [DemoSignIn(one.email, one.name, PASSWORD) for one in demo.people().sign_ins]


def ensure_allowed() -> None:
    """Raise `Forbidden` in production."""
    if settings().production:
        raise Forbidden("demo.refused.production")


def present() -> bool:
    """Whether the demo data was loaded completely into this database."""
    return _happened(DONE)


def welcome() -> bool:
    """Whether the hub has no account yet and is not in production."""
    if settings().production:
        return False
    with read_only() as session:
        return not session.execute(select(func.count()).select_from(Account)).scalar()


def load(day: date | None = None, *, progress: Callable[[float], None] = lambda share: None) -> bool:
    """Create the demo data as of ``day`` (default today); returns False when it exists already.

    ``progress`` is called with the share done, 0 to 1. The reference data must be loaded. Raises
    `Forbidden` in production, and `NotNow` after an earlier load that was interrupted.
    """
    ensure_allowed()
    if present():
        return False
    if _happened(BEGUN):
        raise NotNow("demo.refused.half_done")
    stage = Stage(day or today())
    cast = Cast(stage)
    stage.scene(stage.on(ledger.first_day(stage.day)) - BEFORE_ALL, partial(_open, stage, cast))
    stage.play(progress)
    _mark(stage)
    return True


def _open(stage: Stage, cast: Cast) -> None:
    with unit_of_work() as uow:
        notices.happened(uow, SYSTEM, BEGUN, "demo", 0)
        uow.commit()
    cast.gather()
    systems.import_csv(cast.roles[Role.ORGANISER], content=demo.systems())
    ledger.prepare(stage, cast)
    contest.prepare(stage, cast)
    workshops.prepare(stage, cast)


def _mark(stage: Stage) -> None:
    """Mark every record as demo and delete the e-mails to invented people."""
    people = select(col(Account.id)).where(col(Account.demo))
    with unit_of_work() as uow:
        for model, whose in (
            (BudgetLine, BudgetLine.created_by),
            (Call, Call.created_by),
            (Device, Device.created_by),
            (Proposal, Proposal.owner_id),
        ):
            uow.session.execute(update(model).where(col(whose).in_(people)).values(demo=True))
        keys = [draft.key for draft in read_systems(demo.systems())]
        uow.session.execute(
            update(RegisteredSystem).where(col(RegisteredSystem.key).in_(keys)).values(demo=True)
        )
        uow.session.execute(delete(OutboxMessage).where(col(OutboxMessage.to_address).endswith(f"@{DOMAIN}")))
        notices.happened(uow, SYSTEM, DONE, "demo", 0, {"day": stage.day.isoformat()})
        uow.commit()


def _happened(event: str) -> bool:
    with read_only() as session:
        query = select(func.count()).where(col(JournalEntry.event) == event)
        return bool(session.execute(query).scalar())
