"""Scores: the range, the weighted mean, and blanks that are never zeros."""

import pytest

from innovation_hub.domain.scoring import CANNOT, answers, blank, checked_text, score_of, weighted_mean
from innovation_hub.errors import Invalid


def test_what_was_not_judged_leaves_its_weight_to_the_others():
    assert weighted_mean([(50, 4), (50, None)]) == 4.0
    assert weighted_mean([(20, 5), (60, 3), (20, None)]) == pytest.approx(3.5)


def test_nothing_judged_is_no_score_rather_than_zero():
    assert weighted_mean([]) is None
    assert weighted_mean([(100, None)]) is None


def test_a_zero_given_is_a_zero_when_the_scale_begins_there():
    assert weighted_mean([(50, 0), (50, 10)]) == 5.0


def test_cannot_judge_is_not_blank():
    assert blank([1, 2, 3], {1: 4, 2: None}) == [3]


@pytest.mark.parametrize("value", [0, 6, -1, 10**20, 4.5, "4", True, None])
def test_a_score_out_of_range_is_refused(value):
    with pytest.raises(Invalid) as refusal:
        score_of(value, lowest=1, highest=5)
    assert refusal.value.data == {"lowest": 1, "highest": 5}


@pytest.mark.parametrize(("answer", "score"), [(CANNOT, None), (1, 1), (5, 5)])
def test_an_answer_is_a_score_of_the_range_or_that_one_cannot_judge(answer, score):
    assert score_of(answer, lowest=1, highest=5) == score
    assert answers({7: score}) == {7: answer}


def test_texts_are_trimmed_before_they_are_measured():
    assert checked_text("  ten letters  ", field="reason", least=10, most=20) == "ten letters"
    assert checked_text("ten\x00 letters\r\n", field="reason", least=10, most=20) == "ten letters"
    with pytest.raises(Invalid):
        checked_text("short" + " " * 20, field="reason", least=10, most=20)
    with pytest.raises(Invalid):
        checked_text("x" * 21, field="reason", least=1, most=20)
