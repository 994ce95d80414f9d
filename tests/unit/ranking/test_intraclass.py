"""The six coefficients of agreement."""

import pytest

from innovation_hub.errors import Invalid
from innovation_hub.methods.ranking import Scores, agreement, table


def test_the_coefficients_are_those_of_shrout_and_fleiss(shrout_fleiss):
    found = agreement(table(shrout_fleiss)).named()
    rounded = {name: round(value, 2) for name, value in found.items()}
    assert rounded == {
        "ICC(1,1)": 0.17,
        "ICC(2,1)": 0.29,
        "ICC(3,1)": 0.71,
        "ICC(1,4)": 0.44,
        "ICC(2,4)": 0.62,
        "ICC(3,4)": 0.91,
    }


def test_several_criteria_count_as_their_mean(shrout_fleiss):
    pairs = zip(shrout_fleiss.proposal, shrout_fleiss.judge, shrout_fleiss.value, strict=True)
    rows = [(f"t{p}", f"j{j}", name, v + shift) for p, j, v in pairs for name, shift in (("A", 1), ("B", -1))]
    assert agreement(table(Scores.of(rows))) == pytest.approx(agreement(table(shrout_fleiss)))


def test_a_missing_cell_is_named():
    rows = [("a", "x", "c", 1.0), ("a", "y", "c", 2.0), ("b", "x", "c", 3.0)]
    with pytest.raises(Invalid) as refused:
        table(Scores.of(rows))
    assert refused.value.key == "scores.incomplete"
    assert refused.value.data == {"proposal": "b", "judge": "y", "criterion": "c"}


@pytest.mark.parametrize(
    "rows", [[("a", "x", "c", 1), ("b", "x", "c", 2)], [("a", "x", "c", 1), ("a", "y", "c", 2)]]
)
def test_one_judge_or_one_proposal_is_too_few(rows):
    with pytest.raises(Invalid, match=r"scores\.icc_too_few"):
        agreement(table(Scores.of(rows)))


def test_scores_that_are_all_the_same_have_no_coefficient():
    rows = [(p, j, "c", 3.0) for p in "abc" for j in "xy"]
    assert set(agreement(table(Scores.of(rows))).named().values()) == {None}
