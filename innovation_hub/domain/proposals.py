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
