"""Further reviews: the next round goes where a review decides most, and says why."""

from collections import Counter

import pytest

from db.models.judging import Assignment, ConflictOfInterest
from db.models.panels import PanelRound, PanelSeat
from innovation_hub.domain.judging import ConflictKind
from innovation_hub.domain.panels import RoundKind
from innovation_hub.domain.permissions import Role
from innovation_hub.errors import Invalid, NotNow
from innovation_hub.methods.terms.ranking import Direction
from innovation_hub.services import panels
from tests.factories import judging as make


@pytest.fixture
def organiser():
    return make.person(Role.ORGANISER)


def scored(judges, entries, scores):
    for judge, row in zip(judges, scores, strict=True):
        for entry, score in zip(entries, row, strict=True):
            if score:
                make.reviewed(judge, entry, score, score)


SCORES = [(5, 5, 3, 0, 1, 0), (5, 0, 0, 3, 1, 1), (0, 5, 3, 0, 0, 2), (0, 0, 0, 3, 0, 0)]


@pytest.fixture
def judged():
    """A call of six proposals, each read by two of four judges: two clearly first, two last, two in between."""
    call = make.call(judges_per_proposal=2)
    judges = [make.person() for _ in range(4)]
    entries = [make.proposal(call.id) for _ in range(6)]
    scored(judges, entries, SCORES)
    return call, judges, entries


def test_the_next_round_goes_to_the_proposals_near_the_line_and_says_why(organiser, judged):
    call, _, entries = judged
    draft = make.proposed(organiser, call, reviews=2, top=3)
    assert (draft.kind, draft.top, draft.wanted, draft.reviews) == (RoundKind.NEXT, 3, 2, 2)
    seats = panels.proposed(organiser, call_id=call.id).items
    assert {seat.proposal_id for seat in seats} <= {entries[2].id, entries[3].id}
    assert all(0.1 < seat.p_top < 0.9 and seat.se > 0 and seat.gain > 0 for seat in seats)
    assert not make.pairs(PanelSeat) & make.pairs(Assignment)
    before = make.pairs(Assignment)
    panels.take_out(organiser, call_id=call.id, seen=draft.mark, seat_ids=[seats[1].id])
    mark = panels.last_round(organiser, call_id=call.id).mark
    assert panels.freeze(organiser, call_id=call.id, seen=mark).asked == 1
    assert len(make.pairs(Assignment) - before) == 1


def test_where_the_lowest_score_is_best_the_next_round_is_the_same(organiser, judged):
    highest, judges, entries = judged
    lowest = make.call(judges_per_proposal=2, score_best=Direction.LOWEST)
    turned = [make.proposal(lowest.id) for _ in entries]
    scored(judges, turned, [tuple(score and 6 - score for score in row) for row in SCORES])
    places = {entry.id: place for of in (entries, turned) for place, entry in enumerate(of)}
    found = []
    for call in (highest, lowest):
        make.proposed(organiser, call, reviews=4, top=1)
        seats = panels.proposed(organiser, call_id=call.id).items
        found.append([(places[seat.proposal_id], round(seat.p_top, 1)) for seat in seats])
    assert {place for place, _ in found[0]} == {place for place, _ in found[1]} == {0, 1}
    assert all(0.3 < chance < 0.7 for of in found for _, chance in of)


def test_the_same_scores_propose_the_same_round(organiser, judged):
    call, *_ = judged
    found = []
    for _ in range(2):
        make.proposed(organiser, call, reviews=4, top=2)
        page = panels.proposed(organiser, call_id=call.id)
        found.append([(s.code, s.judge, s.p_top, s.se, s.gain) for s in page.items])
    assert found[0] == found[1]
    assert len(make.rows(PanelRound)) == 1


def test_a_next_round_keeps_conflicts_and_capacities(organiser, judged):
    call, judges, entries = judged
    for judge in judges[1:]:
        make.keep(
            ConflictOfInterest(account_id=judge.id, proposal_id=entries[3].id, kind=ConflictKind.FAMILY)
        )
    for judge in judges:
        load = len(make.rows(Assignment, account_id=judge.id))
        make.on_terms(organiser, call.id, judge.id, capacity=load + 1)
    make.proposed(organiser, call, reviews=10, top=3)
    chosen = make.pairs(PanelSeat)
    assert not {(entries[3].id, judge.id) for judge in judges[1:]} & chosen
    assert max(Counter(judge for _, judge in chosen).values()) == 1
    draft = panels.last_round(organiser, call_id=call.id)
    assert draft.findings.unplaced == 10 - len(chosen)


def test_nonsense_is_refused_before_anything_is_drafted(organiser, judged):
    call, *_ = judged
    for reviews_wanted, top in ((0, 2), (2001, 2), (3, 0), (3, 6)):
        with pytest.raises(Invalid):
            make.proposed(organiser, call, reviews=reviews_wanted, top=top)
    empty = make.call()
    for _ in range(3):
        make.proposal(empty.id)
    with pytest.raises(NotNow) as refusal:
        make.proposed(organiser, empty, reviews=2, top=1)
    assert refusal.value.key == "panels.errors.too_early"
    assert not make.rows(PanelRound)
