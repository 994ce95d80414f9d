"""Proposals: states, tracks, and what a full one consists of."""

from dataclasses import dataclass
from enum import StrEnum


class ProposalState(StrEnum):
    """Where a proposal is; the moves between are in `innovation_hub.domain.workflow`."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"
    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"
    SHORTLISTED = "shortlisted"
    AWARDED = "awarded"
    DECLINED = "declined"


DECIDED = frozenset({ProposalState.AWARDED, ProposalState.DECLINED})
IN_JUDGING = frozenset(
    {ProposalState.ELIGIBLE, ProposalState.SHORTLISTED, ProposalState.AWARDED, ProposalState.DECLINED}
)
RECEIVED = IN_JUDGING | {ProposalState.SUBMITTED, ProposalState.INELIGIBLE}
"""States of a proposal that was handed in and not taken back."""


class Track(StrEnum):
    """What kind of thing is proposed."""

    SOFTWARE = "software"
    SERVICE = "service"
    DEVICE = "device"
    RESEARCH = "research"


RESOLUTIONS_SERVED = (4, 10, 11)
"""The resolutions the hub exists for; a proposal serves at least one of them."""


@dataclass(frozen=True, slots=True)
class Section:
    """One text of a proposal: its column, and the least and most characters a submitted one may have."""

    name: str
    minimum: int
    maximum: int


SECTIONS = (
    Section("summary", 80, 1_000),
    Section("problem", 80, 4_000),
    Section("solution", 80, 6_000),
    Section("users", 40, 3_000),
    Section("sustainability", 40, 3_000),
    Section("hosting", 20, 2_000),
)
"""Texts of a proposal in the order they are written; sustainability serves resolution 12, hosting 7."""

TITLE_MAX = 140
TEAM_MAX = 10


class SeenState(StrEnum):
    """What a proposer is told of a proposal: nothing of a decision before the results are published."""

    DRAFT = "draft"
    NOT_SUBMITTED = "not_submitted"
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"
    INELIGIBLE = "ineligible"
    BEING_JUDGED = "being_judged"
    AWARDED = "awarded"
    DECLINED = "declined"


def seen_as(state: ProposalState, *, call_over: bool, results_out: bool) -> SeenState:
    """The state that a proposer may know of, by whether the call has closed and its results are out."""
    if state is ProposalState.DRAFT:
        return SeenState.NOT_SUBMITTED if call_over else SeenState.DRAFT
    if state in (ProposalState.SUBMITTED, ProposalState.WITHDRAWN, ProposalState.INELIGIBLE):
        return SeenState(state.value)
    if results_out and state in DECIDED:
        return SeenState(state.value)
    return SeenState.BEING_JUDGED


def reference(call_code: str, number: int) -> str:
    """The reference number of the call's n-th submitted proposal: ``HUB-2026-0042``."""
    return f"{call_code}-{number:04d}"
