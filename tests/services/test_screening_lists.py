"""The list of received proposals: narrowed and sorted in SQL, counted without needless joins."""

import pytest
from sqlalchemy import event

from db.commands import proposals as commands
from db.engine import engine
from db.models.institutions import Institution, Region
from db.models.proposals import Proposal, Submission
from db.unit_of_work import unit_of_work
from innovation_hub.domain.permissions import Role
from innovation_hub.domain.proposals import ProposalState, Track
from innovation_hub.errors import Forbidden
from innovation_hub.services import screening
from innovation_hub.services.screening import Narrowing, Order
from tests.factories import judging as make


def place(name, region):
    with unit_of_work() as uow:
        if uow.session.get(Region, region) is None:
            uow.session.add(Region(code=region, name_sw=region, name_en=region, zone="", zanzibar=False))
        uow.commit()
    number = make.institution(name)
    with unit_of_work() as uow:
        uow.session.get(Institution, number).region_code = region
        uow.commit()
    return number


def submitted(call, title, institution, **values):
    owner = make.person(Role.STUDENT, institution_id=institution)
    return make.proposal(call.id, state=ProposalState.SUBMITTED, owner=owner, title=title, **values)


def submitted_again(entry):
    with unit_of_work() as uow:
        proposal = uow.session.get_one(Proposal, entry.id)
        before = uow.session.get_one(Submission, proposal.submission_id)
        again = Submission(
            proposal_id=entry.id,
            number=2,
            submitted_by=entry.owner_id,
            content=before.content,
            content_hash="1" * 64,
        )
        uow.session.add(again)
        uow.session.flush()
        commands.put_last(proposal, again)
        uow.commit()


@pytest.fixture
def organiser():
    return make.person(Role.ORGANISER)


@pytest.fixture
def call():
    """Three proposals: of two institutions and one without."""
    found = make.call()
    submitted(found, "Water", place("Zanzibar House", "TZ-15"), requested=5, language="en")
    submitted(found, "Roads", place("Arusha House", "TZ-01"), requested=9, track=Track.DEVICE)
    submitted(found, "Clinics", None, requested=7)
    return found


def titles(organiser, call, **wanted):
    return [one.title for one in screening.entries(organiser, call_id=call.id, **wanted).items]


def test_each_filter_narrows_the_list(organiser, call):
    places = {one.name_en: one for one in screening.places(organiser, call_id=call.id)}
    assert list(places) == ["Arusha House", "Zanzibar House"]
    narrowed = {
        Narrowing(institution_id=places["Arusha House"].id): ["Roads"],
        Narrowing(track=Track.DEVICE): ["Roads"],
        Narrowing(language="en"): ["Water"],
        Narrowing(region="TZ-15"): ["Water"],
        Narrowing(least=7): ["Roads", "Clinics"],
        Narrowing(most=7): ["Water", "Clinics"],
        Narrowing(least=6, most=8): ["Clinics"],
        Narrowing(language="en", track=Track.DEVICE): [],
    }
    for narrowing, found in narrowed.items():
        assert titles(organiser, call, narrowing=narrowing) == found
        assert screening.entries(organiser, call_id=call.id, narrowing=narrowing, size=1).total == len(found)


def test_the_list_is_sorted_as_asked(organiser, call):
    submitted_again(make.rows(Proposal, title="Water")[0])
    orders = {
        Order.CODE: ["Water", "Roads", "Clinics"],
        Order.NEWEST: ["Water", "Clinics", "Roads"],
        Order.OLDEST: ["Roads", "Clinics", "Water"],
        Order.TITLE: ["Clinics", "Roads", "Water"],
        Order.INSTITUTION: ["Roads", "Water", "Clinics"],
        Order.MOST: ["Roads", "Clinics", "Water"],
        Order.LEAST: ["Water", "Clinics", "Roads"],
    }
    for order, found in orders.items():
        assert titles(organiser, call, order=order, language="en") == found


def asked(use):
    """The statements that are sent meanwhile."""
    sent = []
    note = lambda _connection, _cursor, statement, *_: sent.append(statement)  # noqa: E731
    event.listen(engine(), "before_cursor_execute", note)
    try:
        use()
    finally:
        event.remove(engine(), "before_cursor_execute", note)
    return sent


JOINED = {
    "nothing": ({}, ()),
    "text": ({"text": "a"}, ()),
    "region": ({"narrowing": Narrowing(region="TZ-01", least=1)}, ("institution",)),
    "order": ({"order": Order.TITLE, "narrowing": Narrowing(least=1)}, ()),
}


@pytest.mark.parametrize("by", JOINED)
def test_the_count_joins_only_what_it_filters_by(organiser, call, by):
    wanted, tables = JOINED[by]
    sent = asked(lambda: screening.entries(organiser, call_id=call.id, offset=9, **wanted))
    (count,) = [statement for statement in sent if statement.startswith("SELECT count(")]
    assert count.count("JOIN") == len(tables)
    assert all(f"JOIN {table}" in count for table in tables)


@pytest.mark.parametrize("number", [1, 3])
def test_the_institutions_take_two_statements_however_many_there_are(organiser, number):
    call = make.call()
    for _ in range(number):
        make.proposal(call.id)
    with make.counted() as statements:
        assert len(screening.places(organiser, call_id=call.id)) == number
    assert statements.n == 2, "the newest entry of the journal, and the institutions"


def test_only_organisers_see_where_proposals_come_from(call):
    with pytest.raises(Forbidden):
        screening.places(make.person(Role.JUDGE), call_id=call.id)


@pytest.mark.parametrize("order", Order)
def test_the_neighbours_of_a_proposal_are_those_of_the_list_over_the_edges_of_pages(organiser, order):
    call, where = make.call(), place("Arusha House", "TZ-01")
    for title in ("Water", "Roads", "Water", "Water", "Roads"):
        submitted(call, title, where, requested=5)
    submitted(call, "Clinics", where, requested=9)
    wanted = {"call_id": call.id, "order": order, "narrowing": Narrowing(most=5)}
    ids = [one.id for one in screening.entries(organiser, **wanted).items]
    assert len(ids) == 5
    for position, number in enumerate(ids):
        asked_for = {**wanted, "proposal_id": number, "size": 2}
        near = screening.near(organiser, **asked_for, offset=position // 2 * 2)
        first = max(0, position - 1)
        assert (near.ids, near.first, near.total) == (tuple(ids[first : position + 2]), first, 5)
    assert screening.near(organiser, **{**asked_for, "text": "no such title"}, offset=4) is None


@pytest.mark.parametrize("number", [9, 30])
def test_neighbours_take_as_many_statements_however_long_the_list_is(organiser, number):
    call = make.call()
    ids = [make.proposal(call.id, state=ProposalState.SUBMITTED).id for _ in range(number)]
    wanted = {"call_id": call.id, "proposal_id": ids[3], "size": 2}
    with make.counted() as first:
        near = screening.near(organiser, **wanted, offset=2)
    assert (near.ids, near.first, near.total) == (tuple(ids[2:5]), 2, number)
    assert first.n == 3, "the newest entry of the journal, the ids, and the length"
    with make.counted() as again:
        screening.near(organiser, **wanted | {"proposal_id": ids[2]}, offset=2)
    assert again.n == 1, "the ids are cached"
    assert screening.near(organiser, **wanted, offset=6) is None


def test_only_organisers_see_neighbours(call):
    with pytest.raises(Forbidden):
        screening.near(make.person(Role.JUDGE), call_id=call.id, proposal_id=1)
