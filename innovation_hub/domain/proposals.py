"""Proposals: states, tracks, what a full one consists of, and what is submitted.

What is submitted (``Submission.content``) has two parts, so that judging is blind by construction::

    {"schema": 1,
     "blind": {"title", "track", "language", "resolutions", "summary", "problem", "solution", "users",
               "sustainability", "hosting", "trl", "requested",
               "attachment": null | {"sha256", "size", "pages"}},
     "identity": {"for_institution", "steering_committee", "consent_to_name", "institution",
                  "attachment_name", "team": [{"name", "email", "institution", "student", "study_level"}]},
     "difference"}

Judges are shown ``blind`` alone; the hash covers everything. ``institution`` is the code of an institution.
``difference`` says how the work differs from similar ones; it is there when something was written.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from innovation_hub.domain.accounts import Sex, StudyLevel
from innovation_hub.domain.devices import TRL_MAX, TRL_MIN
from innovation_hub.domain.fields import Condition, Field, FieldKind
from innovation_hub.domain.money import Money


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
OPEN = frozenset(
    {ProposalState.DRAFT, ProposalState.SUBMITTED, ProposalState.ELIGIBLE, ProposalState.SHORTLISTED}
)
"""States of a proposal that something is still to happen to."""
RECEIVED = IN_JUDGING | {ProposalState.SUBMITTED, ProposalState.INELIGIBLE}
"""States of a proposal that was submitted and not taken back."""


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

DIFFERENCE_MAX = 2_000
"""Characters of how the work differs from similar ones; it may be left empty."""
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
    CALL_CANCELLED = "call_cancelled"


def seen_as(
    state: ProposalState, *, call_over: bool, results_out: bool, call_cancelled: bool = False
) -> SeenState:
    """The state that a proposer may know of, by whether the call has closed or was cancelled, and its results are out.

    What was withdrawn or ruled out before a call was cancelled stays so.
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
TITLE_MIN, NAME_MAX, EMAIL_MAX, FILE_NAME_MAX = 8, 120, 254, 200


@dataclass(frozen=True, slots=True)
class ProposalDraft:
    """Everything that is typed into a proposal, apart from its team and its PDF."""

    title: str = ""
    track: Track = Track.SOFTWARE
    resolutions: tuple[int, ...] = ()
    summary: str = ""
    problem: str = ""
    solution: str = ""
    users: str = ""
    sustainability: str = ""
    hosting: str = ""
    difference: str = ""
    trl: int | None = None
    requested: Money = 0
    consent_to_name: bool = False
    steering_committee: bool = False

    def section(self, name: str) -> str:
        """The text of one of `SECTIONS`."""
        return str(getattr(self, name))


_STEPS: dict[str, tuple[Field, ...]] = {
    "idea": (
        Field("title", FieldKind.LINE, TITLE_MIN, TITLE_MAX, required=True),
        Field("track", FieldKind.CHOICE, options=tuple(track.value for track in Track), required=True),
        Field("resolutions", FieldKind.CHOICES, options=RESOLUTIONS_SERVED, required=True),
        *(Field(s.name, FieldKind.TEXT, s.minimum, s.maximum, required=True) for s in SECTIONS[:3]),
    ),
    "plan": (
        *(Field(s.name, FieldKind.TEXT, s.minimum, s.maximum, required=True) for s in SECTIONS[3:]),
        Field(
            "trl",
            FieldKind.CHOICE,
            options=tuple(range(TRL_MIN, TRL_MAX + 1)),
            only_if=Condition("track", (Track.DEVICE.value,)),
        ),
        Field("requested", FieldKind.MONEY),
    ),
    "similar": (Field("difference", FieldKind.TEXT, maximum=DIFFERENCE_MAX),),
    "hand_in": (Field("steering_committee", FieldKind.TICK), Field("consent_to_name", FieldKind.TICK)),
}
FIELDS_OF_STEP = {step: tuple(field.name for field in fields) for step, fields in _STEPS.items()}
"""The fields asked for in each step of writing, by name."""
FIELDS = {field.name: field for fields in _STEPS.values() for field in fields}
"""Every field of a proposal by its name, which is also that of its column."""


class Standing(StrEnum):
    """Whether a person named in a team has agreed to be in it: only who has joined is a member."""

    JOINED = "joined"
    INVITED = "invited"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class MemberDraft:
    """A member of the team as typed; sex is taken from the person's own hand alone, and may be left unsaid."""

    name: str
    email: str
    institution_id: int | None = None
    student: bool = True
    sex: Sex = Sex.UNSAID
    study_level: StudyLevel = StudyLevel.NONE


@dataclass(frozen=True, slots=True)
class Missing:
    """Something a proposal still lacks: its field, and the key and data of the sentence that says so."""

    field: str
    key: str
    data: dict[str, Any]


def missing(draft: ProposalDraft, *, for_institution: bool) -> Sequence[Missing]:
    """What must still be written before the proposal can be submitted, in the order of the form."""
    found: list[Missing] = []
    if len(draft.title.strip()) < TITLE_MIN:
        found.append(Missing("title", "proposals.missing.title", {"least": TITLE_MIN}))
    found += _too_long("title", len(draft.title.strip()), TITLE_MAX)
    if not draft.resolutions:
        found.append(Missing("resolutions", "proposals.missing.resolutions", {}))
    if draft.track is Track.DEVICE and draft.trl is None:
        found.append(Missing("trl", "proposals.missing.trl", {"least": TRL_MIN, "most": TRL_MAX}))
    for section in SECTIONS:
        length = len(draft.section(section.name).strip())
        if length < section.minimum:
            data = {"least": section.minimum, "length": length}
            found.append(Missing(section.name, f"proposals.missing.{section.name}", data))
        found += _too_long(section.name, length, section.maximum)
    found += _too_long("difference", len(draft.difference.strip()), DIFFERENCE_MAX)
    if for_institution and not draft.steering_committee:
        found.append(Missing("steering_committee", "proposals.missing.steering_committee", {}))
    return found


def _too_long(field: str, length: int, most: int) -> list[Missing]:
    data = {"over": length - most, "most": most}
    return [Missing(field, f"proposals.long.{field}", data)] if length > most else []


def required(*, for_institution: bool, track: Track) -> int:
    """How many things `missing` asks for in all, for a measure of progress."""
    return 2 + len(SECTIONS) + for_institution + (track is Track.DEVICE)
