"""Ranking: why one is kept on record, and what a step over many proposals does."""

from enum import StrEnum


class Occasion(StrEnum):
    """Why a ranking was kept on record."""

    KEPT = "kept"
    SHORTLIST = "shortlist"
    PUBLISHED = "published"


class BulkKind(StrEnum):
    """What a step over many proposals did."""

    SHORTLIST = "shortlist"
    DECLINE = "decline"
