"""Merging duplicate institutions: everything of the first is moved to the second, for good."""

from dataclasses import asdict
from typing import Any

from sqlmodel import Session

from db.models.accounts import Account
from db.models.budgets import BudgetLine, BudgetTotal, Movement, NationalTotal, ReportingTotal
from db.models.devices import Device
from db.models.institutions import Institution
from db.models.proposals import Proposal, TeamMember
from db.primary_key import pk
from db.queries import ledger
from db.queries import merging as queries
from db.unit_of_work import unit_of_work
from db.upsert import add_to
from innovation_hub.domain.budgets import SET_ASIDE, Category, Standing, merged_counts
from innovation_hub.domain.clock import now
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.errors import Conflict, Invalid, NotFound
from innovation_hub.services import notices
from innovation_hub.services.institutions.closing import Holdings, held_by
from innovation_hub.services.institutions.keeping import Details, details_of

_MONEY = ("lines", "allocated", "original", "released", "committed", "spent")
_FOLLOW = (Account, Movement, Proposal, TeamMember)
LINE = (
    *("financial_year", "category", "nature", "fund", "description", "fund_source", "sub_vote"),
    *("project", "objective", "cost_centre", "target", "activity", "gfs_code"),
)


def merge(
    actor: Actor, *, institution_id: int, into_id: int, seen: tuple[Details, Details, Holdings]
) -> None:
    """Merge an institution into another one; it stays, out of use, and refers to its successor. It cannot be undone.

    Its people, lines, movements, proposals and devices are moved to the other, and its totals and the counts of
    institutions that report are added to the other's. ``seen``: both institutions and the holdings of the first, as the
    administrator saw them; raises `Conflict` when any of it has changed.
    """
    ensure(actor, Permission.INSTITUTION_MANAGE)
    if institution_id == into_id:
        raise Invalid("institutions.refused.itself", field="into")
    with unit_of_work() as uow:
        session = uow.session
        held = queries.hold(session, institution_id, into_id)
        if len(held) < 2:
            raise NotFound
        old, into = held[institution_id], held[into_id]
        _check(session, old, into, seen)
        _hand_over(session, old, into)
        for earlier in queries.merged_into(session, institution_id):
            earlier.merged_into_id = into_id
        old.active, old.merged_into_id = False, into_id
        counted = {name: n for name, n in asdict(seen[2]).items() if isinstance(n, int) and n}
        data = {"code": old.code, "into": into.code, **counted}
        notices.happened(uow, actor, "institution.merged", "institution", institution_id, data)
        uow.commit()


def _check(
    session: Session, old: Institution, into: Institution, seen: tuple[Details, Details, Holdings]
) -> None:
    if old.merged_into_id is not None or into.merged_into_id is not None:
        raise Conflict("institutions.refused.merged")
    if not into.active:
        raise Conflict("institutions.refused.inactive")
    if old.public != into.public:
        raise Invalid("institutions.refused.public", field="into")
    if (old.kind == "university") != (into.kind == "university"):
        raise Invalid("institutions.refused.kinds", field="into")
    if (details_of(old), details_of(into), held_by(session, pk(old))) != seen:
        raise Conflict("institutions.refused.changed")


def _hand_over(session: Session, old: Institution, into: Institution) -> None:
    assert old.id is not None
    assert into.id is not None
    _names_apart(session, BudgetLine, LINE, "description", 300, old, into)
    _names_apart(session, Device, ("name",), "name", 140, old, into)
    for model in (*_FOLLOW, BudgetLine, Device):
        for row in queries.owned(session, model, old.id):
            row.institution_id = into.id
    theirs = queries.enrolments(session, into.id)
    for year, figure in queries.enrolments(session, old.id).items():
        if (
            year not in theirs
        ):  # else the successor keeps its own figure, and the old institution keeps the other
            figure.institution_id = into.id
    session.flush()
    _totals(session, old.id, into.id)


def _names_apart(
    session: Session,
    model: type[Any],
    once: tuple[str, ...],
    name: str,
    most: int,
    old: Institution,
    into: Institution,
) -> None:
    """Append the old institution's code to names of its rows that the successor has too: both rows are kept."""
    assert old.id is not None
    assert into.id is not None
    taken = {tuple(getattr(row, each) for each in once) for row in queries.owned(session, model, into.id)}
    ending = f" ({old.code})"
    for row in queries.owned(session, model, old.id):
        if tuple(getattr(row, each) for each in once) in taken:
            setattr(row, name, f"{getattr(row, name)[: most - len(ending)]}{ending}")


def _totals(session: Session, old_id: int, into_id: int) -> None:
    """Add the old institution's totals to the successor's, and count one institution where two were counted."""
    rows = queries.totals(session, old_id)
    years = sorted({row.financial_year for row in rows})
    before = {
        year: (ledger.standing(session, old_id, year), ledger.standing(session, into_id, year))
        for year in years
    }
    there = {_place(row): row for row in queries.totals(session, into_id)}
    for row in rows:
        other = there.get(_place(row))
        last = max(filter(None, (row.last_on, other.last_on if other else None)), default=None)
        key = {"institution_id": into_id, **_place_of(row)}
        amounts = {name: getattr(row, name) for name in _MONEY}
        session.delete(row)
        session.flush()
        add_to(session, BudgetTotal, key=key, add=amounts, last_on=last)
    for year in years:
        _count_one(session, year, *before[year])


def _place_of(row: BudgetTotal) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("financial_year", "category", "nature", "fund")}


def _place(row: BudgetTotal) -> tuple[Any, ...]:
    return tuple(_place_of(row).values())


def _count_one(session: Session, year: str, old: Standing, into: Standing) -> None:
    at = now()
    for category in sorted(old.keys() & into.keys()):
        of_category, above = merged_counts(old, into, [category])
        if of_category or above:
            add = {"institutions": of_category, "institutions_above_zero": above}
            key = {"financial_year": year, "category": category}
            add_to(session, NationalTotal, key=key, add=add, updated_at=at)
    reporting, _ = merged_counts(old, into, Category)
    _, aside = merged_counts(old, into, SET_ASIDE)
    if reporting or aside:
        add = {"institutions": reporting, "setting_aside": aside}
        add_to(session, ReportingTotal, key={"financial_year": year}, add=add, updated_at=at)
