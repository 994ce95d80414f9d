"""Messages on decisions that others made while an organiser was about to decide, with the typed reason."""

from collections.abc import Mapping, Sequence

from innovation_hub.domain.calls import CallPhase
from innovation_hub.domain.permissions import Actor
from innovation_hub.domain.proposals import ProposalState as S
from innovation_hub.i18n import Translator
from innovation_hub.services import ranking
from innovation_hub.services.judging import JudgedCall
from innovation_hub.ui import decision, state
from innovation_hub.ui.judging.deciding import UNDECIDED


def stopped(t: Translator, calls: Mapping[int, JudgedCall], call_id: int) -> str | None:
    """The reason why nothing of a call can be decided any more; None while it can."""
    call = calls.get(call_id)
    if call is None:
        return t("ranking.gone.cancelled")
    if call.phase is CallPhase.CONCLUDED:
        return t("ranking.gone.published")
    return None if call.phase is CallPhase.JUDGING else t("ranking.gone.reopened")


def steps(t: Translator, calls: Sequence[JudgedCall], before: int | None) -> None:
    """Draw messages on bulk steps and the publication; ``before`` is the call shown before."""
    by_id = {call.id: call for call in calls}
    judged = [call for call in calls if call.phase is CallPhase.JUDGING]
    left = {call.id for call in judged if call.count(*UNDECIDED)}
    ready = {call.id for call in judged if not call.count(S.SUBMITTED, *UNDECIDED)}

    def rest(call_id: int, _seen: object) -> str:
        return stopped(t, by_id, call_id) or t("ranking.gone.rest")

    def results(call_id: int, _seen: object) -> str:
        return stopped(t, by_id, call_id) or t(
            "ranking.gone.undecided", n=by_id[call_id].count(S.SUBMITTED, *UNDECIDED)
        )

    decision.gone("ranking.rest", left, rest)
    decision.gone("conclude", ready, results)
    of_call(t, "ranking", calls, before)


def of_call(t: Translator, scope: str, calls: Sequence[JudgedCall], before: int | None) -> None:
    """Draw messages on decisions of the call shown ``before``, if it is no longer in judging."""
    why = stopped(t, {call.id: call for call in calls}, before) if before else None
    if why:
        decision.gone(scope, (), lambda _id, _seen: why)


def proposals(t: Translator, actor: Actor, call: JudgedCall, drawn: int | None, *, turned: bool) -> None:
    """Draw messages on decisions on proposals other than the one ``drawn``, whether the reader chose another or not.

    ``turned``: whether the reader has switched to another call.
    """

    def sentence_of(number: int, version: object) -> str | None:
        row = ranking.one(actor, call_id=call.id, proposal_id=number)
        if row is None:
            return None if turned else t("ranking.gone.proposal")
        if row.version == version:
            return None
        return t("decision.gone.proposal", code=row.code, state=state.label(t, "proposal", row.state.value))

    decision.gone("ranking", {drawn or 0}, sentence_of)
