"""Budgets: recorded by one person, approved by another, and never more spent than is left."""

from datetime import date, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from db.models.budgets import BudgetTotal, Movement
from db.queries import budgets as queries
from db.queries import resolutions
from db.unit_of_work import read_only, unit_of_work
from innovation_hub.domain.budgets import Category, Fund, LedgerAccount, MovementKind, MovementState, Nature
from innovation_hub.domain.form6 import Form6
from innovation_hub.domain.permissions import Role
from innovation_hub.errors import Conflict, DatabaseTrouble, Forbidden, HubError, InsufficientFunds, NotFound
from innovation_hub.services import budgets, journal
from tests.factories.accounts import an_account, an_institution
from tests.factories.budgets import YEAR, Office, a_line, a_movement, an_office
from tests.factories.journal import deeds
from tests.factories.judging import counted

K, A = MovementKind, LedgerAccount


@pytest.fixture
def office(clock) -> Office:
    return an_office()


def reporting() -> dict[str, tuple[int, int]]:
    with read_only() as session:
        return {
            r.financial_year: (r.institutions, r.setting_aside) for r in resolutions.reporting_totals(session)
        }


def national() -> dict[Category, object]:
    with read_only() as session:
        return {row.category: row for row in resolutions.national_totals(session)}


def refused(key: str, call, *args, **kwargs) -> HubError:
    with pytest.raises(HubError) as caught:
        call(*args, **kwargs)
    assert caught.value.key == key
    return caught.value


def test_the_two_real_lines_of_form_6(office):
    codes = Form6("5000", "6544", "d", "518b", "01", "D01S01", "221201")
    for gfs, text in (("221201", "8,600,000"), ("221215", "1,400,000")):
        a_line(
            office,
            financial_year="2017/18",
            category=Category.ICT,
            nature=Nature.RECURRENT,
            description="To install internet and intercom connection in all council departments",
            fund_source="Own Sources",
            codes=Form6(
                **{name: getattr(codes, name) for name in codes.__slots__ if name != "gfs_code"}, gfs_code=gfs
            ),
            amount=text,
            happened_on=date(2017, 7, 1),
        )
    seen = budgets.overview(office.officer, financial_year="2017/18")
    assert seen.total.allocated == 10_000_000
    assert seen.total.lines == 2
    detail = budgets.line(office.officer, line_id=seen.lines.items[0].id)
    assert (detail.codes.objective, detail.codes.cost_centre) == ("D", "518B")


@pytest.mark.parametrize(
    ("year", "code"),
    [("2017/18", "22120101"), ("2018/19", "221201"), ("2025/26", "2212010A"), ("2025/26", "22-1")],
)
def test_a_gfs_code_has_six_digits_and_from_2018_eight(office, year, code):
    error = refused(
        "budgets.error.gfs",
        a_line,
        office,
        financial_year=year,
        codes=Form6(gfs_code=code),
        happened_on=date(int(year[:4]), 7, 1),
    )
    assert error.field == "gfs_code"


def test_a_line_counts_only_once_a_second_person_approves(office):
    line_id = a_line(office, approved=False)
    assert budgets.overview(office.officer).total.allocated == 0
    assert reporting() == {}
    (waiting,) = budgets.pending(office.approver).items
    budgets.approve(office.approver, movement_id=waiting.id, version=waiting.version)
    assert budgets.line(office.officer, line_id=line_id).balances[A.UNRELEASED] == 1_000_000
    assert reporting() == {YEAR: (1, 1)}
    assert budgets.verify_ledger() == 1
    assert journal.verify().broken_at is None


def test_nobody_approves_their_own(office):
    both = an_account(Role.OFFICER, Role.APPROVER, institution_id=office.institution_id)
    mixed = Office(office.institution_id, both, both)
    refused("budgets.error.own_movement", a_line, mixed)


def test_the_database_itself_refuses_who_decides_on_their_own(office):
    movement = a_movement(office, a_line(office), K.RELEASE, "10", approved=False)
    own = update(Movement).where(col(Movement.id) == movement).values(decided_by=col(Movement.recorded_by))
    with pytest.raises(IntegrityError, match="four_eyes"), unit_of_work() as uow:
        uow.session.execute(own)


def test_an_officer_decides_nothing(office):
    movement = a_movement(office, a_line(office), K.RELEASE, "10", approved=False)
    colleague = an_account(Role.OFFICER, institution_id=office.institution_id)
    with pytest.raises(Forbidden):
        budgets.approve(colleague, movement_id=movement, version=1)
    with pytest.raises(Forbidden):
        budgets.reject(colleague, movement_id=movement, version=1, reason="Not what was agreed.")


def test_a_declared_nil_reports_but_sets_nothing_aside(office):
    a_line(office, amount="0")
    assert reporting() == {YEAR: (1, 0)}
    row = national()[Category.RESEARCH]
    assert (row.institutions, row.institutions_above_zero, row.allocated) == (1, 0, 0)
    other = an_office()
    a_line(other, category=Category.INNOVATION, amount="5")
    a_line(other, category=Category.INNOVATION, amount="6", description="Another line")
    assert reporting() == {YEAR: (2, 1)}
    assert national()[Category.INNOVATION].institutions == 1
    budgets.verify_ledger()


def test_a_line_through_its_year(office):
    line_id = a_line(office)
    for kind, amount in (
        (K.SUPPLEMENTARY, "500,000"),
        (K.REDUCTION, "100,000"),
        (K.RELEASE, "1,400,000"),
        (K.COMMITMENT, "900,000"),
        (K.EXPENDITURE, "900,000"),
        (K.DIRECT_EXPENDITURE, "500,000"),
        (K.OVERRUN, "280,000"),
    ):
        a_movement(office, line_id, kind, amount)
    total = budgets.overview(office.officer).total
    assert (total.original, total.allocated, total.released, total.spent) == (
        1_000_000,
        1_400_000,
        1_400_000,
        1_680_000,
    )
    assert total.execution == pytest.approx(1.2)
    assert total.left == -280_000
    assert budgets.verify_ledger() == 8
    detail = budgets.line(office.officer, line_id=line_id)
    assert detail.movements.total == 8
    assert detail.kinds == (K.SUPPLEMENTARY, K.OVERRUN)


def test_no_more_than_is_left(office):
    line_id = a_line(office)
    error = refused("budgets.short.unreleased", a_movement, office, line_id, K.RELEASE, "1,000,001")
    assert error.data["left"] == "1,000,000"
    refused("budgets.short.available", a_movement, office, line_id, K.COMMITMENT, "1")
    refused("budgets.error.overrun_with_money_left", a_movement, office, line_id, K.OVERRUN, "1")


def test_the_approval_is_what_counts(office):
    line_id = a_line(office)
    first = a_movement(office, line_id, K.RELEASE, "600,000", approved=False)
    second = a_movement(office, line_id, K.RELEASE, "600,000", approved=False)
    budgets.approve(office.approver, movement_id=first, version=1)
    with pytest.raises(InsufficientFunds) as caught:
        budgets.approve(office.approver, movement_id=second, version=1)
    assert caught.value.data["left"] == "400,000"
    assert budgets.line(office.officer, line_id=line_id).balances[A.UNRELEASED] == 400_000
    budgets.reject(office.approver, movement_id=second, version=1, reason="More than is left.")
    (latest, *_) = budgets.line(office.officer, line_id=line_id).movements.items
    assert (latest.state, latest.decision_note) == (MovementState.REJECTED, "More than is left.")
    budgets.verify_ledger()


def test_a_rejection_needs_a_reason(office):
    line_id = a_line(office)
    movement = a_movement(office, line_id, K.RELEASE, "1", approved=False)
    refused(
        "budgets.error.missing.reason",
        budgets.reject,
        office.approver,
        movement_id=movement,
        version=1,
        reason=" ",
    )


def test_a_movement_is_reversed_once_at_most(office):
    line_id = a_line(office)
    released = a_movement(office, line_id, K.RELEASE, "300,000")
    day, why = date(2025, 10, 1), "Entered on the wrong line."
    undoing = budgets.reverse(office.officer, movement_id=released, happened_on=day, note=why)
    refused(
        "budgets.error.reversed_already",
        budgets.reverse,
        office.officer,
        movement_id=released,
        happened_on=day,
        note=why,
    )
    budgets.approve(office.approver, movement_id=undoing.movement_id, version=1)
    refused(
        "budgets.short.available",
        budgets.reverse,
        office.officer,
        movement_id=released,
        happened_on=day,
        note=why,
    )
    refused(
        "budgets.error.not_reversible",
        budgets.reverse,
        office.officer,
        movement_id=undoing.movement_id,
        happened_on=day,
        note=why,
    )
    assert budgets.line(office.officer, line_id=line_id).balances[A.UNRELEASED] == 1_000_000
    budgets.verify_ledger()


def test_a_reversed_allocation_no_longer_reports(office):
    line_id = a_line(office)
    allocation = budgets.line(office.officer, line_id=line_id).movements.items[-1].id
    extra = a_movement(office, line_id, K.SUPPLEMENTARY, "5")
    day, why = date(2025, 10, 1), "Not approved by the council."
    refused(
        "budgets.error.reverse_others_first",
        budgets.reverse,
        office.officer,
        movement_id=allocation,
        happened_on=day,
        note=why,
    )
    for movement in (extra, allocation):
        undoing = budgets.reverse(office.officer, movement_id=movement, happened_on=day, note=why)
        budgets.approve(office.approver, movement_id=undoing.movement_id, version=1)
    assert reporting() == {YEAR: (0, 0)}
    assert budgets.line(office.officer, line_id=line_id).kinds == (K.ALLOCATION,)
    a_movement(office, line_id, K.ALLOCATION, "700,000")
    assert reporting() == {YEAR: (1, 1)}
    budgets.verify_ledger()


def test_a_second_first_allocation_is_refused(office):
    waiting = a_line(office, approved=False)
    refused("budgets.error.allocation_pending", a_movement, office, waiting, K.ALLOCATION, "5")
    refused("budgets.error.not_allocated_yet", a_movement, office, waiting, K.SUPPLEMENTARY, "5")
    approved = a_line(office, description="Another")
    refused("budgets.error.allocated_already", a_movement, office, approved, K.ALLOCATION, "5")


def test_mending_and_withdrawing_what_waits(office):
    line_id = a_line(office)
    movement = a_movement(office, line_id, K.RELEASE, "300,000", approved=False)
    mended = {"amount": "250,000", "happened_on": date(2025, 9, 2)}
    budgets.edit(office.officer, movement_id=movement, version=1, **mended)
    refused("errors.conflict", budgets.edit, office.officer, movement_id=movement, version=1, **mended)
    refused("budgets.error.edited_since", budgets.approve, office.approver, movement_id=movement, version=1)
    other = an_account(Role.OFFICER, institution_id=office.institution_id)
    refused("budgets.error.not_recorder", budgets.withdraw, other, movement_id=movement, version=2)
    refused("errors.conflict", budgets.withdraw, office.officer, movement_id=movement, version=1)
    budgets.withdraw(office.officer, movement_id=movement, version=2)
    refused("budgets.error.decided", budgets.approve, office.approver, movement_id=movement, version=2)


def test_each_step_of_a_movement_stands_in_the_journal_with_who_took_it(office):
    line_id = a_line(office)
    movement = a_movement(office, line_id, K.RELEASE, "300,000", approved=False)
    mended = {"amount": "250,000", "happened_on": date(2025, 9, 2)}
    budgets.edit(office.officer, movement_id=movement, version=1, **mended)
    budgets.reject(office.approver, movement_id=movement, version=2, reason="Not what was agreed.")
    undone = a_movement(office, line_id, K.RELEASE, "1", approved=False)
    budgets.withdraw(office.officer, movement_id=undone, version=1)
    found = [(deed.event, deed.actor_id) for deed in deeds() if deed.subject_type == "movement"]
    officer, approver = office.officer.id, office.approver.id
    assert found == [
        ("movement.approved", approver),  # of the line's first allocation, which was recorded with the line
        ("movement.recorded", officer),
        ("movement.edited", officer),
        ("movement.rejected", approver),
        ("movement.recorded", officer),
        ("movement.withdrawn", officer),
    ]


def test_the_same_line_twice_is_refused(office):
    a_line(office)
    with pytest.raises(Conflict):
        a_line(office)


def test_another_institution_sees_nothing(office):
    line_id = a_line(office)
    movement = a_movement(office, line_id, K.RELEASE, "1", approved=False)
    foreign = an_office()
    assert budgets.overview(foreign.officer).lines.items == []
    assert budgets.pending(foreign.approver).items == []
    day, why = date(2025, 10, 1), "It is not mine at all."
    with pytest.raises(NotFound):
        budgets.line(foreign.officer, line_id=line_id)
    with pytest.raises(NotFound):
        a_movement(foreign, line_id, K.RELEASE, "1")
    for call, values in (
        (budgets.approve, {"version": 1}),
        (budgets.reject, {"version": 1, "reason": why}),
        (budgets.review, {}),
    ):
        with pytest.raises(NotFound):
            call(foreign.approver, movement_id=movement, **values)
    for call, values in (
        (budgets.reverse, {"happened_on": day, "note": why}),
        (budgets.withdraw, {"version": 1}),
    ):
        with pytest.raises(NotFound):
            call(foreign.officer, movement_id=movement, **values)


def test_roles_and_institutions(office):
    line_id = a_line(office)
    with pytest.raises(Forbidden):
        a_line(Office(office.institution_id, office.approver, office.approver))
    with pytest.raises(Forbidden):
        budgets.pending(office.officer)
    lost = an_account(Role.OFFICER)
    refused("budgets.error.no_institution", budgets.overview, lost)
    private = an_institution(public=False)
    refused(
        "budgets.error.not_public",
        a_line,
        Office(private, an_account(Role.OFFICER, institution_id=private), office.approver),
    )
    with pytest.raises(Forbidden):
        budgets.line(an_account(Role.ORGANISER), line_id=line_id)


@pytest.mark.parametrize("text", ["-5", "1e20", "12,5", "", "٥٠٠", "laki tano"])
def test_amounts_that_cannot_be_read_change_nothing(office, text):
    with pytest.raises(HubError) as caught:
        a_line(office, amount=text)
    assert caught.value.key.startswith("errors.money.")
    assert budgets.overview(office.officer).lines.total == 0


def test_dates(office, clock):
    tomorrow = clock.instant.date() + timedelta(days=1)
    refused("budgets.error.future", a_line, office, happened_on=tomorrow)
    refused("budgets.error.other_year", a_line, office, happened_on=date(2023, 1, 1))
    refused("budgets.error.year", a_line, office, financial_year="1999/00")


def test_the_audit_finds_a_total_that_was_tampered_with(office):
    a_line(office)
    with unit_of_work() as uow:
        uow.session.execute(update(BudgetTotal).values(allocated=col(BudgetTotal.allocated) + 1))
        uow.commit()
    with pytest.raises(DatabaseTrouble) as caught:
        budgets.verify_ledger()
    assert caught.value.data["table"] == "budget_total"


def test_the_fund_and_nature_are_kept_apart(office):
    a_line(office, fund=Fund.FOREIGN)
    a_line(office, nature=Nature.RECURRENT)
    with read_only() as session:
        rows = queries.totals(session, office.institution_id, YEAR)
    assert {(row.nature, row.fund, row.allocated) for row in rows} == {
        (Nature.DEVELOPMENT, Fund.FOREIGN, 1_000_000),
        (Nature.RECURRENT, Fund.LOCAL, 1_000_000),
    }


@pytest.mark.parametrize("lines", [1, 3])
def test_reading_asks_as_many_questions_however_long_the_lists_are(office, lines):
    for n in range(lines):
        line_id = a_line(office, description=f"Line {n}")
        for _ in range(lines):
            a_movement(office, line_id, K.RELEASE, "5", approved=False)
    with counted() as overview:
        budgets.overview(office.officer)
    with counted() as line:
        budgets.line(office.officer, line_id=line_id)
    with counted() as queue:
        waiting = budgets.pending(office.approver)
    with counted() as review:
        budgets.review(office.approver, movement_id=waiting.items[0].id)
    assert (overview.n, line.n, queue.n, review.n) == (6, 4, 1, 3)
