"""Next rounds: reviews go where they change who is first, within every limit, and say why."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from innovation_hub.methods.assignment import gains, next_round, p_top


def normal_draws(means, errors, draws=4000, seed=5):
    rng = np.random.default_rng(seed)
    return np.asarray(means) + rng.standard_normal((draws, len(means))) * np.asarray(errors)


def test_the_probability_of_the_top_is_a_share_of_draws():
    draws = np.array([[3.0, 2.0, 1.0], [3.0, 1.0, 2.0], [3.0, 2.0, 1.0], [1.0, 3.0, 2.0]])
    assert p_top(draws, 1).tolist() == [0.75, 0.25, 0.0]
    assert p_top(draws, 2).tolist() == [0.75, 0.75, 0.5]
    assert p_top(draws, 3).tolist() == [1.0, 1.0, 1.0]
    assert p_top(draws, 0).tolist() == [0.0, 0.0, 0.0]


def test_a_review_near_the_line_is_worth_more_than_one_far_from_it():
    worth = gains(normal_draws([6, 4, 3.05, 2.95, 2, 0], [0.5] * 6), top=3, noise=1.0)[:, 0]
    assert worth[2] == pytest.approx(worth[3], rel=0.2)
    assert min(worth[2], worth[3]) > 2 * max(worth[1], worth[4]) > 4 * max(worth[0], worth[5])


def test_a_review_of_an_uncertain_score_is_worth_more_than_one_of_a_certain_one():
    worth = gains(normal_draws([4, 4, 2.5, 2.5, 1, 1], [0.1, 0.1, 0.2, 0.8, 0.1, 0.1]), top=3, noise=1.0)
    assert worth[3, 0] > 4 * worth[2, 0]


def test_the_worth_of_a_review_is_what_a_simulation_of_the_choice_gains():
    """Two proposals, one place: choose after n reviews of the second, and average what was chosen."""
    mean, error, noise, rng = 0.3, 0.8, 1.0, np.random.default_rng(1)
    others = np.full((20_000, 300), -50.0)  # many settled ones, so that the mean of a draw hardly moves
    draws = np.hstack([normal_draws([mean, 0.0], [1e-9, error], 20_000), others])
    worth = gains(draws, top=1, noise=noise).cumsum(axis=1)
    truth = rng.normal(0, error, 400_000)
    for n in (1, 3):
        seen = truth + rng.normal(0, np.sqrt(noise / n), truth.size)
        shrunk = seen * error**2 / (error**2 + noise / n)
        gained = np.where(shrunk > mean, truth, mean).mean() - mean
        assert worth[1, n - 1] == pytest.approx(gained, rel=0.04)


def test_a_review_on_its_way_makes_a_further_one_worth_less():
    draws = normal_draws([4, 2.1, 2, 0], [0.5] * 4)
    worth = gains(draws, top=2, noise=1.0)
    later = gains(draws, top=2, noise=1.0, pending=np.array([0, 2, 0, 0]))
    assert later[1] == pytest.approx(gains(draws, top=2, noise=1.0, most=12)[1, 2:])
    assert later[2] == pytest.approx(worth[2])
    call = {"top": 2, "noise": 1.0, "reviews": 2, "capacities": dict.fromkeys(range(9), 4)}
    found = next_round(proposals=range(4), draws=draws, pending={1: 5}, **call)
    assert {review.proposal for review in found.reviews} == {2}


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_a_round_keeps_every_limit_and_uses_what_there_is(data):
    proposals, judges = data.draw(st.integers(2, 8)), data.draw(st.integers(1, 5))
    every = [(p, j) for p in range(proposals) for j in range(judges)]
    forbidden = data.draw(st.sets(st.sampled_from(every)))
    existing = data.draw(st.sets(st.sampled_from(every))) - forbidden
    capacities = {j: data.draw(st.integers(0, 9)) for j in range(judges)}
    asked = data.draw(st.integers(0, 12))
    draws = normal_draws(np.arange(proposals) / 4, [0.6] * proposals, 400, proposals)
    found = next_round(
        proposals=range(proposals),
        draws=draws,
        top=max(1, proposals // 2),
        noise=0.5,
        reviews=asked,
        capacities=capacities,
        forbidden=forbidden,
        existing=existing,
    )
    pairs = [(review.proposal, review.judge) for review in found.reviews]
    assert len(pairs) == len(set(pairs)) == asked - found.unplaced
    assert not set(pairs) & (forbidden | existing)
    loads = Counter(j for _, j in [*pairs, *existing])
    added = Counter(j for _, j in pairs)
    assert all(loads[j] <= capacities[j] for j in added)
    free = {j: capacities[j] - (loads[j] - added[j]) for j in range(judges)}
    if proposals > 2 and found.unplaced:  # nothing was left that a judge with room could have read
        left = [(p, j) for p, j in set(every) - forbidden - existing - set(pairs) if free[j] > added[j]]
        assert not left


def test_the_same_proposals_in_another_order_get_the_same_round():
    draws = normal_draws([3, 2.2, 2.1, 2, 1], [0.5] * 5)
    turned = [4, 2, 0, 1, 3]
    call = {"top": 2, "noise": 0.5, "reviews": 6, "capacities": dict.fromkeys(range(10, 15), 4)}
    one = next_round(proposals=range(5), draws=draws, **call)
    other = next_round(proposals=turned, draws=draws[:, turned], **call)
    assert one == other
    assert [review.gain for review in one.reviews] == sorted(
        (review.gain for review in one.reviews), reverse=True
    )
