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

import numpy as np
from scipy import linalg

from innovation_hub.methods.ranking.mixed.design import Design, Matrix, dense, divided, dotted
from innovation_hub.methods.ranking.numbers import Draws, Floats


@dataclass(frozen=True, eq=False)
class EquationSums:
    """Sums of a vector of N scores for the right-hand side: weighted by review (R,) and by criterion (K,)."""

    review: Floats
    criterion: Floats


@dataclass(frozen=True, eq=False)
class Effects:
    """A solution: proposals (P,), judges (J,), criteria (K,), and the reduction of the sum of squares."""

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
        self.data = design.lower_block(self.f, gamma)
        reduced = self.data - dense(self.crossing.T @ divided(self.crossing, self.d))
        judges = np.arange(reviews.judges)
        reduced[judges, judges] += ridge_s
        self.factor = linalg.cholesky(reduced, lower=True, overwrite_a=True, check_finite=False)

    @property
    def logdet(self) -> float:
        """Logarithm of the determinant of the full equations, including the absorbed reviews."""
        reduced = 2.0 * np.log(np.diagonal(self.factor)).sum()
        return float(np.log(self.d).sum() + reduced - np.log(self.f).sum())

    @cached_property
    def inverse(self) -> Floats:
        """S⁻¹ (J+K, J+K): covariance of judges' and criteria's effects, in units of σe²."""
        inverse, info = linalg.lapack.dpotri(self.factor, lower=True)
        assert info == 0
        whole = inverse + inverse.T  # the upper triangle is 0, as in the factor
        whole[np.diag_indices_from(whole)] *= 0.5
        return np.asarray(whole)

    @cached_property
    def shared(self) -> Matrix:
        """B S⁻¹ (P, J+K); if B is sparse, at its non-zeros only."""
        return self.design.product(self.crossing, self.inverse)

    @cached_property
    def proposal(self) -> Floats:
        """The proposals' posterior variances (P,), in units of σe²."""
        return np.asarray(1.0 / self.d + dotted(self.crossing, self.shared) / self.d**2)

    def solve(self, sums: EquationSums) -> Effects:
        """The solution for a vector of scores."""
        return self.answer(*self.right_side(sums))

    def answer(self, b_u: Floats, b: Floats) -> Effects:
        """The solution for a right-hand side: (P,), (J+K,)."""
        theta, info = linalg.lapack.dpotrs(self.factor, b - self.crossing.T @ (b_u / self.d), lower=True)
        assert info == 0
        u = (b_u - self.crossing @ theta) / self.d
        judges = self.design.reviews.judges
        return Effects(u, theta[:judges], theta[judges:], float(u @ b_u + theta @ b))

    def right_side(self, sums: EquationSums) -> tuple[Floats, Floats]:
        """The right-hand side of the equations for a vector of scores: (P,), (J+K,)."""
        reviews = self.design.reviews
        scaled = self.f * sums.review
        b = [reviews.per_judge(scaled), sums.criterion - self.gamma * (reviews.by_criterion @ scaled)]
        return reviews.per_proposal(scaled), np.concatenate(b)

    def draw(self, random: np.random.Generator, count: int, mix: Floats) -> Draws:
        """Joint draws (count, P) of the errors of the scores u + mix @ β, in units of σe.

        ``mix`` (K,). In single precision, since the Monte Carlo error is far greater than rounding.
        """
        z = random.standard_normal((self.design.order, count))
        theta = linalg.solve_triangular(self.factor, z, lower=True, trans="T", check_finite=False)
        fixed = (mix @ theta[self.design.reviews.judges :]).astype(np.float32)
        drawn = self._scaled_crossing @ theta.astype(np.float32)
        np.subtract(fixed, drawn, out=drawn)
        own = random.standard_normal((len(self.d), count), dtype=np.float32)
        own /= np.sqrt(self.d).astype(np.float32)[:, None]
        drawn += own
        return np.ascontiguousarray(drawn.T)

    @cached_property
    def _scaled_crossing(self) -> Matrix:
        return divided(self.crossing, self.d).astype(np.float32)
