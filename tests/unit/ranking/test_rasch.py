"""The many-facet Rasch model: simulated parameters come back."""

import numpy as np
import pytest

from innovation_hub.errors import Invalid
from innovation_hub.methods.ranking import Caution, Direction, Model, Scale, Scores, rank
from innovation_hub.methods.ranking.result.posterior import posterior
from tests.factories import scores as make


def slope(of: np.ndarray, on: np.ndarray) -> float:
    return float(np.polyfit(on, of, 1)[0])


@pytest.fixture(scope="module")
def large():
    call = make.rasch(1, proposals=300, judges=20, each=4)
    return call, rank(call.scores, model=Model.RASCH, draws=500)


def test_thresholds_difficulties_and_severities_come_back(large):
    call, ranking = large
    assert ranking.categories == (1, 2, 3, 4, 5)
    assert ranking.thresholds == pytest.approx(call.thresholds, abs=0.12)
    assert [row.difficulty for row in ranking.criteria] == pytest.approx(call.difficulty, abs=0.1)
    severity = np.array([judge.severity for judge in ranking.judges])
    assert severity == pytest.approx(call.severity, abs=0.35)
    assert severity.sum() == pytest.approx(0, abs=1e-6)
    assert slope(severity, call.severity) == pytest.approx(1, abs=0.1)


def test_abilities_come_back_on_their_own_scale_and_their_errors_are_right(large):
    call, ranking = large
    ability = np.array([row.ability for row in ranking.proposals])
    truth = np.array([call.truth[int(row.proposal[1:])] for row in ranking.proposals])
    assert slope(truth, ability) == pytest.approx(1, abs=0.07)
    within = np.abs(ability - truth) <= 1.6449 * np.array([row.ability_se for row in ranking.proposals])
    assert 0.85 <= within.mean() <= 0.95
    assert ranking.variance["proposal"] == pytest.approx(1, abs=0.2)


def test_judges_who_score_as_the_model_expects_have_mean_squares_near_1(large):
    _, ranking = large
    assert np.mean([judge.consistency for judge in ranking.judges]) == pytest.approx(1, abs=0.06)
    assert np.mean([judge.outfit for judge in ranking.judges]) == pytest.approx(1, abs=0.08)


def test_a_judge_who_throws_dice_misfits():
    call = make.rasch(2, proposals=150, judges=10)
    dice = np.random.default_rng(0)
    rows = [(p, j, c, float(dice.integers(1, 6)) if j == "j00003" else v) for p, j, c, v in call.rows]
    judges = {judge.judge: judge for judge in rank(Scores.of(rows), model=Model.RASCH, draws=2).judges}
    worst = max(judges.values(), key=lambda judge: judge.consistency)
    assert worst.judge == "j00003"
    assert worst.consistency > 1.4
    assert worst.outfit > 1.4


def test_scores_are_in_the_calls_units_and_in_the_order_of_abilities(large):
    _, ranking = large
    assert all(1 < row.score < 5 for row in ranking.proposals)
    abilities = [row.ability for row in ranking.proposals]
    assert abilities == sorted(abilities, reverse=True)


def test_draws_have_the_spread_that_is_told():
    found = posterior(make.rasch(3).scores, model=Model.RASCH, draws=4000)
    assert found.draws.std(axis=0) == pytest.approx(found.se, rel=0.25)  # the curve bends at its ends
    assert found.draws.min() >= 1
    assert found.draws.max() <= 5


def test_a_proposal_with_nothing_but_the_best_score_stays_finite():
    call = make.rasch(4, proposals=40, judges=8)
    rows = [(p, j, c, 5.0 if p == "p00000" else v) for p, j, c, v in call.rows]
    ranking = rank(Scores.of(rows), model=Model.RASCH, scale=Scale(1, 5))
    assert ranking.proposals[0].proposal == "p00000"
    assert 4 < ranking.proposals[0].score < 5
    assert 0 < ranking.proposals[0].ability_se < 2
    assert ("p00000", Caution.EXTREME_HIGH) in {(w.subject, w.kind) for w in ranking.warnings}


def test_where_the_lowest_is_best_the_best_category_is_the_lowest():
    call = make.rasch(5)
    turned = Scores.of([(p, j, c, 6 - v) for p, j, c, v in call.rows])
    up = rank(call.scores, model=Model.RASCH, draws=2)
    down = rank(turned, model=Model.RASCH, scale=Scale(1, 5, Direction.LOWEST), draws=2)
    assert down.categories == (5, 4, 3, 2, 1)
    assert [row.proposal for row in up.proposals] == [row.proposal for row in down.proposals]
    assert [6 - row.score for row in up.proposals] == pytest.approx([row.score for row in down.proposals])


def test_a_scale_of_more_than_101_levels_is_refused():
    rows = [(f"p{place}", "j", "c", place / 7) for place in range(102)]
    with pytest.raises(Invalid, match=r"scores\.rasch_levels"):
        rank(Scores.of(rows), model=Model.RASCH)
