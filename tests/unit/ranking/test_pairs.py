"""Sparse products agree with dense ones, whatever is cached of their pairs."""

import numpy as np
import pytest
from scipy import sparse

from innovation_hub.methods.ranking import Model, rank
from innovation_hub.methods.ranking.mixed import design, pairs
from innovation_hub.methods.ranking.mixed.pairs import Pairs
from tests.factories import scores as make


@pytest.mark.parametrize(("block", "cached"), [(pairs.BLOCK, pairs.CACHED), (7, pairs.CACHED), (7, 0)])
def test_a_product_is_right_where_the_matrix_has_entries(block, cached, monkeypatch):
    monkeypatch.setattr(pairs, "BLOCK", block)
    monkeypatch.setattr(pairs, "CACHED", cached)
    random = np.random.default_rng(1)
    whole = random.normal(size=(40, 12)) * (random.random((40, 12)) < 0.3)
    whole[3] = 0  # a row without entries
    square = random.normal(size=(12, 12))
    square = square + square.T
    matrix = sparse.csr_array(whole)
    found = Pairs.of(matrix).product(matrix, square)
    assert found.toarray() == pytest.approx((whole @ square) * (whole != 0))


@pytest.mark.parametrize("model", [Model.LINEAR, Model.RASCH])
def test_sparse_and_dense_designs_give_the_same_ranking(model, monkeypatch):
    """Unequal reviews that hang together: every product of the equations is used."""
    call = make.rasch(3, proposals=60, judges=15, each=3)
    scores = [row for place, row in enumerate(call.rows) if place % 7]
    rows = [(p, j, c, min(5.0, v + (hash_of(p, j) % 3 == 0))) for p, j, c, v in scores]
    found = []
    for share in (0.0, 1.0):
        monkeypatch.setattr(design, "DENSE", share)
        found.append(rank(make.Scores.of(rows), model=model, draws=50))
    one, other = ({row.proposal: row for row in ranking.proposals} for ranking in found)
    for name, row in one.items():
        assert (row.score, row.se) == pytest.approx((other[name].score, other[name].se), rel=1e-6)
    assert found[0].variance == pytest.approx(found[1].variance, rel=1e-5)
    judges = ([(j.severity, j.consistency) for j in ranking.judges] for ranking in found)
    assert next(judges) == [pytest.approx(pair, rel=1e-5, abs=1e-9) for pair in next(judges)]


def hash_of(proposal: str, judge: str) -> int:
    return int(proposal[1:]) * 31 + int(judge[1:]) * 17
