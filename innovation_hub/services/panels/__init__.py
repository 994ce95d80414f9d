"""Panels: the judges of a call, what keeps them from a proposal, and who judges what."""

from innovation_hub.services.panels.assigning import Gap, Outcome, assign, assign_automatically, release
from innovation_hub.services.panels.judges import (
    CAPACITY,
    Candidate,
    PanelJudge,
    candidates,
    dismiss,
    invite,
    judges,
    set_capacity,
)
from innovation_hub.services.panels.seats import FoundConflict, Panel, Seat, conflicts, free_judges, panels

__all__ = [
    "CAPACITY",
    "Candidate",
    "FoundConflict",
    "Gap",
    "Outcome",
    "Panel",
    "PanelJudge",
    "Seat",
    "assign",
    "assign_automatically",
    "candidates",
    "conflicts",
    "dismiss",
    "free_judges",
    "invite",
    "judges",
    "panels",
    "release",
    "set_capacity",
]
