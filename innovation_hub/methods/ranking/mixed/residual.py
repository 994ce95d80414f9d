"""Slope and average information of the restricted likelihood, from the residuals of a solution.

With P the projection of restricted likelihood and V_k the derivative of the covariance, the slope in variance k is
-(trace(P V_k) - y'P V_k P y)/2, and the average information of k and l is y'P V_k P V_l P y / 2 (Gilmour, Thompson and
Cullis, 1995). All traces come from the inverse of the reduced equations (Johnson and Thompson, 1995).
"""

import numpy as np

from innovation_hub.methods.ranking.mixed.design import Design, dotted
from innovation_hub.methods.ranking.mixed.equations import Effects, Equations, EquationSums
from innovation_hub.methods.ranking.numbers import Floats


class Residual:
    """The residuals of a solution, and traces of the projection matrix."""

    def __init__(
        self, design: Design, sums: EquationSums, review: bool, equations: Equations, effects: Effects
    ) -> None:
        reviews = design.reviews
        self.design, self.sums, self.halo, self.reviews = design, sums, review, reviews
        self.equations, self.effects = equations, effects
        both = effects.proposal[reviews.proposal] + effects.judge[reviews.judge]
        left = sums.review - reviews.marks @ effects.criterion - reviews.weight * both
        self.review = equations.gamma * equations.f * left
        self.both = both
        self.left = left - reviews.weight * self.review

    def expected(self, variances: Floats) -> Floats:
        """trace(P V_k) for each variance (V,)."""
        equations, reviews = self.equations, self.reviews
        u, s, e = variances[0], variances[1], variances[-1]
        inverse, judges = equations.inverse, reviews.judges
        trace_s = np.trace(inverse[:judges, :judges])
        found = [(reviews.proposals - equations.proposal.sum() * e / u) / u, (judges - trace_s * e / s) / s]
        used = len(reviews.values) - len(reviews.weights) - found[0] * u - found[1] * s
        if self.halo:
            r = variances[2]
            found.append((len(reviews) - self._trace_review() * e / r) / r)
            used -= found[2] * r
        return np.array([*found, used / e])

    def _trace_review(self) -> float:
        """Trace of the reviews' posterior covariance in units of σe²: γf of each, and the part of (u, θ)."""
        equations, design = self.equations, self.design
        f2, d = (equations.gamma * equations.f) ** 2, equations.d
        g = self.reviews.per_proposal(f2 * self.reviews.weight**2)
        across = dotted(design.crossing(f2 * self.reviews.weight), equations.shared)
        return float(
            (equations.gamma * equations.f).sum()
            + g @ equations.proposal
            - 2 * (across / d).sum()
            + np.vdot(design.squared(f2), equations.inverse)
        )

    def observed(self, variances: Floats, quadratic: float) -> Floats:
        """y'P V_k P y for each variance (V,)."""
        u, s, e = variances[0], variances[1], variances[-1]
        parts = [
            self.effects.proposal @ self.effects.proposal / u,
            self.effects.judge @ self.effects.judge / s,
        ]
        if self.halo:
            parts.append(self.review @ self.review / variances[2])
        own = [part / variance for part, variance in zip(parts, variances, strict=False)]
        return np.array([*own, (quadratic - sum(parts)) / e])

    def information(self, variances: Floats, quadratic: float) -> tuple[Floats, tuple[Effects, ...]]:
        """The average information (V, V), and the solutions for its working vectors V_k P y."""
        equations, reviews, e = self.equations, self.reviews, variances[-1]
        flat = [self.effects.proposal[reviews.proposal], self.effects.judge[reviews.judge]]
        if self.halo:
            flat.append(self.review)
        flat = [values / variance for values, variance in zip(flat, variances, strict=False)]
        sums = [EquationSums(reviews.weight * values, reviews.by_criterion @ values) for values in flat]
        criterion = self.sums.criterion - self.design.marked * self.effects.criterion
        criterion = criterion - reviews.by_criterion @ (self.both + self.review)
        sums.append(EquationSums(self.left / e, criterion / e))
        sides = [equations.right_side(each) for each in sums]
        responses = tuple(equations.answer(*side) for side in sides)
        count = len(variances)
        products = np.empty((count, count))
        for a in range(count):
            b_u, b_theta = sides[a]
            for b in range(a, count):
                pull = responses[b]
                explained = b_u @ pull.proposal + b_theta @ np.append(pull.judge, pull.criterion)
                whole = self._product(a, b, flat, sums, variances, quadratic)
                products[a, b] = products[b, a] = whole - explained
        return products / (2 * e), responses

    def _product(
        self,
        a: int,
        b: int,
        flat: list[Floats],
        sums: list[EquationSums],
        variances: Floats,
        quadratic: float,
    ) -> float:
        """q_a' W q_b in units of 1/σe²."""
        f, gamma = self.equations.f, self.equations.gamma
        if a < len(flat):
            return float((f * sums[b].review) @ flat[a])
        e = variances[-1]
        within = self.observed(variances, quadratic)[-1]  # the residual's own squares, over σe⁴
        return float(within - gamma * (f @ sums[a].review ** 2)) if e else 0.0
