"""Covering, before judges read: what may name the writers is shown to the organiser, who covers or leaves it."""

from innovation_hub.services.covering.passages import Doubt, Mark, Piece, Reading, Ruling, read, rule, undo

__all__ = ["Doubt", "Mark", "Piece", "Reading", "Ruling", "read", "rule", "undo"]
