"""Small and odd calls, whatever the model: it ends soon, its figures are numbers and its ranks are in order."""

import time
from itertools import pairwise, product
from math import isfinite

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from innovation_hub.errors import Invalid
from innovation_hub.methods.ranking import Caution, Direction, Model, Scale, Scores, agreement, rank, table

SOON = 5.0
"""Seconds of the processor; a search of all its steps takes well below one."""
SETTINGS = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
SCALE = Scale(1, 5)


@st.composite
def calls(draw):
    """Scores of up to 6 proposals by 5 judges on 3 criteria; few values, so that much is equal or separates."""
    values = draw(st.sampled_from([(1, 5), (1, 2, 3, 4, 5), (1.0, 1.0000001, 5.0), (2, 2.5, 3)]))
    cells = st.tuples(st.integers(0, 5), st.integers(0, 4), st.integers(0, 2))
    given = draw(st.dictionaries(cells, st.sampled_from(values), min_size=1, max_size=60))
    return [(f"p{p}", f"j{j}", f"c{c}", float(score)) for (p, j, c), score in given.items()]


def separated(levels: int, judges: int, criteria: int):
    """Proposals that all judges tell apart on every criterion."""
    places = [(p, j, c) for p in range(levels) for j in range(judges) for c in range(criteria)]
    return [(f"p{p}", f"j{j}", f"c{c}", 1.0 + 4 * p / max(1, levels - 1)) for p, j, c in places]


@pytest.mark.long
@pytest.mark.parametrize("model", list(Model))
@pytest.mark.parametrize("best", list(Direction))
@SETTINGS
@example(rows=separated(2, 2, 1), weight=1)
@example(rows=separated(5, 4, 3), weight=1e-6)
@example(rows=[("p0", "j0", "c0", 3.0)], weight=1)
@given(rows=calls(), weight=st.sampled_from([1e-6, 0.5, 1, 30, 1e6]))
def test_any_call_ends_soon_with_numbers_in_order(model, best, rows, weight):
    scores = Scores.of(rows, SCALE)
    weights = {name: weight if place == 0 else 1.0 for place, name in enumerate(scores.criteria)}
    begun = time.process_time()
    ranking = rank(scores, model=model, weights=weights, scale=Scale(1, 5, best), draws=50)
    assert time.process_time() - begun < SOON

    figures = [v for row in ranking.proposals for v in (row.score, row.se, row.p_top, row.ability)]
    figures += [v for row in ranking.judges for v in (row.severity, row.se, row.consistency, row.outfit)]
    figures += [row.difficulty for row in ranking.criteria]
    figures += [ranking.reliability, *ranking.variance.values(), *ranking.thresholds]
    assert all(isfinite(figure) for figure in figures if figure is not None)
    assert all(row.se is None or row.se >= 0 for row in ranking.proposals)
    assert all(value >= 0 for value in ranking.variance.values())
    assert ranking.reliability is None or -1e-9 <= ranking.reliability <= 1 + 1e-9
    sign = ranking.scale.sign
    for one, other in pairwise(ranking.proposals):
        if one.group == other.group:
            assert one.rank <= other.rank
            assert sign * one.score >= sign * other.score - 1e-6
    for row in ranking.proposals:
        assert 1 <= row.rank_low <= row.rank <= row.rank_high <= ranking.groups[row.group - 1]
        assert 0 <= row.p_top <= 1
        if model is Model.RASCH:
            assert 1 - 1e-9 <= row.score <= 5 + 1e-9


@pytest.mark.parametrize("model", list(Model))
@SETTINGS
@given(rows=calls())
def test_what_stands_in_the_way_is_told_of_any_call(model, rows):
    ranking = rank(Scores.of(rows), model=model, scale=SCALE, draws=20)
    told = {warning.kind for warning in ranking.warnings}
    reviews = {(p, j) for p, j, _, _ in rows}
    assert (Caution.ONE_JUDGE in told) == (len(ranking.judges) == 1)
    assert (Caution.ONE_REVIEW_EACH in told) == (len(reviews) == len(ranking.proposals))
    assert (Caution.GROUPS in told) == (len(ranking.groups) > 1)
    assert (Caution.NO_SPREAD in told) == (len({score for *_, score in rows}) == 1)
    marks = {(p, score) for p, _, _, score in rows}
    extreme = {p for p, score in marks if score in (1, 5) and sum(q == p for q, _ in marks) == 1}
    told_of = {w.subject for w in ranking.warnings if w.kind in (Caution.EXTREME_HIGH, Caution.EXTREME_LOW)}
    assert told_of == extreme


@st.composite
def tables(draw):
    """Up to 4 proposals by 4 judges on 2 criteria, each cell filled."""
    sizes = [draw(st.integers(1, most)) for most in (4, 4, 2)]
    cells = list(product(*map(range, sizes)))
    given = draw(st.lists(st.sampled_from([1.0, 3.0, 5.0]), min_size=len(cells), max_size=len(cells)))
    return [(f"p{p}", f"j{j}", f"c{c}", score) for (p, j, c), score in zip(cells, given, strict=True)]


@SETTINGS
@given(rows=tables())
def test_coefficients_of_any_table_are_numbers_or_unknown(rows):
    scores = Scores.of(rows)
    if min(len(scores.proposals), len(scores.judges)) < 2:
        with pytest.raises(Invalid, match=r"scores\.icc_too_few"):
            agreement(table(scores))
        return
    found = agreement(table(scores))
    assert all(value is None or isfinite(value) for value in found.named().values())
    of_one_judge = (found.one_way, found.random, found.fixed)
    assert all(value is None or value <= 1 + 1e-9 for value in of_one_judge)


@SETTINGS
@given(rows=tables(), place=st.integers(0, 31))
def test_a_table_with_an_empty_cell_is_refused(rows, place):
    left = [row for number, row in enumerate(rows) if number != place % len(rows)]
    kept = [{row[column] for row in left} == {row[column] for row in rows} for column in range(3)]
    if all(kept):
        with pytest.raises(Invalid, match=r"scores\.incomplete"):
            agreement(table(Scores.of(left)))
