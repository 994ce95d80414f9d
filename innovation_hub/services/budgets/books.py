"""An institution's own budget for reading: overview of a year, and one line."""

from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import Session

from db.models.budgets import BudgetLine
from db.queries import budgets as queries
from db.queries import line_list as listing
from db.queries.line_list import WantedLines
from db.unit_of_work import read_only
from innovation_hub.domain.budgets import Category, possible
from innovation_hub.domain.clock import financial_year_of, today
from innovation_hub.domain.form6 import Form6
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.services import journal
from innovation_hub.services.budgets.access import institution_of, own_line
from innovation_hub.services.budgets.schemas import (
    Balances,
    LineDetail,
    LineRow,
    MovementRow,
    Overview,
    Sums,
)
from innovation_hub.services.cache import cached_until_journalled
from innovation_hub.services.journal import History
from innovation_hub.services.paging import Neighbours, Page, neighbours

LINES, MOVEMENTS = 25, 20
"""Records on one page of each list."""
ANY_LINE = WantedLines()


def overview(
    actor: Actor,
    *,
    financial_year: str | None = None,
    wanted: WantedLines = ANY_LINE,
    offset: int = 0,
    size: int = LINES,
) -> Overview:
    """The actor's institution's budget of a year, with a page of the lines that are ``wanted``.

    Without a year, or with an unknown one, it is the present year.
    """
    ensure(actor, Permission.BUDGET_READ)
    institution_id = institution_of(actor)
    with read_only() as session:
        years = queries.years(session)
        year = _year_among(years, financial_year)
        swahili, english = queries.names(session, institution_id)
        rows, total = listing.page(session, institution_id, year, _tidy(wanted), offset=offset, size=size)
        ids = [row.id for row in rows]
        balances = queries.balances_of(session, ids)
        waiting, pending = queries.pending_by_line(session, institution_id, ids)
        totals = queries.totals(session, institution_id, year)
    sums: dict[Category, Sums] = {}
    for row in totals:
        here = Sums(row.lines, row.original, row.allocated, row.released, row.committed, row.spent)
        sums[row.category] = sums.get(row.category, Sums()) + here
    listed = [_line_row(row, balances.get(row.id, {}), waiting.get(row.id, 0)) for row in rows]
    return Overview(
        institution_sw=swahili,
        institution_en=english,
        years=years,
        financial_year=year,
        sums=sums,
        lines=Page(listed, total),
        pending=pending,
    )


def line(actor: Actor, *, line_id: int, offset: int = 0) -> LineDetail:
    """A line of the actor's own institution; raises `NotFound` for a line of another."""
    ensure(actor, Permission.BUDGET_READ)
    institution_id = institution_of(actor)
    with read_only() as session:
        found = own_line(session, institution_id, line_id)
        balances = queries.balances(session, line_id)
        rows = queries.movements(session, line_id, offset=offset, size=MOVEMENTS)
        total, approved_at = queries.so_far(session, line_id)
    return LineDetail(
        id=line_id,
        financial_year=found.financial_year,
        category=found.category,
        nature=found.nature,
        fund=found.fund,
        description=found.description,
        fund_source=found.fund_source,
        codes=_codes(found),
        reported=found.reported,
        added_at=found.created_at,
        approved_at=approved_at,
        balances=balances,
        kinds=possible(balances, reported=found.reported),
        movements=Page([movement_row(actor, row) for row in rows], total),
    )


def near_line(actor: Actor, *, financial_year: str, wanted: WantedLines, line_id: int) -> Neighbours | None:
    """The neighbours of a line in the filtered and sorted list of a year; None if it is not in it."""
    ensure(actor, Permission.BUDGET_READ)
    institution_id = institution_of(actor)
    with read_only() as session:
        return neighbours(_ids(session, institution_id, financial_year, _tidy(wanted)), line_id)


@cached_until_journalled(size=8)
def _ids(session: Session, institution_id: int, financial_year: str, wanted: WantedLines) -> Sequence[int]:
    """Cached: lines and their balances change by journalled steps alone."""
    return listing.ids(session, institution_id, financial_year, wanted)


def history(actor: Actor, *, line_id: int, offset: int = 0) -> History:
    """What happened to a line of the actor's own institution; raises `NotFound` for any other."""
    ensure(actor, Permission.BUDGET_READ)
    institution_id = institution_of(actor)
    with read_only() as session:
        own_line(session, institution_id, line_id)
        return journal.history(session, actor, "budget_line", line_id, offset=offset)


def _tidy(wanted: WantedLines) -> WantedLines:
    return replace(wanted, text=wanted.text.strip())


def _year_among(years: Sequence[str], wanted: str | None) -> str:
    present = financial_year_of(today())
    if wanted in years:
        return str(wanted)
    return present if present in years or not years else years[0]


def _codes(found: BudgetLine) -> Form6:
    return Form6(
        found.sub_vote,
        found.project,
        found.objective,
        found.cost_centre,
        found.target,
        found.activity,
        found.gfs_code,
    )


def _line_row(row: queries.AnyRow, balances: Balances, waiting: int) -> LineRow:
    return LineRow(
        row.id,
        row.category,
        row.nature,
        row.fund,
        row.description,
        row.gfs_code,
        row.reported,
        balances,
        waiting,
    )


def movement_row(actor: Actor, row: queries.AnyRow) -> MovementRow:
    """A row of `db.queries.budgets.movement_rows` as the actor reads it."""
    return MovementRow(
        id=row.id,
        line_id=row.line_id,
        line=row.description,
        category=row.category,
        financial_year=row.financial_year,
        kind=row.kind,
        reverses=row.reverses,
        reverses_id=row.reverses_id,
        state=row.state,
        amount=row.amount,
        happened_on=row.happened_on,
        reference=row.reference,
        note=row.note,
        version=row.version,
        recorded_at=row.recorded_at,
        recorder=row.recorder,
        mine=row.recorded_by == actor.account_id,
        decided_at=row.decided_at,
        decider=row.decider,
        decision_note=row.decision_note,
        reversal=row.reversal_state,
    )
