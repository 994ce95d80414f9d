"""The next round: a draft of further reviews where they most change who is in the top, with their reasons."""

from collections import Counter
from typing import TYPE_CHECKING

from sqlmodel import Session

from db.commands import rounds as commands
from db.models.calls import Call
from db.models.panels import PanelSeat
from db.primary_key import pk
from db.queries import rounds
from db.unit_of_work import read_only, unit_of_work
from innovation_hub.domain.panels import REVIEWS_MOST, RoundKind
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.errors import Conflict, Invalid, NotNow
from innovation_hub.methods.terms.ranking import Model, Scale
from innovation_hub.services import notices
from innovation_hub.services.panels.assigning import judged_call
from innovation_hub.services.panels.building import begin, findings
from innovation_hub.services.panels.question import Pair, Question, question

if TYPE_CHECKING:
    from innovation_hub.methods.assignment import NextRound
    from innovation_hub.methods.assignment.grid import Floats

LEAST_REVIEWS = 4
"""The fewest reviews from which differences of proposals and judges can be estimated."""
DRAWS = 1_000


def propose(actor: Actor, *, call_id: int, reviews: int, top: int, seen: str) -> None:
    """Draft up to ``reviews`` further reviews for a call that chooses its ``top`` first.

    Raises `Invalid` for a number out of range, `NotNow` when too few reviews were submitted, `Conflict`
    when a review was submitted meanwhile or the last round's `mark` is not ``seen``. An existing draft is replaced.
    """
    ensure(actor, Permission.JUDGING_ADMINISTER)
    if not 1 <= reviews <= REVIEWS_MOST:
        raise Invalid("panels.errors.reviews", field="reviews", lowest=1, highest=REVIEWS_MOST)
    with read_only() as session:
        asked, totals = _given(session, call_id)
    _check(asked, totals, top)
    wanted = {"reviews": reviews, "top": top, "seed": call_id}
    found = _next_round(asked, totals, **wanted)  # outside the transaction: nobody waits for it
    with unit_of_work() as uow:
        call = judged_call(uow, call_id)
        if _given(uow.session, call_id) != (asked, totals):
            raise Conflict
        draft = begin(uow, actor, call, RoundKind.NEXT, seen)
        draft.top, draft.wanted = top, reviews
        commands.erase_seats(uow.session, pk(draft))
        uow.session.add_all(
            PanelSeat(
                round_id=pk(draft),
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
        notices.happened(uow, actor, "panel.propose", "call", call_id, data)
        uow.commit()


def _given(session: Session, call_id: int) -> tuple[Question, dict[Pair, float]]:
    """The question, and the total of each submitted review, with its sign such that more is better."""
    asked = question(session, call_id)
    sign = Scale(direction=session.get_one(Call, call_id).score_best).sign
    rows = rounds.totals(session, call_id)
    return asked, {(row.proposal_id, row.account_id): sign * row.total for row in rows}


def _check(asked: Question, totals: dict[Pair, float], top: int) -> None:
    most = len(asked.codes) - 1
    if not 1 <= top <= most:
        raise Invalid("panels.errors.top", field="top", lowest=1, highest=max(1, most))
    if len(totals) < LEAST_REVIEWS or len(set(totals.values())) == 1:
        raise NotNow("panels.errors.too_early", least=LEAST_REVIEWS)


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
    """Joint draws of the proposals' scores (D, P), adjusted for strictness, and the variance of one review."""
    import numpy as np

    from innovation_hub.methods.ranking.groups import groups
    from innovation_hub.methods.ranking.io.scores import Scores
    from innovation_hub.methods.ranking.models import fitted
    from innovation_hub.methods.ranking.reviews import gather, weigh

    rows = ((str(proposal), str(judge), "total", total) for (proposal, judge), total in totals.items())
    scores, weights = weigh(Scores.of(rows), None)
    reviews = gather(scores, weights, Scale().sign)
    fit = fitted(Model.LINEAR, reviews, groups(reviews), Scale())
    random = np.random.default_rng(seed)
    drawn = fit.draw(random, DRAWS)
    place = {int(name): i for i, name in enumerate(scores.proposals)}
    # A proposal without a review is drawn from the distribution of all proposals.
    anything = random.standard_normal((DRAWS, len(proposals))) * np.sqrt(fit.variance["proposal"])
    unknown = fit.score.mean() + anything
    columns = [drawn[:, place[one]] if one in place else unknown[:, i] for i, one in enumerate(proposals)]
    noise = sum(value for part, value in fit.variance.items() if part not in ("proposal", "judge"))
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
