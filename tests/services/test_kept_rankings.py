"""Adjusted rankings: what the organiser sees, what is kept of it, and whether it can be computed again."""

import pytest
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from db.models.judging import Score
from db.models.ranking import KeptRanking
from db.unit_of_work import read_only, unit_of_work
from innovation_hub.domain.permissions import VISITOR, Role
from innovation_hub.domain.ranking import Occasion
from innovation_hub.errors import Forbidden, Invalid, NotFound, NotNow, SignInRequired
from innovation_hub.methods.terms.ranking import Caution, Model
from innovation_hub.services import ranking
from innovation_hub.services.ranking.evidence import gather
from tests.factories import judging as make


@pytest.fixture
def organiser():
    return make.person(Role.ORGANISER)


@pytest.fixture
def judged():
    """Four proposals; the strict judge read the second and third, the lenient ones the rest with a colleague."""
    call = make.call()
    entries = [make.proposal(call.id) for _ in range(4)]
    strict, mild, third = (make.person(name=name) for name in ("Strict Judge", "Mild Judge", "Third Judge"))
    given = {
        strict: {1: (2, 2), 2: (1, 2), 3: (2, 1)},
        mild: {0: (4, 4), 1: (4, 5), 2: (4, 3)},
        third: {0: (4, 3), 1: (4, 4), 3: (3, 4)},
    }
    for judge, scores in given.items():
        for place, pair in scores.items():
            make.reviewed(judge, entries[place], *pair)
    return call, entries


def test_a_strict_judge_is_found_and_taken_out(organiser, judged):
    call, entries = judged
    plain = ranking.adjusted(organiser, call_id=call.id, model=Model.MEAN)
    fair = ranking.adjusted(organiser, call_id=call.id, model=Model.LINEAR, top=1)
    assert {place.id for place in fair.places} == {entry.id for entry in entries}
    assert plain.places[0].code == entries[0].code, "the one that the strict judge did not read"
    assert fair.places[0].code == entries[1].code
    assert fair.judges[0].name == "Strict Judge"
    assert fair.judges[0].severity > 0.5 > fair.judges[-1].severity
    assert sum(place.p_top for place in fair.places) == pytest.approx(1)
    assert all(place.rank_low <= place.rank <= place.rank_high for place in fair.places)
    assert (fair.reviews, fair.groups) == (9, 1)


def test_panels_that_share_no_proposal_are_told_apart(organiser):
    call = make.call()
    for _ in range(2):
        entry, other = make.proposal(call.id), make.proposal(call.id)
        for judge in (make.person(), make.person()):
            make.reviewed(judge, entry, 4, 5)
            make.reviewed(judge, other, 2, 3)
    found = ranking.adjusted(organiser, call_id=call.id, model=Model.LINEAR)
    assert found.groups == 2
    assert (Caution.GROUPS, (), 2) in found.warnings
    assert [place.rank for place in found.places] == [1, 2, 1, 2]


def test_without_a_review_there_is_no_ranking(organiser):
    call = make.call()
    make.proposal(call.id)
    assert ranking.adjusted(organiser, call_id=call.id, model=Model.LINEAR) is None
    with pytest.raises(NotNow):
        ranking.keep(organiser, call_id=call.id, model=Model.LINEAR)


def test_only_organisers_see_or_keep_one(judged):
    call, _ = judged
    for reader, refusal in ((VISITOR, SignInRequired), (make.person(Role.JUDGE), Forbidden)):
        for act in (
            lambda who: ranking.adjusted(who, call_id=call.id, model=Model.MEAN),
            lambda who: ranking.keep(who, call_id=call.id, model=Model.MEAN),
            lambda who: ranking.stored_rankings(who, call_id=call.id),
        ):
            with pytest.raises(refusal):
                act(reader)


def test_a_cut_below_one_and_an_unknown_call_are_refused(organiser, judged):
    call, _ = judged
    with pytest.raises(NotFound):
        ranking.adjusted(organiser, call_id=call.id + 99, model=Model.MEAN)
    with pytest.raises(Invalid):
        ranking.keep(organiser, call_id=call.id, model=Model.MEAN, top=-1)
    with pytest.raises(Invalid):
        ranking.adjusted(organiser, call_id=call.id, model=Model.MEAN, top=0)


@pytest.mark.parametrize("model", list(Model))
def test_a_kept_ranking_comes_out_again(organiser, judged, model):
    call, _ = judged
    number = ranking.keep(organiser, call_id=call.id, model=model, top=2)
    assert ranking.verify(number).holds
    (row,) = ranking.stored_rankings(organiser, call_id=call.id)
    assert (row.id, row.model, row.top, row.occasion) == (number, model, 2, Occasion.KEPT)


def test_a_changed_score_is_found_out(organiser, judged):
    call, _ = judged
    number = ranking.keep(organiser, call_id=call.id, model=Model.LINEAR)
    with unit_of_work() as uow:
        score = uow.session.exec(select(Score).limit(1)).one()
        score.value = 5 if score.value != 5 else 1
        uow.commit()
    verdict = ranking.verify(number)
    assert (verdict.same_input, verdict.holds) == (False, False)


def test_the_fingerprint_is_of_the_scores_and_nothing_else(organiser, judged):
    call, entries = judged
    with read_only() as session:
        before = gather(session, call.id).fingerprint
    ranking.shortlist(organiser, proposal_id=entries[0].id, version=1)
    with read_only() as session:
        assert gather(session, call.id).fingerprint == before
    make.reviewed(make.person(), entries[0], 1, 1)
    with read_only() as session:
        assert gather(session, call.id).fingerprint != before


def test_a_new_review_is_seen_at_once(organiser, judged):
    call, entries = judged
    assert ranking.adjusted(organiser, call_id=call.id, model=Model.MEAN).reviews == 9
    make.reviewed(make.person(), entries[0], 1, 1)
    assert ranking.adjusted(organiser, call_id=call.id, model=Model.MEAN).reviews == 10


@pytest.mark.parametrize("change", ["UPDATE ranking SET top = 9", "DELETE FROM ranking"])
def test_the_database_refuses_to_change_what_was_kept(organiser, judged, change):
    call, _ = judged
    ranking.keep(organiser, call_id=call.id, model=Model.MEAN)
    with pytest.raises(DBAPIError, match="append-only"), unit_of_work() as uow:
        uow.session.connection().exec_driver_sql(change)
    assert len(make.rows(KeptRanking)) == 1


def test_publishing_keeps_what_the_results_rest_on(organiser, judged):
    call, entries = judged
    assert ranking.published(VISITOR, call_id=call.id) == []
    ranking.shortlist(organiser, proposal_id=entries[0].id, version=1)
    ranking.award(organiser, proposal_id=entries[0].id, version=2, amount=0, reason="The best of all four.")
    make.declined_rest(organiser, call)
    make.concluded(organiser, call)
    shown = ranking.published(VISITOR, call_id=call.id)
    assert {(one.model, one.top, one.by) for one in shown} == {
        (Model.MEAN, 1, None),
        (Model.LINEAR, 1, None),
    }
    assert all(ranking.verify(one.id).holds for one in shown)
    assert {one.input_hash for one in shown} == {""}, "all 18 scores there may be could be tried"
    assert all(one.input_hash for one in ranking.stored_rankings(organiser, call_id=call.id))


def test_a_caution_names_the_judge_whatever_proposal_has_the_same_number(organiser):
    call = make.call()
    people = [make.person(name=f"Judge {n}") for n in range(9)]
    entries = {entry.id: entry for entry in (make.proposal(call.id) for _ in range(9))}
    judge = next(person for person in people if person.id in entries)
    others = [person for person in people if person is not judge][:2]
    for place, entry in enumerate(entries.values()):
        make.reviewed(judge, entry, 3, 3)
        for other in others:
            make.reviewed(other, entry, 1 + place % 5, 1 + place % 4)
    found = ranking.adjusted(organiser, call_id=call.id, model=Model.LINEAR)
    assert (Caution.JUDGE_WITHOUT_SPREAD, (judge.name,), 1) in found.warnings
