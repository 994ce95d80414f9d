"""The design: matrices of the mixed model's equations that do not depend on variances.

The crossing B (P, J+K) has the weight of each judge and each criterion in each proposal. It is stored as a sparse
matrix when each judge reads a small part of the call, and products with it are computed at its non-zeros only.
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
"""The most judges and criteria, since the system of equations is dense."""
DENSE = 0.04
"""Share of non-zeros above which dense products are faster than sparse ones."""

Matrix = Any
"""A dense or a sparse array, which have the same operators."""


@dataclass(frozen=True, eq=False)
class Layout:
    """The sparsity pattern of a design: sums by proposal (P, R) and by judge (J, R); ``pairs`` is None if dense."""

    of_proposal: sparse.csr_array
    of_judge: sparse.csr_array
    pairs: Pairs | None

    @classmethod
    def of(cls, reviews: Reviews, order: int) -> "Layout":
        """The layout of these reviews; ``order`` is the number of judges and criteria."""
        count, criteria = len(reviews), len(reviews.weights)
        each, ones = np.arange(count), np.ones(count)
        of_proposal = sparse.csr_array((ones, (reviews.proposal, each)), (reviews.proposals, count))
        of_judge = sparse.csr_array((ones, (reviews.judge, each)), (reviews.judges, count))
        entries = count + min(count * criteria, reviews.proposals * criteria)
        if entries > DENSE * reviews.proposals * order:
            return cls(of_proposal, of_judge, None)
        return cls(of_proposal, of_judge, Pairs.of(_crossing(reviews, of_proposal, ones)))


class Design:
    """The matrices of the equations; a ``layout`` of the same scores with other weights can be reused.

    ``order`` is J+K. Raises ``Invalid`` when it is above `MOST`.
    """

    def __init__(self, reviews: Reviews, layout: Layout | None = None) -> None:
        self.reviews = reviews
        self.order = reviews.judges + len(reviews.weights)
        if self.order > MOST:
            raise Invalid("scores.too_many_judges", field="model", most=MOST, found=self.order)
        self.layout = layout or Layout.of(reviews, self.order)
        self.uniform = len(reviews) > 0 and bool(np.ptp(reviews.weight) == 0)

    def crossing(self, f: Floats) -> Matrix:
        """B (P, J+K): weights of judges and criteria in each proposal, with reviews scaled by ``f`` (R,)."""
        return self._unit[0] * f[0] if self.uniform else self._crossing(f)

    def product(self, crossing: Matrix, inverse: Floats) -> Matrix:
        """A crossing times a symmetric matrix (J+K, J+K); if sparse, at the crossing's non-zeros only."""
        pairs = self.layout.pairs
        return crossing @ inverse if pairs is None else pairs.product(crossing, inverse)

    def lower_block(self, f: Floats, gamma: float) -> Floats:
        """A (J+K, J+K), the block of judges and criteria without the ridges; ``f`` (R,)."""
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
        """Crossing and sums for f = 1; if all reviews have the same weight, those for other f are multiples."""
        ones = np.ones(len(self.reviews))
        return self._crossing(ones), *self._sums(ones)

    def _bordered(self, judges: Floats, bordered: Floats, among: Floats) -> Floats:
        count = self.reviews.judges
        matrix = np.zeros((self.order, self.order))
        diagonal = np.arange(count)
        matrix[diagonal, diagonal] = judges
        matrix[:count, count:] = bordered
        matrix[count:, :count] = bordered.T
        matrix[count:, count:] = among
        return matrix

    @cached_property
    def marked(self) -> Floats:
        """Sum of the weights of each criterion's scores (K,)."""
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
    """Each row of a dense or sparse matrix divided by the same row of ``divisor`` (P,)."""
    if isinstance(matrix, np.ndarray):
        return matrix / divisor[:, None]
    data = matrix.data / np.repeat(divisor, np.diff(matrix.indptr))
    return sparse.csr_array((data, matrix.indices, matrix.indptr), shape=matrix.shape)


def dense(matrix: Matrix) -> Floats:
    """A matrix converted to a dense one."""
    return np.asarray(matrix if isinstance(matrix, np.ndarray) else matrix.toarray())


def dotted(one: Matrix, other: Matrix) -> Floats:
    """The dot product of each row with the same row of another matrix (P,); sparse ones have the same pattern."""
    if isinstance(one, np.ndarray):
        return np.asarray(np.einsum("ij,ij->i", one, other))
    rows = np.repeat(np.arange(one.shape[0]), np.diff(one.indptr))
    return summed(rows, one.data * other.data, one.shape[0])
