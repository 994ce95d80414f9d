"""The ranking as a list: narrowed, sorted, one page at a time, with totals that need no row of it."""

from dataclasses import replace

import pytest

from db.unit_of_work import one_view
from innovation_hub.domain.permissions import Role
from innovation_hub.domain.proposals import ProposalState as S
from innovation_hub.domain.proposals import Track
from innovation_hub.errors import Forbidden, NotFound
from innovation_hub.services import ranking, reviews, screening
from innovation_hub.services.ranking import EVERY, SHORT, RankingOrder, WantedRanking
from innovation_hub.services.screening import Narrowing
from tests.factories import judging as make


@pytest.fixture
def organiser():
    return make.person(Role.ORGANISER)


@pytest.fixture
def call():
    return make.call()


@pytest.fixture
def entries(call):
    """Four by name: of two reviews, of two that differ, of one, of none; each asks for more than the one before."""
    one, two = make.person(), make.person()
    scores = {"good": (5, 4), "torn": (5, 1), "half": (3,), "unread": ()}
    found = {}
    for number, (name, given) in enumerate(scores.items(), start=1):
        track = Track.DEVICE if name == "torn" else Track.SOFTWARE
        found[name] = make.proposal(call.id, title=f"Wazo {name}", requested=number * 100, track=track)
        for judge, score in zip((one, two), given, strict=False):
            make.reviewed(judge, found[name], score, score)
    return found


def listed(organiser, call, entries, **wanted):
    """The names of what is listed, in order."""
    names = {entry.id: name for name, entry in entries.items()}
    found = ranking.ranking(organiser, call_id=call.id, wanted=WantedRanking(**wanted))
    assert found.total == len(found.items)
    return [names[row.id] for row in found.items]


@pytest.mark.parametrize(
    ("order", "names"),
    [
        (RankingOrder.PLACE, ["good", "torn", "half", "unread"]),
        (RankingOrder.SPREAD, ["torn", "good", "half", "unread"]),
        (RankingOrder.FEWEST, ["unread", "half", "good", "torn"]),
        (RankingOrder.CODE, ["good", "torn", "half", "unread"]),
        (RankingOrder.MOST, ["unread", "half", "torn", "good"]),
        (RankingOrder.LEAST, ["good", "torn", "half", "unread"]),
    ],
)
def test_the_list_is_sorted(organiser, call, entries, order, names):
    assert listed(organiser, call, entries, order=order) == names


def test_judges_who_agree_come_before_a_single_one(organiser, call):
    alone, agreed = make.proposal(call.id), make.proposal(call.id)
    make.reviewed(make.person(), alone, 5, 5)
    for judge in (make.person(), make.person()):
        make.reviewed(judge, agreed, 2, 2)
    wanted = WantedRanking(order=RankingOrder.SPREAD)
    found = ranking.ranking(organiser, call_id=call.id, wanted=wanted)
    assert [row.id for row in found.items] == [agreed.id, alone.id]


def test_of_two_without_a_review_the_declined_one_is_named_first(organiser, call):
    kept, declined = make.proposal(call.id), make.proposal(call.id)
    ranking.decline(organiser, proposal_id=declined.id, version=1, reason=make.REASON)
    found = ranking.ranking(organiser, call_id=call.id, wanted=SHORT)
    assert [row.id for row in found.items] == [declined.id, kept.id]


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ({"text": "TORN"}, ["torn"]),
        ({"complete": True}, ["good", "torn"]),
        ({"complete": False}, ["half", "unread"]),
        ({"top": 2}, ["good", "torn", "half"]),  # two share the second rank
        ({"states": frozenset({S.DECLINED})}, []),
        ({"narrowing": Narrowing(track=Track.DEVICE)}, ["torn"]),
        ({"narrowing": Narrowing(least=200, most=300)}, ["torn", "half"]),
        ({"narrowing": Narrowing(language="en")}, []),
        ({"complete": False, "narrowing": Narrowing(least=400)}, ["unread"]),
    ],
)
def test_the_list_is_narrowed(organiser, call, entries, wanted, names):
    assert listed(organiser, call, entries, **wanted) == names


def test_it_is_narrowed_to_an_institution(organiser, call, entries):
    place = entries["half"].owner.institution_id
    assert listed(organiser, call, entries, narrowing=Narrowing(institution_id=place)) == ["half"]


def test_a_page_is_a_part_of_the_whole(organiser, call, entries):
    whole = ranking.ranking(organiser, call_id=call.id)
    parts = [ranking.ranking(organiser, call_id=call.id, offset=at, size=3) for at in (0, 3, 6)]
    assert [row for part in parts for row in part.items] == list(whole.items)
    assert {part.total for part in parts} == {whole.total}
    assert whole.items[1] == ranking.one(organiser, call_id=call.id, proposal_id=entries["torn"].id)


def test_neighbours_are_those_of_the_list_that_is_looked_at(organiser, call, entries):
    def near(name, **wanted):
        return ranking.near(
            organiser, call_id=call.id, wanted=WantedRanking(**wanted), proposal_id=entries[name].id
        )

    ids = {name: entry.id for name, entry in entries.items()}
    assert near("good").ids == (ids["good"], ids["torn"])
    middle = near("half")
    assert (middle.ids, middle.first, middle.total) == ((ids["torn"], ids["half"], ids["unread"]), 1, 4)
    assert near("half", complete=False).ids == (ids["half"], ids["unread"])
    assert near("good", complete=False) is None


def test_totals_are_those_of_the_rows(organiser, call, entries):
    make.asked(make.person(), entries["half"])
    ranking.shortlist(organiser, proposal_id=entries["good"].id, version=1)
    ranking.award(
        organiser, proposal_id=entries["good"].id, version=2, amount=7_000, reason="The best of the call."
    )
    make.proposal(call.id, state=S.SUBMITTED)
    other = make.proposal(make.call().id)
    make.reviewed(make.person(), other, 5, 5)
    rows = ranking.ranking(organiser, call_id=call.id).items
    found = ranking.totals(organiser, call_id=call.id)
    assert found.awarded == sum(row.amount or 0 for row in rows) == 7_000
    assert found.complete == sum(not row.missing for row in rows) == 2
    assert found.reviewed == sum(row.standing.n > 0 for row in rows) == 3
    assert found.waited_for == sum(row.waited_for for row in rows) == 1
    every = ranking.touched(organiser, call_id=call.id, wanted=EVERY)
    assert (every.number, every.states) == (4, {S.ELIGIBLE, S.AWARDED})
    assert ranking.decisions(organiser, call_id=call.id) == {
        row.code: (row.state, row.amount) for row in rows
    }


def test_what_a_step_is_about_to_move_is_known_by_its_versions(organiser, call, entries):
    def digest():
        return ranking.touched(organiser, call_id=call.id, wanted=ranking.rest()).digest

    before = digest()
    id = entries["unread"].id
    ranking.shortlist(organiser, proposal_id=id, version=1)
    without = digest()
    ranking.unshortlist(organiser, proposal_id=id, version=2)
    assert len({before, without, digest()}) == 3


def test_standings_follow_reviews_and_admissions(organiser, call):
    judge, entry = make.person(), make.proposal(call.id)

    def standing():
        return ranking.ranking(organiser, call_id=call.id, size=5).items[0].standing

    assert standing().n == 0
    assignment = make.reviewed(judge, entry, 4, 4)
    assert (standing().n, standing().mean) == (1, 4.0)
    version = reviews.sheet(judge, assignment_id=assignment).version
    reviews.reopen(judge, assignment_id=assignment, version=version)
    assert standing().n == 0
    late = make.proposal(call.id, state=S.SUBMITTED)
    screening.admit(organiser, proposal_id=late.id, version=1)
    assert ranking.ranking(organiser, call_id=call.id, size=5).total == 2


@pytest.mark.parametrize("number", [1, 3])
def test_statements_do_not_grow_with_the_call_and_reviews_are_not_read_again(organiser, call, number):
    judge = make.person()
    entries = [make.proposal(call.id) for _ in range(number)]
    for entry in entries:
        make.reviewed(judge, entry, 3, 4)

    def statements():
        with make.counted() as counted, one_view():
            assert ranking.ranking(organiser, call_id=call.id, size=25).total == number
            assert ranking.totals(organiser, call_id=call.id).reviewed == number
        return counted.n

    assert statements() == 10
    assert statements() == 1, "nothing was journalled since"
    ranking.shortlist(organiser, proposal_id=entries[0].id, version=1)
    assert statements() == 9, "a decision changes no standing"


def test_a_call_that_is_not_there_is_not_found(organiser):
    for use in (ranking.ranking, ranking.totals):
        with pytest.raises(NotFound):
            use(organiser, call_id=99_999)
    assert ranking.one(organiser, call_id=99_999, proposal_id=1) is None


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ORGANISER])
def test_only_organisers_look_at_it(role):
    actor, entry = make.person(role), make.proposal(make.call().id)
    at = {"call_id": entry.call_id}
    for use in (
        lambda: ranking.near(actor, **at, wanted=EVERY, proposal_id=entry.id),
        lambda: ranking.one(actor, **at, proposal_id=entry.id),
        lambda: ranking.totals(actor, **at),
        lambda: ranking.touched(actor, **at, wanted=replace(EVERY, top=1)),
        lambda: ranking.decisions(actor, **at),
    ):
        with pytest.raises(Forbidden):
            use()
