"""Screening: the organiser admits eligible proposals, rules out others, and can undo both."""

from db.queries.received import Narrowing, Order
from innovation_hub.services.screening.deciding import admit, rule_out, undo
from innovation_hub.services.screening.listing import (
    Outcome,
    ReceivedProposal,
    Show,
    SubmittingInstitution,
    entries,
    entry,
    near,
    outcome,
    pdf,
    places,
)
from innovation_hub.services.screening.several import Admitted, LeftOut, LeftOutBecause, admit_several

__all__ = [
    "Admitted",
    "LeftOut",
    "LeftOutBecause",
    "Narrowing",
    "Order",
    "Outcome",
    "ReceivedProposal",
    "Show",
    "SubmittingInstitution",
    "admit",
    "admit_several",
    "entries",
    "entry",
    "near",
    "outcome",
    "pdf",
    "places",
    "rule_out",
    "undo",
]
