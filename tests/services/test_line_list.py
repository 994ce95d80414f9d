"""The list of budget lines: narrowed, sorted and cut into pages in SQL, and read in few statements."""

import pytest

from innovation_hub.domain.budgets import Category, Fund, MovementKind, Nature
from innovation_hub.domain.form6 import Form6
from innovation_hub.domain.permissions import Role
from innovation_hub.errors import Forbidden
from innovation_hub.services import budgets
from innovation_hub.services.budgets import LineOrder, LineState, WantedLines
from tests.factories.accounts import an_account
from tests.factories.budgets import YEAR, Office, a_line, a_movement, an_office
from tests.factories.judging import counted

K = MovementKind


@pytest.fixture
def office(clock) -> Office:
    return an_office()


@pytest.fixture
def lines(office):
    """Four lines by their names: ``spent`` has an overrun, ``asked`` something that waits, ``new`` is not approved."""
    made = {
        "spent": a_line(office, description="Utafiti", amount="100", category=Category.RESEARCH),
        "asked": a_line(
            office, description="mtandao", amount="300", category=Category.ICT, fund=Fund.FOREIGN
        ),
        "coded": a_line(
            office, description="Vifaa", category=Category.DEVICES, codes=Form6(gfs_code="22120101")
        ),
        "new": a_line(
            office, description="Wi-Fi 5%", fund_source="Own", approved=False, nature=Nature.RECURRENT
        ),
    }
    for kind, amount in ((K.RELEASE, "100"), (K.DIRECT_EXPENDITURE, "100"), (K.OVERRUN, "7")):
        a_movement(office, made["spent"], kind, amount)
    a_movement(office, made["asked"], K.RELEASE, "50", approved=False)
    a_line(office, description="Another year", financial_year="2024/25")
    return made


def found(office, lines, **wanted):
    names = {number: name for name, number in lines.items()}
    seen = budgets.overview(office.officer, financial_year=YEAR, wanted=WantedLines(**wanted))
    assert seen.lines.total == len(seen.lines.items)
    return [names[row.id] for row in seen.lines.items]


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ({}, ["coded", "asked", "spent", "new"]),
        ({"order": LineOrder.NEWEST}, ["new", "coded", "asked", "spent"]),
        ({"order": LineOrder.ALLOCATED}, ["coded", "asked", "spent", "new"]),
        ({"order": LineOrder.LEFT}, ["spent", "new", "asked", "coded"]),
        ({"text": " MTANDAO"}, ["asked"]),
        ({"text": "own"}, ["new"]),
        ({"text": "2212"}, ["coded"]),
        ({"text": "5%"}, ["new"]),
        ({"text": "_"}, []),
        ({"category": Category.RESEARCH}, ["spent", "new"]),
        ({"nature": Nature.RECURRENT}, ["new"]),
        ({"fund": Fund.FOREIGN}, ["asked"]),
        ({"state": LineState.NOT_REPORTED}, ["new"]),
        ({"state": LineState.WAITING}, ["asked", "new"]),
        ({"state": LineState.OVERSPENT}, ["spent"]),
        ({"state": LineState.WAITING, "category": Category.ICT, "text": "mtandao"}, ["asked"]),
    ],
)
def test_the_lines_are_narrowed_and_sorted(office, lines, wanted, names):
    assert found(office, lines, **wanted) == names


@pytest.mark.parametrize("typed", ["école", "ÉCOLE", "ÉcOlE", "žižka ėŠ"])
def test_the_search_ignores_the_case_of_all_letters(office, typed):
    number = a_line(office, description="Mafunzo ya École", fund_source="ŽIŽKA Ėš 100%")
    a_line(office, description="Mafunzo ya Ecole")
    wanted = WantedLines(text=typed)
    seen = budgets.overview(office.officer, financial_year=YEAR, wanted=wanted)
    assert [row.id for row in seen.lines.items] == [number]
    assert budgets.near_line(office.officer, financial_year=YEAR, wanted=wanted, line_id=number).total == 1


def test_what_waits_is_counted_by_line_and_in_all(office, lines):
    seen = budgets.overview(office.officer, financial_year=YEAR, wanted=WantedLines(category=Category.ICT))
    assert [row.pending for row in seen.lines.items] == [1]
    assert seen.pending == 2


def test_what_stands_beside_one_is_what_the_list_says(office, lines):
    def near(name, **wanted):
        return budgets.near_line(
            office.officer, financial_year=YEAR, wanted=WantedLines(**wanted), line_id=lines[name]
        )

    one = near("asked")
    assert (one.ids, one.first, one.total) == ((lines["coded"], lines["asked"], lines["spent"]), 0, 4)
    one = near("new", state=LineState.WAITING, order=LineOrder.LEFT)
    assert (one.ids, one.first, one.total) == ((lines["new"], lines["asked"]), 0, 2)
    assert near("spent", state=LineState.WAITING) is None


def test_nobody_steps_through_the_lines_of_another_institution(office, lines):
    values = {"financial_year": YEAR, "wanted": WantedLines(), "line_id": lines["asked"]}
    assert budgets.near_line(an_office().officer, **values) is None
    with pytest.raises(Forbidden):
        budgets.near_line(an_account(Role.ORGANISER), **values)


@pytest.mark.parametrize(("number", "statements"), [(2, 6), (30, 7)])
def test_a_page_of_lines_takes_as_many_statements_however_long_the_list_is(office, number, statements):
    for n in range(number):
        line_id = a_line(office, description=f"Line {n}", approved=False)
    wanted = WantedLines(text="line", state=LineState.WAITING, order=LineOrder.LEFT)
    with counted() as overview:
        seen = budgets.overview(office.officer, financial_year=YEAR, wanted=wanted)
    assert (seen.lines.total, len(seen.lines.items)) == (number, min(number, budgets.LINES))
    with counted() as near:
        budgets.near_line(office.officer, financial_year=YEAR, wanted=wanted, line_id=line_id)
    assert (overview.n, near.n) == (statements, 2), "the newest entry of the journal, and the ids"
