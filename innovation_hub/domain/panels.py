"""Panels: rounds of reviews, and fields of expertise."""

from collections.abc import Iterable
from enum import StrEnum

from innovation_hub.domain.proposals import Track


class Expertise(StrEnum):
    """A field of expertise of judges, and of proposals: their kind (software, ...) or the resolution they serve."""

    SOFTWARE = "software"
    SERVICE = "service"
    DEVICE = "device"
    RESEARCH = "research"
    RESOLUTION_4 = "resolution_4"
    RESOLUTION_10 = "resolution_10"
    RESOLUTION_11 = "resolution_11"


def fields_of(track: Track, resolutions: Iterable[int]) -> frozenset[Expertise]:
    """The fields of a proposal, by its track and resolutions."""
    served = {f"resolution_{number}" for number in resolutions}
    return frozenset(field for field in Expertise if field.value == track.value or field.value in served)


class RoundKind(StrEnum):
    """Kind of a round."""

    FIRST = "first"
    """The first panel of each proposal."""
    NEXT = "next"
    """Further reviews where they most change who is in the top."""


class RoundState(StrEnum):
    """State of a round: a draft, visible to organisers alone, then frozen, with its judges asked."""

    DRAFT = "draft"
    FROZEN = "frozen"


class Drop(StrEnum):
    """Reason why a proposed review was not asked for."""

    CONFLICT = "conflict"
    FULL = "full"
    ASKED_BEFORE = "asked_before"
    NOT_JUDGED = "not_judged"
    NO_JUDGE = "no_judge"


REVIEWS_MOST = 2_000
"""The most further reviews that one round can ask for."""
EXPERTISE_UNKNOWN = 0.5
"""The match, in [0, 1], of a judge without fields of expertise: neutral."""
