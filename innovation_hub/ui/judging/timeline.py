"""The timeline of a received proposal, for its organiser: submitted, screened, decided, results published."""

from innovation_hub.domain.proposals import ProposalState
from innovation_hub.i18n import Translator, formats
from innovation_hub.services.received import ReceivedDetail
from innovation_hub.ui import state
from innovation_hub.ui.things import Milestone

_S = ProposalState
DECIDED = {_S.AWARDED: "proposal.award", _S.DECLINED: "proposal.decline"}

UNDONE_BY = {
    "proposal.award": "proposal.reconsider",
    "proposal.decline": "proposal.reconsider",
    "proposal.shortlist": "proposal.unshortlist",
}
"""The event that undoes another: after it, the state was reached by a bulk step, whose instant is not known here."""


def milestones(t: Translator, found: ReceivedDetail) -> list[Milestone]:
    """The steps up to the results; those of a proposal that was ruled out end with the screening."""
    entry = found.entry
    submitted = Milestone(
        state.label(t, "proposal", "submitted"), formats.instant(t, entry.submitted_at), reached=True
    )
    if entry.state is _S.INELIGIBLE:
        return [submitted, _reached(t, found, _S.INELIGIBLE, "proposal.rule_out")]
    steps = [submitted]
    if entry.state is _S.SUBMITTED:
        steps.append(Milestone(t("received.step.screening"), "", reached=False))
    else:
        steps.append(_reached(t, found, _S.ELIGIBLE, "proposal.admit"))
    if entry.state is _S.SHORTLISTED:
        steps.append(_reached(t, found, _S.SHORTLISTED, "proposal.shortlist"))
    if entry.state in DECIDED:
        steps.append(_reached(t, found, entry.state, DECIDED[entry.state]))
    else:
        steps.append(Milestone(t("received.step.decision"), "", reached=False))
    concluded = found.concluded_at
    when = formats.instant(t, concluded) if concluded else ""
    return [*steps, Milestone(t("calls.step.results"), when, reached=concluded is not None)]


def _reached(t: Translator, found: ReceivedDetail, reached: ProposalState, event: str) -> Milestone:
    """A state that was reached, with its instant if the journal has an entry about this proposal."""
    at, undone_at = found.moved_at.get(event), found.moved_at.get(UNDONE_BY.get(event, ""))
    when = formats.instant(t, at) if at and not (undone_at and undone_at > at) else ""
    return Milestone(state.label(t, "proposal", reached.value), when, reached=True)
