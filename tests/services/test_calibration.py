"""What judges learn about themselves, and when; and the worked example that the help page shows."""

import pytest

from db.models.calls import Call
from db.models.judging import Assignment, Review
from db.unit_of_work import unit_of_work
from innovation_hub.domain.calls import CallState
from innovation_hub.domain.permissions import VISITOR, Role
from innovation_hub.errors import Forbidden, NotNow, SignInRequired
from innovation_hub.services import reviews
from innovation_hub.services.ranking.example import GIVEN, example
from tests.factories import judging as make


@pytest.fixture
def panel():
    """Four judges who read the same eight proposals; the first gives a point and a half less than the others."""
    call = make.call(weights=(100,))
    judges = [make.person() for _ in range(4)]
    for number in range(8):
        entry = make.proposal(call.id)
        for place, judge in enumerate(judges):
            fair = 3 + number % 3
            make.reviewed(
                judge, entry, max(1, fair - 2) if place == 0 else min(5, fair + (number + place) % 2)
            )
    return call, judges


def test_a_strict_judge_is_told_so_and_the_others_are_not(panel):
    call, (strict, *others) = panel
    told = reviews.calibration(strict, call_id=call.id)
    assert told.certain
    assert told.severity > 1
    assert told.others == 3
    assert all(reviews.calibration(judge, call_id=call.id).severity < 0 for judge in others)


def test_nothing_is_told_before_the_last_review_is_in(panel):
    call, (strict, colleague, *_) = panel
    make.asked(colleague, make.proposal(call.id))
    assert reviews.calibration(strict, call_id=call.id) is None, "not even while a colleague is at work"
    with unit_of_work() as uow:
        uow.session.get_one(Call, call.id).state = CallState.CONCLUDED
        uow.commit()
    assert reviews.calibration(strict, call_id=call.id).certain, "what never came in is not waited for"


def test_who_has_been_told_cannot_try_what_another_score_would_tell(panel):
    call, (strict, colleague, *_) = panel
    given = make.rows(Assignment, account_id=strict.id)[0].id
    with pytest.raises(NotNow) as refusal:
        reviews.reopen(strict, assignment_id=given, version=make.rows(Review, assignment_id=given)[0].version)
    assert refusal.value.key == "reviews.errors.calibrated"
    make.asked(colleague, make.proposal(call.id))
    reviews.reopen(strict, assignment_id=given, version=make.rows(Review, assignment_id=given)[0].version)


def test_nothing_is_told_beside_fewer_than_three_others():
    call = make.call(weights=(100,))
    judges = [make.person() for _ in range(3)]
    for number in range(4):
        entry = make.proposal(call.id)
        for judge in judges:
            make.reviewed(judge, entry, 1 + number)
    assert reviews.calibration(judges[0], call_id=call.id) is None


def test_a_judge_who_reviewed_nothing_and_others_are_told_nothing(panel):
    call, _ = panel
    assert reviews.calibration(make.person(), call_id=call.id) is None
    with pytest.raises(SignInRequired):
        reviews.calibration(VISITOR, call_id=call.id)
    with pytest.raises(Forbidden):
        reviews.calibration(make.person(Role.STUDENT), call_id=call.id)


def test_the_example_shows_what_its_words_say():
    lines, (asha, juma, neema) = example()
    ranks = {line.name: (line.mean_rank, line.adjusted_rank) for line in lines}
    assert (ranks["A"][0], ranks["B"]) == (1, (2, 1))
    assert asha > 0 > max(juma, neema)
    shared = [(GIVEN["A", judge], GIVEN["B", judge]) for judge in (1, 2)]
    assert all(a <= b for a, b in shared), "nobody who read both gave A more than B"
    for name in "BCD":
        assert all(GIVEN[name, 0] < GIVEN[name, judge] for judge in (1, 2) if (name, judge) in GIVEN)
