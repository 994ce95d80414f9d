"""Proposals: states, tracks, teams, and the content of submissions.

A submission's content (``Submission.content``) has two parts, so that judging is blind by construction::

    {"schema": 1,
     "blind": {"title", "track", "language", "resolutions", "summary", "problem", "solution", "users",
               "sustainability", "hosting", "trl", "requested",
               "attachment": null | {"sha256", "size", "pages"}},
     "identity": {"for_institution", "steering_committee", "consent_to_name", "institution",
                  "attachment_name", "team": [{"name", "email", "institution", "student", "study_level"}]},
     "difference"}

Judges are shown ``blind`` alone; the hash covers everything. ``institution`` is the code of an institution.
``difference`` says how the work differs from similar ones; it is there only when filled, like every field added
later, in the part that its row of `innovation_hub.domain.proposal_fields` names.
"""

from dataclasses import dataclass
from enum import StrEnum

from innovation_hub.domain.accounts import Sex, StudyLevel


class ProposalState(StrEnum):
    """State of a proposal; `innovation_hub.domain.workflow` has the transitions."""

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
OPEN = frozenset(
    {ProposalState.DRAFT, ProposalState.SUBMITTED, ProposalState.ELIGIBLE, ProposalState.SHORTLISTED}
)
"""States of a proposal that is not finished."""
RECEIVED = IN_JUDGING | {ProposalState.SUBMITTED, ProposalState.INELIGIBLE}
"""States of a proposal that was submitted and not withdrawn."""


class Track(StrEnum):
    """What kind of thing is proposed."""

    SOFTWARE = "software"
    SERVICE = "service"
    DEVICE = "device"
    RESEARCH = "research"


RESOLUTIONS_SERVED = (4, 10, 11)
"""The resolutions the hub exists for; a proposal serves at least one of them."""


TEAM_MAX = 10


class SeenState(StrEnum):
    """State that a proposer sees: without decisions before the results are published."""

    DRAFT = "draft"
    NOT_SUBMITTED = "not_submitted"
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"
    INELIGIBLE = "ineligible"
    BEING_JUDGED = "being_judged"
    AWARDED = "awarded"
    DECLINED = "declined"
    CALL_CANCELLED = "call_cancelled"


def seen_as(
    state: ProposalState, *, call_over: bool, results_out: bool, call_cancelled: bool = False
) -> SeenState:
    """The state that a proposer sees, by whether the call has closed, was cancelled, or has published results.

    A proposal withdrawn or ruled out before its call was cancelled stays so.
    """
    if call_cancelled and state not in (ProposalState.WITHDRAWN, ProposalState.INELIGIBLE):
        return SeenState.CALL_CANCELLED
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


CONTENT_SCHEMA = 1
NAME_MAX, EMAIL_MAX, FILE_NAME_MAX = 120, 254, 200


class Standing(StrEnum):
    """Whether a person named in a team has agreed to it: only those who joined are members."""

    JOINED = "joined"
    INVITED = "invited"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class MemberDraft:
    """A member of the team as typed; sex is stated by the person alone, and may be left unsaid."""

    name: str
    email: str
    institution_id: int | None = None
    student: bool = True
    sex: Sex = Sex.UNSAID
    study_level: StudyLevel = StudyLevel.NONE
