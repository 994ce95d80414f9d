"""Panels: what may stand in the way of a full one, what would help, and whether all judges can be compared."""

from collections.abc import Iterable
from enum import StrEnum

from innovation_hub.domain.proposals import Track


class Why(StrEnum):
    """What stands in the way of a full panel."""

    CONFLICTS = "conflicts"
    CAPACITY = "capacity"
    OPEN = "open"
    """Nothing: judges are free, but none was chosen."""


class Remedy(StrEnum):
    """A change that would complete every panel, each by itself."""

    RAISE = "raise"
    """Let some judges take more proposals."""
    INVITE = "invite"
    """Invite judges without a conflict."""
    RAISE_AND_INVITE = "raise_and_invite"
    """Both: more proposals for some judges, and new judges where conflicts leave too few."""
    FEWER = "fewer"
    """Ask for fewer judges a proposal."""


class Overlap(StrEnum):
    """Whether a chain of shared proposals leads from every judge to every other."""

    CONNECTED = "connected"
    TOO_FEW_REVIEWS = "too_few_reviews"
    """So many judges cannot be linked by so few reviews, whoever reads what."""
    SEPARATED = "separated"
    """Conflicts, or what was asked before, part the judges: no permitted pair joins the groups."""
    NOT_FOUND = "not_found"
    """No exchange of two reviews joins the groups without breaking a rule."""


class Field(StrEnum):
    """A field that a proposal lies in and a judge may know: the kind of thing proposed, the resolution it serves."""

    SOFTWARE = "software"
    SERVICE = "service"
    DEVICE = "device"
    RESEARCH = "research"
    RESOLUTION_4 = "resolution_4"
    RESOLUTION_10 = "resolution_10"
    RESOLUTION_11 = "resolution_11"


def fields_of(track: Track, resolutions: Iterable[int]) -> frozenset[Field]:
    """The fields of a proposal, from what it says of itself."""
    served = {f"resolution_{number}" for number in resolutions}
    return frozenset(field for field in Field if field.value == track.value or field.value in served)


class RoundKind(StrEnum):
    """What a round of reviews is for."""

    FIRST = "first"
    """Every proposal gets its panel."""
    NEXT = "next"
    """Further reviews where they change most who is first."""


class RoundState(StrEnum):
    """A round is a draft that nobody but organisers sees, then frozen: its judges have been asked."""

    DRAFT = "draft"
    FROZEN = "frozen"


class Drop(StrEnum):
    """Why a proposed review was not asked for after all."""

    CONFLICT = "conflict"
    FULL = "full"
    ASKED_BEFORE = "asked_before"
    NOT_JUDGED = "not_judged"
    NO_JUDGE = "no_judge"


REVIEWS_MOST = 2_000
"""The most further reviews that one round can ask for."""
EXPERTISE_UNKNOWN = 0.5
"""The match of a judge who has named no field: neither drawn to a proposal nor kept from it."""
