"""A received proposal that was opened from a list: steps to its neighbours there, and the way back to its rows."""

import pytest

from innovation_hub.domain.permissions import Role
from innovation_hub.domain.proposals import ProposalState as S
from innovation_hub.services import screening
from innovation_hub.services.screening import Narrowing, Order, Show
from tests.factories import judging as make
from tests.factories.accounts import an_account
from tests.pages import kit

LISTS = {"screening": S.SUBMITTED, "ranking": S.ELIGIBLE}


@pytest.fixture
def organiser():
    return an_account(Role.ORGANISER)


@pytest.fixture
def call():
    return make.call(judges_per_proposal=1)


def entries_of(call, state, number=12):
    return [make.proposal(call.id, state=state, requested=n) for n in range(1, number + 1)]


def keys(app):
    return {button.key for button in app.button}


def step(app, key):
    return kit.sound(app.button(key=f"proposal.{key}").click().run())


def ways(app):
    """Where links of the page lead: its page and the address, in order; that of the reader's account left out."""
    links = [(link.proto.page, link.proto.query_string) for link in app.get("page_link")]
    return [(page, query) for page, query in links if page != "account"]


@pytest.mark.parametrize(("name", "state"), LISTS.items())
def test_one_steps_through_the_list_as_it_was_narrowed(organiser, call, name, state):
    entries = entries_of(call, state)
    address = {"list": name, "call": call.id, "order": "most", "from": "2"}
    app = kit.open_page("received_proposal", organiser, **address, proposal=entries[2].id)
    assert "10 of 11" in kit.text(app)
    step(app, "after")
    assert app.query_params["proposal"] == str(entries[1].id)
    assert "proposal.after" not in keys(app), "the one that asks for least is left out"
    step(app, "before")
    step(app, "before")
    assert app.query_params["proposal"] == str(entries[3].id)
    assert "proposal.close" not in keys(app)
    page, query = ways(app)[0]
    assert page == name
    assert "order=most" in query
    assert "from=2" in query
    assert "list=" not in query


@pytest.mark.parametrize(("name", "size"), [("screening", 10), ("ranking", 25)])
def test_the_way_back_leads_to_the_page_of_the_list_that_was_stepped_to(organiser, call, name, size):
    entries = entries_of(call, LISTS[name], size + 1)
    address = {"list": name, "call": call.id, "order": "least"}
    app = kit.open_page("received_proposal", organiser, **address, proposal=entries[size - 1].id)
    assert "page=" not in ways(app)[0][1]
    step(app, "after")
    assert app.query_params["proposal"] == str(entries[size].id)
    assert "page=2" in ways(app)[0][1]
    step(app, "before")
    assert "page=" not in ways(app)[0][1]


def test_the_tab_stays_from_proposal_to_proposal(organiser, call):
    entries = entries_of(call, S.ELIGIBLE, 2)
    address = {"list": "ranking", "call": call.id, "tab": "history"}
    app = kit.open_page("received_proposal", organiser, **address, proposal=entries[0].id)
    step(app, "after")
    assert app.query_params["tab"] == "history"


@pytest.mark.parametrize("name", LISTS)
def test_the_list_names_itself_to_the_proposal(organiser, call, name):
    entries = entries_of(call, LISTS[name], 2)
    app = kit.open_page(name, organiser, call=call.id, order="most", proposal=entries[0].id)
    (query,) = (query for page, query in ways(app) if page == "received-proposal")
    for part in (f"proposal={entries[0].id}", f"list={name}", f"call={call.id}", "order=most"):
        assert part in query.split("&")


@pytest.mark.parametrize(
    "address", [{}, {"list": "magic"}, {"list": "ranking"}, {"list": "ranking", "call": "x"}]
)
def test_without_its_list_a_proposal_has_no_steps_and_leads_to_screening(organiser, call, address):
    entries = entries_of(call, S.ELIGIBLE, 2)
    app = kit.open_page("received_proposal", organiser, **address, proposal=entries[0].id)
    assert not {"proposal.after", "proposal.before"} & keys(app)
    assert ways(app)[0] == ("screening", f"call={call.id}")


def test_one_that_is_not_in_the_list_any_more_has_no_steps_but_the_way_back(organiser, call):
    entries = entries_of(call, S.ELIGIBLE, 2)
    address = {"list": "ranking", "call": call.id, "show": "decided"}
    app = kit.open_page("received_proposal", organiser, **address, proposal=entries[0].id)
    assert "proposal.after" not in keys(app)
    assert ways(app)[0][0] == "ranking"
    assert "show=decided" in ways(app)[0][1]


def test_neighbours_in_screening_are_those_of_its_pages(organiser, call):
    entries = entries_of(call, S.SUBMITTED)
    screening.rule_out(organiser, proposal_id=entries[3].id, version=1, reason=make.REASON)
    for order in Order:
        for wanted in ({}, {"narrowing": Narrowing(least=3, most=9)}, {"text": "clinics"}):
            asked = {"call_id": call.id, "show": Show.WAITING, "order": order, **wanted}
            ids = [one.id for one in screening.entries(organiser, **asked, size=50).items]
            for place, id in enumerate(ids):
                near = screening.near(organiser, **asked, proposal_id=id)
                assert near.ids == tuple(ids[max(0, place - 1) : place + 2])
                assert (near.first, near.total) == (max(0, place - 1), len(ids))
            assert screening.near(organiser, **asked, proposal_id=entries[3].id) is None


def test_stepping_asks_for_the_list_once(organiser, call):
    entries = entries_of(call, S.SUBMITTED, 3)
    screening.near(organiser, call_id=call.id, proposal_id=entries[0].id)
    with make.counted() as statements:
        screening.near(organiser, call_id=call.id, proposal_id=entries[1].id)
    assert statements.n == 1
