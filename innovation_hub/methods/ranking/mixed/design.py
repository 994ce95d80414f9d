"""Who reviewed what: the matrices of the mixed model's equations that hold for all variances.

The crossing B (P, J+K) says how much each judge and each criterion weighs in each proposal. Only few of its entries are
not 0 when each judge sees a small part of the call; it is then sparse, and so is what is asked of products with it.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from scipy import sparse

from innovation_hub.errors import Invalid
from innovation_hub.methods.ranking.mixed.pairs import Pairs
from innovation_hub.methods.ranking.numbers import Floats, summed
from innovation_hub.methods.ranking.reviews import Reviews

MOST = 10_000
"""Judges and criteria that one system of equations is solved for."""
DENSE = 0.04
"""Share of non-zeros from which a dense product is faster than a sparse one."""

Matrix = Any
"""A dense or a sparse array, which have the same operators."""


@dataclass(frozen=True, eq=False)
class Layout:
    """Where entries of a design are, whatever they weigh; ``pairs`` is None where matrices are dense."""

    of_proposal: sparse.csr_array
    of_judge: sparse.csr_array
    pairs: Pairs | None

    @classmethod
    def of(cls, reviews: Reviews, kept: int) -> "Layout":
        """The layout of these reviews, by ``kept`` judges and criteria."""
        count, criteria = len(reviews), len(reviews.weights)
        each, ones = np.arange(count), np.ones(count)
        of_proposal = sparse.csr_array((ones, (reviews.proposal, each)), (reviews.proposals, count))
        of_judge = sparse.csr_array((ones, (reviews.judge, each)), (reviews.judges, count))
        entries = count + min(count * criteria, reviews.proposals * criteria)
        if entries > DENSE * reviews.proposals * kept:
            return cls(of_proposal, of_judge, None)
        return cls(of_proposal, of_judge, Pairs.of(_crossing(reviews, of_proposal, ones)))


class Design:
    """What stays the same while variances change; a ``layout`` may be that of other weights of the same scores.

    Raises ``Invalid`` when there are too many judges for a dense system.
    """

    def __init__(self, reviews: Reviews, layout: Layout | None = None) -> None:
        self.reviews = reviews
        self.kept = reviews.judges + len(reviews.weights)
        if self.kept > MOST:
            raise Invalid("scores.too_many_judges", field="model", most=MOST, found=self.kept)
        self.layout = layout or Layout.of(reviews, self.kept)
        self.uniform = len(reviews) > 0 and bool(np.ptp(reviews.weight) == 0)

    def crossing(self, f: Floats) -> Matrix:
        """B (P, J+K): how much each judge and criterion weighs in each proposal; ``f`` (R,)."""
        return self._unit[0] * f[0] if self.uniform else self._crossing(f)

    def product(self, crossing: Matrix, inverse: Floats) -> Matrix:
        """A crossing times a symmetric matrix (J+K, J+K): of a sparse one only where it has entries itself."""
        pairs = self.layout.pairs
        return crossing @ inverse if pairs is None else pairs.product(crossing, inverse)

    def among_kept(self, f: Floats, gamma: float) -> Floats:
        """A (J+K, J+K) without the ridges: judges and criteria; ``f`` (R,)."""
        judges, bordered, among = self._pieces(f)
        return self._bordered(judges, bordered, np.diag(self.marked) - gamma * among)

    def squared(self, f: Floats) -> Floats:
        """Sum over the reviews of f g g' (J+K, J+K), g = (ω at the judge, w at the criteria); ``f`` (R,)."""
        judges, bordered, _ = self._pieces(f * self.reviews.weight)
        return self._bordered(judges, bordered, self._pieces(f)[2])

    def _crossing(self, f: Floats) -> Matrix:
        both = _crossing(self.reviews, self.layout.of_proposal, f)
        return both.toarray() if self.layout.pairs is None else both

    def _pieces(self, f: Floats) -> tuple[Floats, Floats, Floats]:
        """Sums of fω by judge (J,), of fw by judge and criterion (J, K), of f w w' by criteria (K, K)."""
        if self.uniform:
            return self._unit[1] * f[0], self._unit[2] * f[0], self._unit[3] * f[0]
        return self._sums(f)

    def _sums(self, f: Floats) -> tuple[Floats, Floats, Floats]:
        reviews, scaled = self.reviews, _scaled(self.reviews, f)
        among = (reviews.by_criterion @ scaled).toarray()
        by_judge = (self.layout.of_judge @ scaled).toarray()
        return reviews.per_judge(f * reviews.weight), by_judge, among

    @cached_property
    def _unit(self) -> tuple[Matrix, Floats, Floats, Floats]:
        """All of these for f = 1: where reviews weigh the same, others are multiples."""
        ones = np.ones(len(self.reviews))
        return self._crossing(ones), *self._sums(ones)

    def _bordered(self, judges: Floats, bordered: Floats, among: Floats) -> Floats:
        count = self.reviews.judges
        matrix = np.zeros((self.kept, self.kept))
        diagonal = np.arange(count)
        matrix[diagonal, diagonal] = judges
        matrix[:count, count:] = bordered
        matrix[count:, :count] = bordered.T
        matrix[count:, count:] = among
        return matrix

    @cached_property
    def marked(self) -> Floats:
        """Sum of weights of each criterion (K,)."""
        return np.asarray(self.reviews.marks.sum(axis=0))


def _crossing(reviews: Reviews, of_proposal: sparse.csr_array, f: Floats) -> sparse.csr_array:
    shape = reviews.proposals, reviews.judges
    judges = sparse.csr_array((f * reviews.weight, (reviews.proposal, reviews.judge)), shape)
    both = sparse.hstack([judges, of_proposal @ _scaled(reviews, f)], format="csr")
    both.sort_indices()
    return both


def _scaled(reviews: Reviews, f: Floats) -> sparse.csr_array:
    marks = reviews.marks
    data = marks.data * np.repeat(f, np.diff(marks.indptr))
    return sparse.csr_array((data, marks.indices, marks.indptr), shape=marks.shape)


def divided(matrix: Matrix, divisor: Floats) -> Matrix:
    """Each row of a dense or sparse matrix divided by its own number."""
    if isinstance(matrix, np.ndarray):
        return matrix / divisor[:, None]
    data = matrix.data / np.repeat(divisor, np.diff(matrix.indptr))
    return sparse.csr_array((data, matrix.indices, matrix.indptr), shape=matrix.shape)


def dense(matrix: Matrix) -> Floats:
    """A matrix as a dense one."""
    return np.asarray(matrix if isinstance(matrix, np.ndarray) else matrix.toarray())


def dotted(one: Matrix, other: Matrix) -> Floats:
    """Each row of a matrix times the same row of another (P,); sparse ones have their entries in the same places."""
    if isinstance(one, np.ndarray):
        return np.asarray(np.einsum("ij,ij->i", one, other))
    rows = np.repeat(np.arange(one.shape[0]), np.diff(one.indptr))
    return summed(rows, one.data * other.data, one.shape[0])
