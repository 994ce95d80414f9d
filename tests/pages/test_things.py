"""One thing of a list, opened by the page's address: rows are links, and there is a way on from each thing."""

import pytest

from innovation_hub.domain.permissions import Role
from innovation_hub.domain.proposals import ProposalState as S
from tests.factories import judging as make
from tests.factories.accounts import an_account
from tests.pages import kit
from tests.pages.kit import html

PAGES = {"ranking": S.ELIGIBLE, "screening": S.SUBMITTED}


@pytest.fixture
def organiser():
    return an_account(Role.ORGANISER)


@pytest.fixture(params=PAGES)
def listed(request, organiser):
    """A page, and the proposals that it lists in order."""
    call = make.call(judges_per_proposal=1)
    entries = [make.proposal(call.id, state=PAGES[request.param]) for _ in range(3)]
    return kit.open_page(request.param, organiser, call=call.id), request.param, call, entries


def opened(app):
    """The code of the proposal that is open."""
    heads = [box.value.split("\n\n")[1] for box in app.markdown if box.value.startswith("### ")]
    return heads[0].replace("\\", "").split(" ")[0] if heads else None


def press(app, key):
    return kit.sound(app.button(key=f"proposal.{key}").click().run())


def test_each_row_is_a_link_that_keeps_the_call(listed):
    app, _, call, entries = listed
    for entry in entries:
        assert f'href="?call={call.id}&amp;proposal={entry.id}"' in html(app)


def test_one_steps_from_one_to_the_next_and_back(listed):
    app, _, _, entries = listed
    kit.follow(app, proposal=entries[1].id)
    assert opened(app) == entries[1].code
    press(app, "after")
    assert opened(app) == entries[2].code
    assert app.query_params["proposal"] == str(entries[2].id)
    assert "proposal.after" not in [button.key for button in app.button]
    press(app, "before")
    assert opened(app) == entries[1].code


def test_what_the_address_names_is_opened_wherever_it_is_listed(organiser):
    call = make.call(judges_per_proposal=1)
    entries = [make.proposal(call.id, state=S.SUBMITTED) for _ in range(12)]
    app = kit.open_page("screening", organiser, call=call.id, proposal=entries[-1].id)
    assert entries[-1].code not in html(app)
    assert opened(app) == entries[-1].code


@pytest.mark.parametrize("wrong", ["0", "x", "99999"])
def test_an_address_that_names_no_proposal_of_the_call_opens_none(organiser, wrong):
    other = make.proposal(make.call(judges_per_proposal=1).id, state=S.SUBMITTED)
    call = make.call(judges_per_proposal=1)
    entry = make.proposal(call.id, state=S.SUBMITTED)
    for number in (wrong, other.id):
        assert opened(kit.open_page("screening", organiser, call=call.id, proposal=number)) == entry.code
        assert opened(kit.open_page("ranking", organiser, call=call.id, proposal=number)) is None


def test_the_ranking_shows_the_proposal_and_closes_it(organiser):
    call = make.call(judges_per_proposal=1)
    entry = make.proposal(call.id)
    app = kit.open_page("ranking", organiser, call=call.id, proposal=entry.id)
    kit.unfold(app, f"ranking.{entry.id}.read")
    assert "hub-text" in html(app)
    press(app, "close")
    assert opened(app) is None
    assert "proposal" not in app.query_params


def test_the_place_is_told_of_the_whole_list_and_not_of_its_page(organiser):
    call = make.call(judges_per_proposal=1)
    entries = [make.proposal(call.id, state=S.SUBMITTED) for _ in range(12)]
    app = kit.open_page("screening", organiser, call=call.id, proposal=entries[1].id)
    assert "2 of 12" in kit.text(app)
    kit.sound(app.button(key=next(b.key for b in app.button if b.label == "Next page")).click().run())
    kit.follow(app, proposal=entries[11].id)
    assert "12 of 12" in kit.text(app)


def test_in_screening_one_steps_over_the_edge_of_a_page_and_the_list_follows(organiser):
    call = make.call(judges_per_proposal=1)
    entries = [make.proposal(call.id, state=S.SUBMITTED) for _ in range(12)]
    app = kit.open_page("screening", organiser, call=call.id, order="code", proposal=entries[9].id)
    assert "10 of 12" in kit.text(app)
    press(app, "after")
    assert opened(app) == entries[10].code
    assert "11 of 12" in kit.text(app)
    assert app.query_params["page"] == "2"
    assert f"proposal={entries[11].id}" in html(app), "the list shows the page of what is open"
    press(app, "before")
    assert opened(app) == entries[9].code
    assert "page" not in app.query_params


def test_in_screening_one_steps_past_the_edge_in_the_order_and_filter_of_the_list(organiser):
    call = make.call(judges_per_proposal=1)
    entries = [make.proposal(call.id, state=S.SUBMITTED, requested=n) for n in range(1, 14)]
    address = {"call": call.id, "order": "most", "from": "2", "page": "2"}
    app = kit.open_page("screening", organiser, **address)
    assert opened(app) == entries[2].code, "the first of the second page"
    press(app, "before")
    assert opened(app) == entries[3].code
    expected = {"call": str(call.id), "order": "most", "from": "2", "proposal": str(entries[3].id)}
    assert dict(app.query_params) == expected
