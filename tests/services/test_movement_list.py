"""The list of what waits for approval: narrowed, sorted and cut into pages in SQL, and read in few statements."""

import pytest

from innovation_hub.domain.budgets import MovementKind
from innovation_hub.domain.permissions import Role
from innovation_hub.errors import Forbidden
from innovation_hub.services import budgets
from innovation_hub.services.budgets import MovementOrder, WantedMovements
from tests.factories.accounts import an_account
from tests.factories.budgets import Office, a_line, a_movement, an_office
from tests.factories.judging import counted

K = MovementKind


@pytest.fixture
def office(clock) -> Office:
    return an_office()


@pytest.fixture
def waiting(office):
    """Four movements by their names: of two lines in two years, by two people."""
    other = Office(
        office.institution_id,
        an_account(Role.OFFICER, institution_id=office.institution_id, name="Asha Pili"),
        office.approver,
    )
    network = a_line(office, description="Mtandao wa wilaya")
    study = a_line(other, description="Study of 100% payments", financial_year="2024/25", approved=False)
    (first,) = budgets.pending(office.approver).items
    return {
        "study": first.id,
        "small": a_movement(office, network, K.RELEASE, "5", approved=False, reference="BARUA/17"),
        "large": a_movement(other, network, K.RELEASE, "70", approved=False),
        "more": a_movement(other, network, K.SUPPLEMENTARY, "6", approved=False),
    } | {"line": study}


def found(office, waiting, **wanted):
    names = {number: name for name, number in waiting.items() if name != "line"}
    page = budgets.pending(office.approver, wanted=WantedMovements(**wanted))
    assert page.total == len(page.items)
    return [names[row.id] for row in page.items]


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ({}, ["study", "small", "large", "more"]),
        ({"order": MovementOrder.NEWEST}, ["more", "large", "small", "study"]),
        ({"order": MovementOrder.LARGEST}, ["study", "large", "more", "small"]),
        ({"text": " MTANDAO "}, ["small", "large", "more"]),
        ({"text": "barua/17"}, ["small"]),
        ({"text": "100%"}, ["study"]),
        ({"text": "1_0"}, []),
        ({"kind": K.SUPPLEMENTARY}, ["more"]),
        ({"financial_year": "2024/25"}, ["study"]),
        ({"least": 6, "most": 70}, ["large", "more"]),
        ({"text": "mtandao", "kind": K.RELEASE, "financial_year": "2025/26", "most": 69}, ["small"]),
    ],
)
def test_the_queue_is_narrowed_and_sorted(office, waiting, wanted, names):
    assert found(office, waiting, **wanted) == names


@pytest.mark.parametrize("typed", ["réf/ñ", "RÉF/Ñ", "çelik", "ÇELIK"])
def test_the_search_of_the_queue_ignores_the_case_of_all_letters(office, waiting, typed):
    line = a_line(office, description="Çelik")
    waiting["other"] = a_movement(office, line, K.RELEASE, "5", approved=False, reference="Réf/Ñ")
    assert found(office, waiting, text=typed) == ["other"]


def test_the_queue_is_narrowed_to_who_recorded_it(office, waiting):
    sources = budgets.queue_sources(office.approver)
    assert sources.years == ("2025/26", "2024/25")
    assert list(sources.recorders.values()) == ["Asha Pili", "Neema Mushi"]
    (asha, neema) = sources.recorders
    assert found(office, waiting, recorder_id=asha) == ["study", "large", "more"]
    assert found(office, waiting, recorder_id=neema) == ["small"]


def test_what_stands_beside_one_is_what_the_list_says(office, waiting):
    def near(name, **wanted):
        return budgets.near_movement(
            office.approver, wanted=WantedMovements(**wanted), movement_id=waiting[name]
        )

    one = near("large")
    assert (one.ids, one.first, one.total) == ((waiting["small"], waiting["large"], waiting["more"]), 1, 4)
    one = near("large", order=MovementOrder.LARGEST, text="mtandao")
    assert (one.ids, one.first, one.total) == ((waiting["large"], waiting["more"]), 0, 3)
    assert near("study", text="mtandao") is None


def test_nobody_sees_what_waits_elsewhere(office, waiting):
    foreign = an_office().approver
    assert budgets.pending(foreign).total == 0
    assert budgets.queue_sources(foreign).years == ()
    assert budgets.near_movement(foreign, wanted=WantedMovements(), movement_id=waiting["small"]) is None
    for call, values in (
        (budgets.queue_sources, {}),
        (budgets.near_movement, {"wanted": WantedMovements(), "movement_id": waiting["small"]}),
    ):
        with pytest.raises(Forbidden):
            call(office.officer, **values)


@pytest.mark.parametrize(("number", "statements"), [(3, 1), (30, 2)])
def test_a_page_of_the_queue_takes_two_statements_at_most(office, number, statements):
    line = a_line(office)
    for _ in range(number):
        a_movement(office, line, K.RELEASE, "5", approved=False)
    wanted = WantedMovements(text="study", order=MovementOrder.LARGEST)
    with counted() as queue:
        page = budgets.pending(office.approver, wanted=wanted)
    assert (page.total, len(page.items)) == (number, min(number, budgets.QUEUE))
    with counted() as near:
        budgets.near_movement(office.approver, wanted=wanted, movement_id=page.items[0].id)
    with counted() as sources:
        budgets.queue_sources(office.approver)
    assert (queue.n, sources.n) == (statements, 1)
    assert near.n == 2, "the newest entry of the journal, and the ids"
