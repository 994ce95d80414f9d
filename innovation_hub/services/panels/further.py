"""The next round: further reviews where they most change who is among the first, drafted with their reasons."""

from collections import Counter
from typing import TYPE_CHECKING

from db.models.panels import PanelSeat
from db.queries import rounds
from db.unit_of_work import unit_of_work
from innovation_hub.domain.panels import REVIEWS_MOST, RoundKind
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.errors import Invalid, NotNow
from innovation_hub.services import journal
from innovation_hub.services.panels.assigning import judged_call
from innovation_hub.services.panels.building import begin, findings
from innovation_hub.services.panels.question import Pair, Question, question

if TYPE_CHECKING:
    from innovation_hub.methods.assignment import NextRound
    from innovation_hub.methods.assignment.grid import Floats

LEAST_REVIEWS = 4
"""Fewer reviews than this tell nothing of how proposals and judges differ."""
DRAWS = 1_000


def propose(actor: Actor, *, call_id: int, reviews: int, top: int) -> None:
    """Draft up to ``reviews`` further reviews for a call that chooses its ``top`` first.

    Raises `Invalid` for a number out of range, `NotNow` when too little has been handed in to build upon. A draft
    there was is replaced.
    """
    ensure(actor, Permission.JUDGING_ADMINISTER)
    if not 1 <= reviews <= REVIEWS_MOST:
        raise Invalid("panels.errors.reviews", field="reviews", lowest=1, highest=REVIEWS_MOST)
    with unit_of_work() as uow:
        call = judged_call(uow, call_id)
        asked = question(uow, call)
        if not 1 <= top < len(asked.codes):
            raise Invalid("panels.errors.top", field="top", lowest=1, highest=max(1, len(asked.codes) - 1))
        totals = {(row.proposal_id, row.account_id): row.total for row in rounds.totals(uow.session, call_id)}
        if len(totals) < LEAST_REVIEWS or len(set(totals.values())) == 1:
            raise NotNow("panels.errors.too_early", least=LEAST_REVIEWS)
        draft = begin(uow, actor, call, RoundKind.NEXT)
        draft.top, draft.wanted = top, reviews
        rounds.erase_seats(uow.session, draft.id or 0)
        found = _next_round(asked, totals, reviews=reviews, top=top, seed=call_id)
        uow.session.add_all(
            PanelSeat(
                round_id=draft.id or 0,
                proposal_id=one.proposal,
                account_id=one.judge,
                p_top=one.p_top,
                se=one.se,
                gain=one.gain,
            )
            for one in found.reviews
        )
        draft.findings = _findings(asked, found)
        data = {"round": draft.number, "reviews": len(found.reviews), "top": top}
        journal.record(uow, actor, "panel.propose", "call", call_id, data)
        uow.commit()


def _next_round(
    asked: Question, totals: dict[Pair, float], *, reviews: int, top: int, seed: int
) -> "NextRound":
    from innovation_hub.methods import assignment as method

    draws, noise = _posterior(list(asked.codes), totals, seed)
    return method.next_round(
        proposals=list(asked.codes),
        draws=draws,
        top=top,
        noise=noise,
        reviews=reviews,
        capacities=asked.capacities,
        forbidden=asked.forbidden,
        existing=asked.active,
        affinity=asked.affinity(),
        pending=Counter(proposal for proposal, judge in asked.active if (proposal, judge) not in totals),
        seed=seed,
    )


def _posterior(proposals: list[int], totals: dict[Pair, float], seed: int) -> "tuple[Floats, float]":
    """Joint draws of the proposals' scores (D, P), strictness taken out, and the variance of one review."""
    import numpy as np

    from innovation_hub.methods.ranking.posterior import posterior
    from innovation_hub.methods.ranking.ranking import rank
    from innovation_hub.methods.ranking.scores import Scores

    rows = ((str(proposal), str(judge), "total", total) for (proposal, judge), total in totals.items())
    scores = Scores.of(rows)
    variance = rank(scores, seed=seed).variance
    known = posterior(scores, seed=seed, draws=DRAWS)
    place = {int(name): i for i, name in enumerate(known.proposals)}
    # A proposal that nobody has reviewed may be anything that proposals are.
    spread = np.sqrt(variance["proposal"]) * np.random.default_rng(seed).standard_normal(
        (DRAWS, len(proposals))
    )
    unknown = known.mean.mean() + spread
    columns = [
        known.merit[:, place[one]] if one in place else unknown[:, i] for i, one in enumerate(proposals)
    ]
    noise = sum(value for part, value in variance.items() if part not in ("proposal", "judge"))
    return np.stack(columns, axis=1).astype(np.float64), noise


def _findings(asked: Question, found: "NextRound") -> dict[str, object]:
    from innovation_hub.methods import assignment as method

    plan = method.assess(
        pairs=[(one.proposal, one.judge) for one in found.reviews],
        proposals=list(asked.codes),
        capacities=asked.capacities,
        per_proposal={},
        forbidden=asked.forbidden,
        existing=asked.active,
        affinity=asked.affinity(),
    )
    return findings(plan, unplaced=found.unplaced)
