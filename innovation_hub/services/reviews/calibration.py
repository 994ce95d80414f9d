"""Calibration: a judge's own strictness and consistency, shown after judging, without others' scores."""

from dataclasses import dataclass
from statistics import median

from db.models.calls import Call
from db.queries import reviews as queries
from db.unit_of_work import read_only
from innovation_hub.domain.calls import CallState
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.methods.terms.ranking import Model
from innovation_hub.services.ranking.adjusting import enough, ranked, usual_top
from innovation_hub.services.ranking.evidence import current

LEAST_OTHERS = 3
"""The fewest other judges: a figure over fewer would reveal single ones."""
_SURE = 1.645


@dataclass(frozen=True, slots=True)
class Calibration:
    """A judge compared with the others who reviewed the same proposals, in the call's units.

    ``severity``: by how much the judge is stricter (+) or milder (-); ``certain``: beyond what chance explains at 90 %.
    ``spread``: the usual distance of the judge's scores from what is expected, ``usual`` that of the others.
    """

    severity: float
    certain: bool
    spread: float
    usual: float
    others: int


def calibration(actor: Actor, *, call_id: int) -> Calibration | None:
    """The judge's own calibration; None with too few other judges, and until all reviews of the call are submitted.

    Once the results are published, missing reviews are not waited for any more.
    """
    ensure(actor, Permission.REVIEW_WRITE)
    with read_only() as session:
        # A figure that changes with a colleague's review would reveal it, so all must be submitted.
        call = session.get(Call, call_id)
        if call is None or (call.state is not CallState.CONCLUDED and queries.unfinished(session, call_id)):
            return None
        evidence = current(session, call_id)
    if not enough(evidence, Model.LINEAR):
        return None
    judges = ranked(evidence, Model.LINEAR, usual_top(evidence)).judges
    mine = next((judge for judge in judges if judge.judge == str(actor.id)), None)
    if mine is None or mine.severity is None or mine.se is None or mine.consistency is None:
        return None
    others = [judge.consistency for judge in judges if judge is not mine and judge.group == mine.group]
    known = [spread for spread in others if spread is not None]
    if len(known) < LEAST_OTHERS:
        return None
    certain = abs(mine.severity) >= _SURE * mine.se
    return Calibration(mine.severity, certain, mine.consistency, median(known), len(known))
