"""Ranking: occasions of storing one, and kinds of bulk steps."""

from enum import StrEnum


class Occasion(StrEnum):
    """Occasion on which a ranking was stored."""

    KEPT = "kept"
    SHORTLIST = "shortlist"
    PUBLISHED = "published"


class BulkKind(StrEnum):
    """Kind of a bulk step over many proposals."""

    SHORTLIST = "shortlist"
    DECLINE = "decline"
