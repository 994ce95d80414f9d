"""The rows of a funding plan as a list: narrowed and sorted by the address, each a link to its proposal."""

import pytest

from db.models.funding import FundingPlan
from innovation_hub.domain.permissions import Role
from innovation_hub.i18n import translator
from innovation_hub.services import funding, ranking
from innovation_hub.services.funding import ChoiceOrder, WantedChoices
from tests.factories import judging as make
from tests.factories.accounts import an_account
from tests.pages import kit
from tests.pages.judging_kit import press
from tests.pages.kit import html
from tests.pages.test_funding import MILLION, computed

NAMES = ("dear", "fair", "cheap")


@pytest.fixture
def organiser():
    return an_account(Role.ORGANISER)


@pytest.fixture
def call():
    return make.call()


@pytest.fixture
def entries(call):
    """The dearest is the best; a budget of nine million is worth more on the two others."""
    made = {}
    for name, asked, score in zip(NAMES, (8, 4, 3), (5, 4, 2), strict=True):
        made[name] = make.proposal(call.id, title=f"Wazo {name}", requested=asked * MILLION)
        make.reviewed(make.person(), made[name], score, score)
    return made


@pytest.fixture
def planned(organiser, call, entries):
    return computed(kit.open_page("funding", organiser, call=call.id))


def rows(app, entries):
    """The names of the rows of the plan, in order."""
    shown = html(app)
    places = {shown.find(f"{entry.code} · "): name for name, entry in entries.items()}
    return [places[place] for place in sorted(places) if place >= 0]


def test_each_row_leads_to_its_proposal(planned, entries):
    for entry in entries.values():
        assert f'href="/received-proposal?proposal={entry.id}"' in html(planned)


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ({}, ["fair", "cheap", "dear"]),
        ({"show": "left_out"}, ["dear"]),
        ({"show": "funded"}, ["fair", "cheap"]),
        ({"show": "part"}, []),
        ({"q": "CHEAP"}, ["cheap"]),
        ({"order": "least"}, ["cheap", "fair", "dear"]),
        ({"order": "code"}, ["dear", "fair", "cheap"]),
        ({"state": "shortlisted"}, ["fair"]),
        ({"state": "awarded"}, []),
    ],
)
def test_the_rows_are_narrowed_and_sorted_by_the_address(organiser, call, entries, planned, address, names):
    ranking.shortlist(organiser, proposal_id=entries["fair"].id, version=1)
    app = kit.open_page("funding", organiser, call=call.id, **address)
    app = kit.sound(
        app.selectbox(key=f"funding.plan.{call.id}").set_value(make.rows(FundingPlan)[0].id).run()
    )
    assert rows(app, entries) == names
    assert bool(names) != (translator("en")("ranking.nothing_listed") in kit.text(app))


def test_chances_bound_the_rows(organiser, planned):
    (plan,) = make.rows(FundingPlan)
    chances = [one.chance for one in funding.choices(organiser, plan_id=plan.id)]
    for least, below in ((0.0, 0.1), (0.1, 0.9), (0.9, 2.0)):
        wanted = WantedChoices(chances=(least, below), order=ChoiceOrder.CHANCE)
        found = funding.listed(organiser, plan_id=plan.id, wanted=wanted, size=10)
        expected = sorted((chance for chance in chances if least <= chance < below), reverse=True)
        assert [one.chance for one in found.items] == expected
        assert found.total == len(expected)


def test_a_choice_is_written_into_the_address(planned, entries):
    kit.sound(planned.segmented_control(key="pick.funding.show").set_value("left_out").run())
    assert planned.query_params["show"] == "left_out"
    assert rows(planned, entries) == ["dear"]
    kit.unfold(planned, "funding.filters")
    planned.selectbox(key="pick.funding.chance").set_value("sure").run()
    assert planned.query_params["chance"] == "sure"
    press(planned, "funding.clear")
    assert "chance" not in planned.query_params
    assert planned.query_params["show"] == "left_out"
