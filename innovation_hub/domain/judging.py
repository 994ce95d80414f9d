"""Judging: assignments, conflicts of interest, and the default rubric."""

from enum import StrEnum


class AssignmentState(StrEnum):
    """State of an assignment, from asking the judge to the submitted review."""

    ASSIGNED = "assigned"
    ACCEPTED = "accepted"
    RECUSED = "recused"
    UNABLE = "unable"
    SUBMITTED = "submitted"
    RELEASED = "released"


ACTIVE_ASSIGNMENTS = frozenset(
    {AssignmentState.ASSIGNED, AssignmentState.ACCEPTED, AssignmentState.SUBMITTED}
)
"""Assignments that count towards a proposal's panel and a judge's load."""


class ConflictKind(StrEnum):
    """Kind of conflict of interest; the first two are found by the hub itself."""

    SAME_INSTITUTION = "same_institution"
    TEAM_MEMBER = "team_member"
    SUPERVISION = "supervision"
    FAMILY = "family"
    FUNDING = "funding"
    OTHER = "other"


FOUND_BY_HUB = frozenset({ConflictKind.SAME_INSTITUTION, ConflictKind.TEAM_MEMBER})

SCORE_MIN, SCORE_MAX = 1, 5
WEIGHT_TOTAL = 100
DECLARATION_VERSION = "2026-2"
"""Version of the declaration's text; after a change of the text every judge must sign again."""

DEFAULT_RUBRIC: tuple[tuple[str, int], ...] = (
    ("public_value", 20),
    ("innovation", 15),
    ("feasibility", 20),
    ("interoperability", 10),
    ("security", 10),
    ("inclusion", 10),
    ("sustainability", 15),
)
"""Criteria and weights a new call starts with; names and anchors come from the catalogue."""
