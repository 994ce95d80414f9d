"""Covering, before judges read: the organiser sees what may name the proposers, and covers or leaves it."""

from innovation_hub.services.covering.files import WHOLE, File, Place, clear, file, preview, withhold
from innovation_hub.services.covering.passages import (
    CoveredText,
    Doubt,
    Mark,
    Piece,
    Ruling,
    read,
    rule,
    undo,
)

__all__ = [
    "WHOLE",
    "CoveredText",
    "Doubt",
    "File",
    "Mark",
    "Piece",
    "Place",
    "Ruling",
    "clear",
    "file",
    "preview",
    "read",
    "rule",
    "undo",
    "withhold",
]
