"""The linear model against statsmodels, against truth, and against what must not change a ranking."""

import warnings
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from innovation_hub.methods.ranking import Caution, Direction, Model, Scale, Scores, rank
from innovation_hub.methods.ranking.result.posterior import posterior
from tests.factories import scores as make


def peer(call: make.Call, review: bool) -> dict[str, float]:
    """Variance components of statsmodels' MixedLM: crossed effects, REML."""
    import pandas as pd
    from statsmodels.regression.mixed_linear_model import MixedLM

    frame = pd.DataFrame(call.rows, columns=["proposal", "judge", "criterion", "score"]).assign(all=1)
    frame["review"] = frame.proposal + frame.judge
    parts = ["proposal", "judge", "review"] if review else ["proposal", "judge"]
    formulas = {part: f"0 + C({part})" for part in parts}
    model = MixedLM.from_formula(
        "score ~ 0 + C(criterion)", groups="all", re_formula="0", vc_formula=formulas, data=frame
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fitted = model.fit(reml=True)
    found = dict(zip(model.exog_vc.names, fitted.vcomp, strict=True))
    return {**found, "residual": fitted.scale}


@pytest.mark.parametrize("seed", [1, 2])
def test_variances_are_those_of_statsmodels_for_crossed_effects(seed):
    call = make.linear(seed, proposals=40, judges=10, spread=(0.7, 0.5, 0.0, 0.6), missing=0.2)
    found = rank(call.scores).variance
    assert found.pop("review") == 0
    assert found == pytest.approx(peer(call, review=False), rel=1e-3)


def test_variances_are_those_of_statsmodels_when_reviews_hang_together():
    call = make.linear(3, proposals=25, judges=6)
    found = rank(call.scores).variance
    assert found["review"] > 0
    assert found == pytest.approx(peer(call, review=True), rel=1e-3)


def test_one_score_a_review_needs_no_variance_of_reviews():
    call = make.linear(4, proposals=40, judges=8, criteria=1)
    found = rank(call.scores).variance
    assert found.pop("review") == 0
    assert found == pytest.approx(peer(call, review=False), rel=1e-3)


def test_nine_intervals_in_ten_hold_the_truth():
    held = []
    for seed in range(40):
        call = make.linear(seed)
        for placed in rank(call.scores, draws=2).proposals:
            truth = call.truth[int(placed.proposal[1:])]
            held.append(abs(placed.score - truth) <= 1.6449 * placed.se)
    assert 0.87 <= np.mean(held) <= 0.93  # 200 calls and narrower bounds are in the benchmarks


def test_draws_have_the_mean_and_the_spread_that_are_told():
    found = posterior(make.linear(5).scores, draws=20_000)
    assert found.draws.mean(axis=0) == pytest.approx(found.mean, abs=0.02)
    assert found.draws.std(axis=0) == pytest.approx(found.se, rel=0.04)


def test_draws_are_joint_what_all_scores_share_does_not_move_ranks():
    """The level of a call with few judges is uncertain, the differences between its proposals are less so."""
    found = posterior(make.linear(6, judges=4, spread=(0.7, 1.5, 0.3, 0.4)).scores, draws=4000)
    difference = (found.draws[:, 0] - found.draws[:, 1]).var()
    assert difference < 0.5 * (found.se[0] ** 2 + found.se[1] ** 2)


def test_a_strict_judge_is_found_and_taken_into_account():
    call = make.linear(7, proposals=80, spread=(0.5, 1.0, 0.2, 0.3))
    ranking = rank(call.scores)
    severity = np.array([judge.severity for judge in ranking.judges])
    assert np.corrcoef(severity, call.severity)[0, 1] > 0.97
    assert severity.sum() == pytest.approx(0, abs=1e-6)
    errors = {}
    for model in (Model.MEAN, Model.LINEAR):
        placed = {row.proposal: row.score for row in rank(call.scores, model=model).proposals}
        errors[model] = np.std([placed[name] - call.truth[int(name[1:])] for name in placed])
    assert errors[Model.LINEAR] < 0.6 * errors[Model.MEAN]


def test_reliability_of_a_complete_table_is_icc_3_k(shrout_fleiss):
    ranking = rank(shrout_fleiss)
    assert ranking.reliability == pytest.approx(0.909, abs=1e-3)
    assert {row.more_reviews for row in ranking.proposals} == {0}


def test_reviews_that_are_missing_follow_spearman_and_brown():
    """n reviews of reliability r each give n r / (1 + (n - 1) r)."""
    rng = np.random.default_rng(0)
    quality, judges = rng.normal(0, 1, 200), 4
    rows = [(f"p{p}", f"j{j}", "c", quality[p] + rng.normal(0, 2)) for p in range(200) for j in range(judges)]
    ranking = rank(Scores.of(rows))
    single = ranking.variance["proposal"] / (ranking.variance["proposal"] + ranking.variance["residual"])
    needed = 4 * (1 - single) / single
    assert np.mean([row.more_reviews for row in ranking.proposals]) == pytest.approx(needed - judges, abs=1.5)


def test_weights_decide_between_proposals():
    rows = []
    for judge in "xyz":
        for place, (first, second) in enumerate([(5, 1), (1, 5), (3, 3), (2, 3), (4, 2)]):
            rows += [(f"p{place}", judge, "A", first), (f"p{place}", judge, "B", second)]
    rows[0] = ("p0", "x", "A", 4)
    first = rank(Scores.of(rows), weights={"A": 80, "B": 20}).proposals[0].proposal
    second = rank(Scores.of(rows), weights={"A": 20, "B": 80}).proposals[0].proposal
    assert (first, second) == ("p0", "p1")


def test_where_the_lowest_is_best_everything_turns_but_severity():
    call = make.linear(8)
    up = rank(call.scores)
    down = rank(
        Scores.of([(p, j, c, -score) for p, j, c, score in call.rows]),
        scale=Scale(direction=Direction.LOWEST),
    )
    assert [row.proposal for row in up.proposals] == [row.proposal for row in down.proposals]
    assert [-row.score for row in up.proposals] == pytest.approx([row.score for row in down.proposals])
    assert [j.severity for j in up.judges] == pytest.approx([j.severity for j in down.judges])
    scores = [row.score for row in down.proposals]
    assert all(better <= worse for better, worse in pairwise(scores))


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), shift=st.integers(-50, 50))
def test_a_constant_added_to_all_scores_leaves_the_ranks(seed, shift):
    call = make.linear(seed, proposals=12, judges=4, criteria=2)
    moved = Scores.of([(p, j, c, score + shift) for p, j, c, score in call.rows])
    before, after = rank(call.scores, draws=50), rank(moved, draws=50)
    ranks = [{row.proposal: row.rank for row in ranking.proposals} for ranking in (before, after)]
    assert ranks[0] == ranks[1]


def test_scores_that_fit_exactly_are_no_trouble():
    rows = [(f"p{p}", f"j{j}", f"c{c}", p + j + c) for p in range(5) for j in range(3) for c in range(2)]
    ranking = rank(Scores.of(rows))
    assert [row.proposal for row in ranking.proposals] == ["p4", "p3", "p2", "p1", "p0"]
    assert ranking.reliability == pytest.approx(1)
    assert Caution.NOT_CONVERGED not in {warning.kind for warning in ranking.warnings}
