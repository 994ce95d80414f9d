"""Disclosure of similar work: what a proposer may see of other people's proposals."""

from datetime import datetime
from enum import StrEnum

from innovation_hub.domain.calls import CallPhase, CallState, phase
from innovation_hub.domain.proposals import RECEIVED, ProposalState


class Source(StrEnum):
    """Source of a similar text, which decides how much the reader sees of it."""

    SYSTEM = "system"
    """An entry of the register, which is public."""
    OWN = "own"
    """A proposal of the reader's own."""
    PROPOSAL = "proposal"
    """Any proposal that was submitted, for an organiser."""
    FUNDED = "funded"
    """A proposal whose award is published: code and title are public, its text is not."""
    UNNAMED = "unnamed"
    """Another person's proposal, of which only the likeness is shown."""


READ_WHOLE = frozenset({Source.SYSTEM, Source.OWN, Source.PROPOSAL})
"""Sources whose text the reader may see."""

LEAST = {
    Source.SYSTEM: 0.12,
    Source.OWN: 0.12,
    Source.PROPOSAL: 0.12,
    Source.FUNDED: 0.2,
    Source.UNNAMED: 0.3,
}
"""The least likeness to be shown. Higher where the reader may not read the other text: whoever types
single words must not learn which of them occur in it."""


def source_for_writer(
    state: ProposalState, call_state: CallState, closes_at: datetime, *, mine: bool, at: datetime
) -> Source | None:
    """How a similar submitted proposal is shown to a writer; None: not at all.

    Others' proposals are shown once their call has closed, so that rivals in an open call cannot find out about each
    other, and not when they were ruled out or their call was cancelled. An award counts once it is published.
    """
    if state not in RECEIVED:
        return None
    if mine:
        return Source.OWN
    # Any opening instant in the past will do: only closing matters here.
    if phase(call_state, closes_at, closes_at, at) not in (CallPhase.JUDGING, CallPhase.CONCLUDED):
        return None
    if state is ProposalState.INELIGIBLE:
        return None
    published = call_state is CallState.CONCLUDED
    return Source.FUNDED if published and state is ProposalState.AWARDED else Source.UNNAMED
