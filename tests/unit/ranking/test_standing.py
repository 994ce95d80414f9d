"""Ranks by the mean: ties, nothing to rank, and the spread of the judges."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innovation_hub.methods.ranking import MeanStanding, by_mean


def test_equal_means_share_a_rank_and_the_next_one_counts_them():
    totals = [(1, 3.0), (2, 4.0), (2, 5.0), (3, 4.5), (4, 5.0)]
    assert [(s.proposal, s.rank) for s in by_mean([1, 2, 3, 4], totals)] == [(4, 1), (2, 2), (3, 2), (1, 4)]


def test_a_tenth_three_times_is_the_same_as_three_tenths():
    totals = [(1, 0.1 + 0.2), (2, 0.3)]
    assert [s.rank for s in by_mean([1, 2], totals)] == [1, 1]


def test_without_a_review_there_is_no_rank_and_no_zero():
    assert by_mean([9, 5], [(5, 1.0)]) == [
        MeanStanding(5, 1, 1.0, 1, None, 1.0, 1.0),
        MeanStanding(9, None, None, 0, None, None, None),
    ]


def test_the_spread_of_the_judges_is_told():
    (standing,) = by_mean([1], [(1, 2.0), (1, 4.0), (1, 3.0)])
    assert (standing.mean, standing.sd, standing.lowest, standing.highest) == (3.0, 1.0, 2.0, 4.0)


@given(st.lists(st.tuples(st.integers(0, 5), st.floats(1, 5)), max_size=30))
def test_the_mean_lies_between_the_lowest_and_the_highest(totals):
    for standing in by_mean(range(6), totals):
        if standing.n:
            assert standing.lowest - 1e-9 <= standing.mean <= standing.highest + 1e-9
    ranks = [s.rank for s in by_mean(range(6), totals) if s.rank]
    assert ranks == sorted(ranks)


def test_a_foreign_proposal_is_a_mistake_of_the_caller():
    with pytest.raises(KeyError):
        by_mean([1], [(2, 3.0)])
