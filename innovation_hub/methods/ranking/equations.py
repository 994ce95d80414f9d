"""Henderson's mixed model equations, the proposals eliminated.

A score is y = β_k + u_i + s_j + r_ij + e: criterion (fixed), proposal, judge, review and rest (random, independent,
normal). With W the inverse of the covariance of r + e in units of 1/σe², the equations for (u, s, β) are

    [ D_u   B ] [u]   [b_u]      D_u diagonal (P), B (P, J+K) sparse or dense,
    [ B'    A ] [θ] = [b_θ]      θ = (s, β), A (J+K, J+K),

and eliminating u leaves the dense S = A - B' D_u⁻¹ B of order J+K (Henderson, 1973; Searle, Casella and McCulloch,
«Variance Components», 1992, ch. 7). The reviews are absorbed beforehand: a review with weights w summing to ω has
W = diag(w) - γ f w w', f = 1/(1 + γω), γ = σr²/σe².
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from scipy import linalg, sparse

from innovation_hub.errors import Invalid
from innovation_hub.methods.ranking.numbers import Draws, Floats
from innovation_hub.methods.ranking.reviews import Reviews

MOST = 10_000
"""Judges and criteria that one system of equations is solved for."""
DENSE = 0.04
"""Share of non-zeros from which a dense product is faster than a sparse one."""

Matrix = Any
"""A dense or a sparse array, which have the same operators."""


class Design:
    """What stays the same while variances change: who reviewed what, on which criteria.

    Raises ``Invalid`` when there are too many judges for a dense system.
    """

    def __init__(self, reviews: Reviews) -> None:
        self.reviews = reviews
        self.kept = reviews.judges + len(reviews.weights)
        if self.kept > MOST:
            raise Invalid("scores.too_many_judges", field="model", most=MOST, found=self.kept)
        count = len(reviews)
        each, ones = np.arange(count), np.ones(count)
        self._of_proposal = sparse.csr_array((ones, (reviews.proposal, each)), (reviews.proposals, count))
        self._of_judge = sparse.csr_array((ones, (reviews.judge, each)), (reviews.judges, count))
        self.uniform = count > 0 and bool(np.ptp(reviews.weight) == 0)
        entries = count + min(count * len(reviews.weights), reviews.proposals * len(reviews.weights))
        self.dense = entries > DENSE * reviews.proposals * self.kept

    def crossing(self, f: Floats) -> Matrix:
        """B (P, J+K): how much each judge and criterion weighs in each proposal; ``f`` (R,)."""
        return self._unit[0] * f[0] if self.uniform else self._crossing(f)

    def among_kept(self, f: Floats, gamma: float) -> Floats:
        """A (J+K, J+K) without the ridges: judges and criteria; ``f`` (R,)."""
        judges, bordered, among = self._pieces(f)
        return self._bordered(judges, bordered, np.diag(self.marked) - gamma * among)

    def squared(self, f: Floats) -> Floats:
        """Sum over the reviews of f g g' (J+K, J+K), g = (ω at the judge, w at the criteria); ``f`` (R,)."""
        judges, bordered, _ = self._pieces(f * self.reviews.weight)
        return self._bordered(judges, bordered, self._pieces(f)[2])

    def _crossing(self, f: Floats) -> Matrix:
        reviews = self.reviews
        judges = sparse.csr_array(
            (f * reviews.weight, (reviews.proposal, reviews.judge)), (reviews.proposals, reviews.judges)
        )
        both = sparse.hstack([judges, self._of_proposal @ self._scaled(f)], format="csr")
        return both.toarray() if self.dense else both

    def _pieces(self, f: Floats) -> tuple[Floats, Floats, Floats]:
        """Sums of fω by judge (J,), of fw by judge and criterion (J, K), of f w w' by criteria (K, K)."""
        if self.uniform:
            return self._unit[1] * f[0], self._unit[2] * f[0], self._unit[3] * f[0]
        return self._sums(f)

    def _sums(self, f: Floats) -> tuple[Floats, Floats, Floats]:
        reviews, scaled = self.reviews, self._scaled(f)
        among = (reviews.by_criterion @ scaled).toarray()
        return reviews.per_judge(f * reviews.weight), (self._of_judge @ scaled).toarray(), among

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

    def _scaled(self, f: Floats) -> sparse.csr_array:
        marks = self.reviews.marks
        data = marks.data * np.repeat(f, np.diff(marks.indptr))
        return sparse.csr_array((data, marks.indices, marks.indptr), shape=marks.shape)


@dataclass(frozen=True, eq=False)
class Sums:
    """What the equations need of a vector of N scores: weighted sums by review (R,) and by criterion (K,)."""

    review: Floats
    criterion: Floats


@dataclass(frozen=True, eq=False)
class Effects:
    """A solution: proposals (P,), judges (J,), criteria (K,) and what it takes off the sum of squares."""

    proposal: Floats
    judge: Floats
    criterion: Floats
    explained: float


class Equations:
    """The equations at given ratios of the variances to σe², factorised.

    ``ridge_u``, ``ridge_s``: σe²/σu², σe²/σs²; ``gamma``: σr²/σe². Raises ``numpy.linalg.LinAlgError`` when the
    reduced system is not positive definite.
    """

    def __init__(self, design: Design, ridge_u: float, ridge_s: float, gamma: float = 0.0) -> None:
        reviews = design.reviews
        self.design, self.gamma, self.ridge_u, self.ridge_s = design, gamma, ridge_u, ridge_s
        self.f = 1.0 / (1.0 + gamma * reviews.weight)
        self.d = reviews.per_proposal(self.f * reviews.weight) + ridge_u
        self.crossing = design.crossing(self.f)
        self.data = design.among_kept(self.f, gamma)
        reduced = self.data - dense(self.crossing.T @ divided(self.crossing, self.d))
        judges = np.arange(reviews.judges)
        reduced[judges, judges] += ridge_s
        self.factor = linalg.cholesky(reduced, lower=True, overwrite_a=True, check_finite=False)

    @property
    def logdet(self) -> float:
        """Logarithm of the determinant of all equations, the reviews' absorption included."""
        kept = 2.0 * np.log(np.diagonal(self.factor)).sum()
        return float(np.log(self.d).sum() + kept - np.log(self.f).sum())

    @cached_property
    def inverse(self) -> Floats:
        """S⁻¹ (J+K, J+K): covariance of judges' and criteria's effects, in units of σe²."""
        inverse, info = linalg.lapack.dpotri(self.factor, lower=True)
        assert info == 0
        whole = inverse + inverse.T  # above the diagonal there is nothing: the factor is lower triangular
        whole[np.diag_indices_from(whole)] *= 0.5
        return np.asarray(whole)

    @cached_property
    def trace_u(self) -> float:
        """Sum of the proposals' posterior variances, in units of σe²."""
        over = divided(self.crossing, self.d)
        return float((1 / self.d).sum() + np.vdot(dense(over.T @ over), self.inverse))

    def solve(self, sums: Sums) -> Effects:
        """The effects that belong to a vector of scores."""
        return self.answer(*self.right_side(sums))

    def answer(self, b_u: Floats, b: Floats) -> Effects:
        """The solution for a right-hand side: (P,), (J+K,)."""
        theta, info = linalg.lapack.dpotrs(self.factor, b - self.crossing.T @ (b_u / self.d), lower=True)
        assert info == 0
        u = (b_u - self.crossing @ theta) / self.d
        judges = self.design.reviews.judges
        return Effects(u, theta[:judges], theta[judges:], float(u @ b_u + theta @ b))

    def right_side(self, sums: Sums) -> tuple[Floats, Floats]:
        """The right-hand side of the equations for a vector of scores: (P,), (J+K,)."""
        reviews = self.design.reviews
        scaled = self.f * sums.review
        b = [reviews.per_judge(scaled), sums.criterion - self.gamma * (reviews.by_criterion @ scaled)]
        return reviews.per_proposal(scaled), np.concatenate(b)

    def draw(self, random: np.random.Generator, count: int, mix: Floats) -> Draws:
        """Joint draws of what scores, u + mix @ β, may differ from their estimates by, in units of σe: (count, P).

        ``mix`` (K,). In single precision: draws are many, and their own error is far greater.
        """
        z = random.standard_normal((self.design.kept, count))
        theta = linalg.solve_triangular(self.factor, z, lower=True, trans="T", check_finite=False)
        fixed = (mix @ theta[self.design.reviews.judges :]).astype(np.float32)
        drawn = self._slim @ theta.astype(np.float32)
        np.subtract(fixed, drawn, out=drawn)
        own = random.standard_normal((len(self.d), count), dtype=np.float32)
        own /= np.sqrt(self.d).astype(np.float32)[:, None]
        drawn += own
        return np.ascontiguousarray(drawn.T)

    @cached_property
    def _slim(self) -> Matrix:
        return divided(self.crossing, self.d).astype(np.float32)


def divided(matrix: Matrix, divisor: Floats) -> Matrix:
    """Each row of a dense or sparse matrix divided by its own number."""
    if isinstance(matrix, np.ndarray):
        return matrix / divisor[:, None]
    data = matrix.data / np.repeat(divisor, np.diff(matrix.indptr))
    return sparse.csr_array((data, matrix.indices, matrix.indptr), shape=matrix.shape)


def dense(matrix: Matrix) -> Floats:
    """A matrix as a dense one."""
    return np.asarray(matrix if isinstance(matrix, np.ndarray) else matrix.toarray())
