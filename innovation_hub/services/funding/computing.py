"""Computing a plan: turn scores into values and the organiser's rules into the method's, and solve.

NumPy and SciPy are loaded here, so this module is imported by the functions that compute and by nothing else.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from innovation_hub.domain.funding import EVERY, FundingUnit, PlanDraft, RuleDraft, Share
from innovation_hub.domain.proposals import ProposalState
from innovation_hub.errors import NotNow
from innovation_hub.methods.portfolio import (
    GAP,
    Contradiction,
    Portfolio,
    PortfolioChange,
    Problem,
    Rule,
    Undecided,
    Walk,
    chances,
    change,
    explain,
    solve,
    walk_down,
)
from innovation_hub.methods.ranking.io.scores import Scores
from innovation_hub.methods.ranking.result.posterior import posterior
from innovation_hub.methods.terms.ranking import Direction, Model
from innovation_hub.services.funding.gathering import AdmittedProposal, Gathered

DRAWS = 200
WOMEN = "women"
_EXACT = 400  # proposals up to which the optimum is proven, beyond that only to within `GAP`
_ABOUT = 2_000

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Posed:
    """The method's problem, with each proposal's adjusted score (NaN without a review) and draws of values."""

    gathered: Gathered
    problem: Problem
    score: Floats
    draws: Floats


@dataclass(frozen=True, eq=False)
class Solved:
    """A portfolio with the results computed for comparison."""

    posed: Posed
    portfolio: Portfolio
    walk: Walk
    order: list[int]
    chance: Floats
    draws: int


def pose(gathered: Gathered, draft: PlanDraft, seed: int) -> Posed:
    """State the problem. A proposal's value is how far its score lies above the worst of the call's scale.

    Without a review a proposal has no value and is not funded, unless it must be. Raises `NotNow` when there is no
    review at all, `Invalid` when the ranking's model cannot take the scores.
    """
    score, draws = _values(gathered, draft, seed)
    scale, entries = gathered.scale, gathered.entries
    worst = scale.lowest if scale.direction is Direction.HIGHEST else scale.highest
    value = np.maximum(0.0, np.nan_to_num(scale.sign * (score - float(worst or 0)), nan=0.0))
    worth_of_draws = np.maximum(0.0, np.nan_to_num(scale.sign * (draws - float(worst or 0)), nan=0.0))
    cost = np.array([_offers(entry, draft) for entry in entries], np.int64).reshape(-1, len(draft.levels))
    offered = np.ones(cost.shape, bool)
    offered[[entry.state is ProposalState.AWARDED for entry in entries], 1:] = False
    problem = Problem(
        values=value,
        cost=cost,
        worth=np.tile(np.array(draft.worth) / 100, (len(entries), 1)),
        offered=offered,
        budget=draft.budget,
        rules=tuple(rules_of(gathered, draft)),
        must=np.array([_must(entry, draft, bool(np.isnan(score[i]))) for i, entry in enumerate(entries)]),
    )
    return Posed(gathered, problem, score, worth_of_draws)


def _values(gathered: Gathered, draft: PlanDraft, seed: int) -> tuple[Floats, Floats]:
    if not gathered.scores:
        raise NotNow("funding.errors.no_reviews")
    rows = [(str(p), str(j), str(c), float(value)) for p, j, c, value in gathered.scores]
    found = posterior(
        Scores.of(rows, gathered.scale),
        model=Model(draft.model),
        weights={str(key): float(weight) for key, weight in gathered.weights.items()},
        scale=gathered.scale,
        seed=seed,
        draws=DRAWS,
    )
    place = {entry.id: index for index, entry in enumerate(gathered.entries)}
    scored = [place[int(name)] for name in found.proposals]
    score = np.full(len(place), np.nan)
    draws = np.full((len(found.draws), len(place)), np.nan)
    score[scored], draws[:, scored] = found.mean, found.draws
    return score, draws


def _offers(entry: AdmittedProposal, draft: PlanDraft) -> list[int]:
    if entry.state is ProposalState.AWARDED:
        return [entry.amount or 0] * len(draft.levels)
    return [entry.requested * level // 100 for level in draft.levels]


def _must(entry: AdmittedProposal, draft: PlanDraft, unscored: bool) -> int:
    if entry.state is ProposalState.AWARDED or entry.id in draft.must:
        return 1
    refused = entry.state is ProposalState.DECLINED or entry.id in draft.must_not
    return -1 if refused or unscored else 0


def rules_of(gathered: Gathered, draft: PlanDraft) -> list[Rule]:
    """The organiser's rules; the name of each is (its number from 0, the value it looks for)."""
    made = [
        Rule(
            (number, value),
            _mark(gathered, rule, value),
            rule.unit is FundingUnit.SHILLINGS,
            rule.at_least,
            rule.at_most,
        )
        for number, rule in enumerate(draft.rules)
        for value in _wanted(gathered, rule)
    ]
    if draft.women:
        women = np.array([bool(entry.woman_leads) for entry in gathered.entries], np.int64)
        percent = draft.women_in is Share.PERCENT
        coefficient = 100 * women - draft.women if percent else women
        made.append(Rule(WOMEN, coefficient, at_least=0 if percent else draft.women))
    return made


def _wanted(gathered: Gathered, rule: RuleDraft) -> list[str]:
    if rule.which != EVERY:
        return [rule.which]
    return sorted({value for entry in gathered.entries for value in entry.sorted_by(rule.dimension)})


def _mark(gathered: Gathered, rule: RuleDraft, value: str) -> NDArray[np.int64]:
    return np.array([value in entry.sorted_by(rule.dimension) for entry in gathered.entries], np.int64)


def best(problem: Problem) -> Portfolio | None:
    """The optimal portfolio of a small problem, one proven to be within `GAP` of a large one; None when there is none.

    Raises `NotNow` when the search ends undecided.
    """
    try:
        small = problem.cost.size <= _EXACT
        return solve(problem, gap=0.0 if small else GAP, nodes=_ABOUT)
    except Undecided as error:
        raise NotNow("funding.errors.undecided") from error


def compute(posed: Posed, progress: Callable[[float], None]) -> Solved | Contradiction:
    """The portfolio, the one by walking down the ranking, and the chances; or the rules that contradict each other."""
    problem = posed.problem
    portfolio = best(problem)
    if portfolio is None:
        conflict = explain(problem)
        if conflict is None:
            raise NotNow("funding.errors.undecided")
        return conflict
    sign = posed.gathered.scale.sign
    merit = np.where(np.isnan(posed.score), -np.inf, sign * posed.score)
    order = np.lexsort((np.arange(len(merit)), -merit)).tolist()
    found = chances(problem, posed.draws, progress=progress)
    return Solved(posed, portfolio, walk_down(problem, order), order, found.share, found.draws)


def changes(posed: Posed, proposals: Sequence[int]) -> Iterator[PortfolioChange | None]:
    """Yield for each proposal, by its index, the change that would fund it; None when it is funded or must not be."""
    portfolio = best(posed.problem)
    for proposal in proposals:
        if portfolio is None or portfolio.choice[proposal] or posed.problem.must[proposal] < 0:
            yield None
        else:
            yield _within_scale(posed, proposal, change(posed.problem, portfolio, proposal))


def _within_scale(posed: Posed, proposal: int, found: PortfolioChange) -> PortfolioChange:
    """The change without a required score beyond the best of the call's scale."""
    scale = posed.gathered.scale
    most = scale.highest if scale.direction is Direction.HIGHEST else scale.lowest
    room = scale.sign * (float(most or 0) - posed.score[proposal])
    return found if found.value is None or found.value <= room else replace(found, value=None)
