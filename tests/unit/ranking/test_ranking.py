"""What holds for every model: order of rows, missing criteria, groups, warnings, weights."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from innovation_hub.errors import Invalid
from innovation_hub.methods.ranking import Caution, Model, Scale, Scores, rank
from innovation_hub.methods.ranking.io.writing import as_json
from innovation_hub.methods.ranking.result.posterior import posterior
from tests.factories import scores as make

MODELS = pytest.mark.parametrize("model", list(Model))


def rows_of(*lines: str) -> list[tuple[str, str, str, float | None]]:
    """Rows from lines such as "proposal judge score"; «-» is «cannot judge», the criterion is c."""
    return [(p, j, "c", None if score == "-" else float(score)) for p, j, score in map(str.split, lines)]


def warned(ranking) -> set[tuple[Caution, str | None]]:
    return {(warning.kind, warning.subject) for warning in ranking.warnings}


@MODELS
@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 1000), shuffle=st.randoms(use_true_random=False))
def test_rows_in_any_order_give_the_same_bytes(model, seed, shuffle: random.Random):
    rows = make.rasch(seed, proposals=10, judges=4, each=2, criteria=2).rows
    mixed = list(rows)
    shuffle.shuffle(mixed)
    first, second = (as_json(rank(Scores.of(each), model=model, draws=50)) for each in (rows, mixed))
    assert first == second


@MODELS
def test_another_seed_moves_probabilities_and_nothing_else(model):
    call = make.rasch(1)
    first, second = (rank(call.scores, model=model, seed=seed) for seed in (1, 2))
    assert [row.score for row in first.proposals] == [row.score for row in second.proposals]
    assert [row.p_top for row in first.proposals] != [row.p_top for row in second.proposals]


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), shift=st.integers(-100, 100))
def test_a_constant_added_to_one_judge_leaves_the_ranks_of_zscore(seed, shift):
    call = make.linear(seed, proposals=12, judges=4, criteria=3, missing=0.3)
    moved = [(p, j, c, score + shift * (j == "j00001")) for p, j, c, score in call.rows]
    ranks = [
        {row.proposal: row.rank for row in rank(Scores.of(rows), model=Model.ZSCORE, draws=50).proposals}
        for rows in (call.rows, moved)
    ]
    assert ranks[0] == ranks[1]


@MODELS
def test_probabilities_of_the_top_add_up_to_its_places(model):
    ranking = rank(make.rasch(2, proposals=30).scores, model=model, top=7)
    assert sum(row.p_top for row in ranking.proposals) == pytest.approx(7)
    assert all(row.rank_low <= row.rank <= row.rank_high for row in ranking.proposals)


@MODELS
def test_the_truth_lies_within_nine_rank_intervals_of_ten(model):
    held = []
    for seed in range(4):
        call = make.rasch(seed, proposals=40, judges=20, each=6)
        place = {f"p{p:05d}": rank for rank, p in enumerate(np.argsort(-call.truth), start=1)}
        for row in rank(call.scores, model=model, draws=500).proposals:
            held.append(row.rank_low <= place[row.proposal] <= row.rank_high)
    assert np.mean(held) > 0.8


@MODELS
def test_a_criterion_nobody_could_judge_does_not_count_as_0(model):
    """One proposal lacks its hardest criterion, the other its easiest: neither gains or loses much by it."""
    random = np.random.default_rng(0)
    level, rows = {"easy": 5, "fair": 3, "hard": 1}, []
    for place in range(12):
        for judge in "wxyz":
            for criterion, score in level.items():
                given = score + (place % 3 - 1) + int(random.integers(-1, 2))
                rows.append((f"p{place:02d}", judge, criterion, float(np.clip(given, 0, 6))))
    lacking = [
        (p, j, c, None if (p, c) in {("p01", "hard"), ("p04", "easy")} else score) for p, j, c, score in rows
    ]
    whole, part = (
        {row.proposal: row.score for row in rank(Scores.of(each), model=model, draws=50).proposals}
        for each in (rows, lacking)
    )
    assert abs(whole["p01"] - part["p01"]) < 0.5
    assert abs(whole["p04"] - part["p04"]) < 0.5


@MODELS
def test_a_row_without_score_is_as_if_it_were_not_there(model):
    rows = make.rasch(3, proposals=20, judges=5).rows
    extra = [*rows, ("p00000", "j99999", "c0", None)]
    bytes_ = [as_json(rank(Scores.of(each), model=model, draws=50)) for each in (rows, extra)]
    assert bytes_[0] == bytes_[1]


@MODELS
def test_panels_that_share_no_proposal_are_ranked_apart(model):
    first, second = make.rasch(1, proposals=20, judges=5).rows, make.rasch(2, proposals=8, judges=4).rows
    rows = first + [(f"other {p}", f"other {j}", c, score) for p, j, c, score in second]
    ranking = rank(Scores.of(rows), model=model, top=3)
    assert ranking.groups == (20, 8)
    assert (Caution.GROUPS, None) in warned(ranking)
    for group, size in ((1, 20), (2, 8)):
        members = [row for row in ranking.proposals if row.group == group]
        assert sorted(row.rank for row in members)[0] == 1
        assert max(row.rank_high for row in members) <= size
        assert sum(row.p_top for row in members) == pytest.approx(3)
        assert {row.proposal.startswith("other") for row in members} == {group == 2}
    assert {judge.group for judge in ranking.judges if judge.judge.startswith("other")} == {2}


@MODELS
@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["a x 1", "b x 2", "c x 5"], (Caution.ONE_JUDGE, None)),
        (["a x 1", "b y 2", "c z 5"], (Caution.ONE_REVIEW_EACH, None)),
        (["a x 3", "b x 3", "a y 3", "b y 3"], (Caution.NO_SPREAD, None)),
        (["a x 3", "b x 3", "a y 1", "b y 5"], (Caution.JUDGE_WITHOUT_SPREAD, "x")),
        (["a x 3", "b x 2", "a y 4", "b z 1", "a z 3"], (Caution.JUDGE_WITH_ONE_REVIEW, "y")),
        (["a x 5", "b x 2", "a y 5", "b y 1"], (Caution.EXTREME_HIGH, "a")),
        (["a x 5", "b x 1", "a y 4", "b y 1"], (Caution.EXTREME_LOW, "b")),
        (["a x 5", "b x 1", "a y 4", "b y 2", "z x -"], (Caution.NOT_SCORED, "z")),
        (["a x 1", "b x 5", "a y 5", "b y 1", "a z 3", "b z 3"], (Caution.PROPOSALS_ALIKE, None)),
    ],
    ids=lambda value: value[0].value if isinstance(value, tuple) else None,
)
def test_what_stands_in_the_way_is_told(model, lines, expected):
    ranking = rank(Scores.of(rows_of(*lines)), model=model, scale=Scale(1, 5), draws=50)
    assert expected in warned(ranking)


@MODELS
def test_scores_that_differ_by_criterion_alone_tell_no_proposals_apart(model):
    scores = (("c", 2), ("d", 4))
    rows = [(p, j, criterion, score) for p in "ab" for j in "xyz" for criterion, score in scores]
    ranking = rank(Scores.of(rows), model=model, weights={"c": 3, "d": 1}, scale=Scale(1, 5), draws=50)
    assert [(row.score, row.rank) for row in ranking.proposals] == [(pytest.approx(2.5, abs=0.2), 1)] * 2
    assert (Caution.PROPOSALS_ALIKE, None) in warned(ranking)
    harder = {row.criterion: row.difficulty for row in ranking.criteria}
    assert harder["c"] > harder["d"]


@MODELS
def test_where_all_scores_are_the_same_all_have_the_same_chance(model):
    rows = [(p, j, "c", 3) for p in "abcd" for j in "xy"]
    found = rank(Scores.of(rows), model=model, top=1).proposals
    assert [(row.score, row.rank, row.rank_low, row.rank_high) for row in found] == [(3, 1, 1, 4)] * 4
    assert [row.p_top for row in found] == [pytest.approx(0.25, abs=0.05)] * 4


@MODELS
def test_a_sound_call_has_no_warning(model):
    assert rank(make.rasch(6).scores, model=model, draws=50).warnings == ()


@MODELS
def test_equal_proposals_share_a_rank(model):
    lines = [f"{p} {j} {score}" for j in "xyz" for p, score in (("a", 5), ("b", 3), ("c", 3), ("d", 1))]
    ranking = rank(Scores.of(rows_of(*lines, "e x 2", "e y 1", "e z 2")), model=model, draws=50)
    assert [(row.proposal, row.rank) for row in ranking.proposals][:4] == [
        ("a", 1),
        ("b", 2),
        ("c", 2),
        ("e", 4),
    ]


@MODELS
def test_a_criterion_of_weight_0_is_left_out(model):
    rows = make.rasch(7, proposals=20, judges=5, criteria=2).rows
    only = [row for row in rows if row[2] == "c0"]
    whole = rank(Scores.of(rows), model=model, weights={"c0": 3, "c1": 0}, draws=50)
    part = rank(Scores.of(only), model=model, draws=50)
    assert as_json(whole) == as_json(part)


@MODELS
@pytest.mark.parametrize("size", [1e-320, 1e308])
def test_only_the_ratio_of_weights_counts(model, size):
    scores = make.rasch(7, proposals=20, judges=5, criteria=2).scores
    alike = [rank(scores, model=model, weights={"c0": w, "c1": w}, draws=50) for w in (1, size)]
    assert as_json(alike[0]) == as_json(alike[1])


@pytest.mark.parametrize(
    ("weights", "key"),
    [
        ({"c0": 1}, "scores.weight_missing"),
        ({"c0": 1, "c1": 1, "c9": 1}, "scores.weight_unknown"),
        ({"c0": 1, "c1": -1}, "scores.weight_not_positive"),
        ({"c0": 0, "c1": 0}, "scores.weight_not_positive"),
        ({"c0": 1, "c1": float("nan")}, "scores.weight_not_positive"),
        ({"c0": 1, "c1": float("inf")}, "scores.weight_not_positive"),
        ({"c0": 1, "c1": 1e-7}, "scores.weights_apart"),
    ],
)
def test_weights_that_do_not_fit_are_refused(weights, key):
    with pytest.raises(Invalid) as refused:
        rank(make.rasch(1, criteria=2).scores, weights=weights)
    assert refused.value.key == key


def test_the_mean_is_the_weighted_mean_of_the_reviews():
    rows = [("a", "x", "A", 5.0), ("a", "x", "B", 1.0), ("a", "y", "A", 4.0), ("a", "y", "B", 2.0)]
    rows += [("b", judge, criterion, 3.0) for judge in "xy" for criterion in "AB"]
    ranking = rank(Scores.of(rows), model=Model.MEAN, weights={"A": 75, "B": 25})
    assert {row.proposal: row.score for row in ranking.proposals} == pytest.approx({"a": 3.75, "b": 3.0})


@pytest.mark.parametrize(("lowest", "highest"), [(5, 1), (1, 1), (float("nan"), 5), (1, float("inf"))])
def test_a_range_that_is_none_is_refused(lowest, highest):
    with pytest.raises(Invalid, match=r"scores\.range"):
        Scale(lowest, highest)


def test_a_table_refuses_what_a_file_would():
    good = [("a", "x", "c", 1.0), ("b", "x", "c", 2.0)]
    for bad, key in (
        (("a", "x", "c", 3.0), "scores.duplicate"),
        (("a", "y", "c", 9.0), "scores.out_of_range"),
        (("a", "y", "c", float("nan")), "scores.not_finite"),
    ):
        with pytest.raises(Invalid) as refused:
            Scores.of([*good, bad], Scale(1, 5))
        assert (refused.value.key, refused.value.data["line"]) == (key, 3)
    with pytest.raises(Invalid, match=r"scores\.empty"):
        Scores.of([("a", "x", "c", None)])


def test_posterior_is_in_the_calls_units_and_merit_turns_it_up():
    from innovation_hub.methods.ranking import Direction

    call = make.linear(1)
    found = posterior(call.scores, scale=Scale(direction=Direction.LOWEST), draws=200)
    assert found.draws.mean() == pytest.approx(found.mean.mean(), abs=0.2)
    assert (found.merit == -found.draws).all()
    assert found.draws.shape == (200, 60)


@MODELS
def test_scores_that_separate_get_finite_figures_and_rasch_says_that_it_did_not_settle(model):
    rows = [
        (p, j, c, s) for p, s in zip("abcdef", (1, 1, 2, 4, 5, 5), strict=True) for j in "xyz" for c in "cd"
    ]
    ranking = rank(Scores.of(rows), model=model, scale=Scale(1, 5), draws=50)
    assert [row.rank for row in ranking.proposals] == [1, 1, 3, 4, 5, 5]
    assert all(1 <= row.score <= 5 for row in ranking.proposals)
    assert ((Caution.NOT_CONVERGED, None) in warned(ranking)) is (model is Model.RASCH)
