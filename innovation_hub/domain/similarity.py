"""Who may know of similar work: what a proposer is told of a proposal that is not theirs."""

from datetime import datetime
from enum import StrEnum

from innovation_hub.domain.calls import CallPhase, CallState, phase
from innovation_hub.domain.proposals import RECEIVED, ProposalState


class Source(StrEnum):
    """What a text is like, as far as the reader may know."""

    SYSTEM = "system"
    """An entry of the register, which is public."""
    OWN = "own"
    """A proposal of the reader's own."""
    PROPOSAL = "proposal"
    """Any proposal that was submitted, for an organiser."""
    FUNDED = "funded"
    """A proposal whose award is published: code and title are public, its text is not."""
    UNNAMED = "unnamed"
    """Somebody's proposal, of which nothing is said but how alike it is."""


READ_WHOLE = frozenset({Source.SYSTEM, Source.OWN, Source.PROPOSAL})
"""What the reader may see both sides of."""

LEAST = {
    Source.SYSTEM: 0.12,
    Source.OWN: 0.12,
    Source.PROPOSAL: 0.12,
    Source.FUNDED: 0.2,
    Source.UNNAMED: 0.3,
}
"""How alike a text must be to be spoken of. Higher where the other text is not the reader's to read: whoever types
single words must not learn which of them occur in it."""


def source_for_writer(
    state: ProposalState, call_state: CallState, closes_at: datetime, *, mine: bool, at: datetime
) -> Source | None:
    """What a writer may learn about a submitted proposal that is similar; None: nothing at all.

    Others' proposals take part once their call has closed, so that rivals in an open call cannot feel each other
    out, and not when they were ruled out or their call was cancelled. A decision is known once it is published.
    """
    if state not in RECEIVED:
        return None
    if mine:
        return Source.OWN
    # An opening instant in the past: only closing matters here.
    if phase(call_state, closes_at, closes_at, at) not in (CallPhase.JUDGING, CallPhase.CONCLUDED):
        return None
    if state is ProposalState.INELIGIBLE:
        return None
    published = call_state is CallState.CONCLUDED
    return Source.FUNDED if published and state is ProposalState.AWARDED else Source.UNNAMED
