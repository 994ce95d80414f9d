"""Panels: the judges of a call, their conflicts of interest, and their assignment to proposals."""

from db.queries.panels import PanelShow
from innovation_hub.services.panels.assigning import assign, release
from innovation_hub.services.panels.building import build, discard, put, take_out
from innovation_hub.services.panels.drafts import (
    DraftChange,
    Findings,
    Load,
    PanelObstacle,
    ProposedSeat,
    Round,
    last_round,
    proposed,
)
from innovation_hub.services.panels.fields import my_fields, set_my_fields
from innovation_hub.services.panels.freezing import (
    Dropped,
    FreezeOutcome,
    Frozen,
    PanelGap,
    assign_automatically,
    freeze,
    unfreeze,
)
from innovation_hub.services.panels.further import propose
from innovation_hub.services.panels.judges import (
    CAPACITY,
    Candidate,
    PanelJudge,
    candidates,
    invite,
    judges,
)
from innovation_hub.services.panels.replacing import RemovalEffects, dismiss, removal_effects, take_off
from innovation_hub.services.panels.seats import (
    FoundConflict,
    Panel,
    Seat,
    conflicts,
    free_judges,
    near_panel,
    panel_of,
    panels,
    seats,
)
from innovation_hub.services.panels.terms import JudgeTerms, set_terms, terms

__all__ = [
    "CAPACITY",
    "Candidate",
    "DraftChange",
    "Dropped",
    "Findings",
    "FoundConflict",
    "FreezeOutcome",
    "Frozen",
    "JudgeTerms",
    "Load",
    "Panel",
    "PanelGap",
    "PanelJudge",
    "PanelObstacle",
    "PanelShow",
    "ProposedSeat",
    "RemovalEffects",
    "Round",
    "Seat",
    "assign",
    "assign_automatically",
    "build",
    "candidates",
    "conflicts",
    "discard",
    "dismiss",
    "free_judges",
    "freeze",
    "invite",
    "judges",
    "last_round",
    "my_fields",
    "near_panel",
    "panel_of",
    "panels",
    "propose",
    "proposed",
    "put",
    "release",
    "removal_effects",
    "seats",
    "set_my_fields",
    "set_terms",
    "take_off",
    "take_out",
    "terms",
    "unfreeze",
]
