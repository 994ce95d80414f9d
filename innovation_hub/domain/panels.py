"""Panels: the rounds in which reviews are asked for, and the fields that judges know."""

from collections.abc import Iterable
from enum import StrEnum

from innovation_hub.domain.proposals import Track


class Expertise(StrEnum):
    """A field that a proposal lies in and a judge may know: the kind of thing proposed, the resolution it serves."""

    SOFTWARE = "software"
    SERVICE = "service"
    DEVICE = "device"
    RESEARCH = "research"
    RESOLUTION_4 = "resolution_4"
    RESOLUTION_10 = "resolution_10"
    RESOLUTION_11 = "resolution_11"


def fields_of(track: Track, resolutions: Iterable[int]) -> frozenset[Expertise]:
    """The fields of a proposal, from what it says of itself."""
    served = {f"resolution_{number}" for number in resolutions}
    return frozenset(field for field in Expertise if field.value == track.value or field.value in served)


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
