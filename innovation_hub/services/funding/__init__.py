"""Funding plans: computing, storing, comparing, explaining and carrying them out.

The numerical libraries are loaded when something is computed, not when a page opens.
"""

from db.queries.portfolio import ChoiceOrder, WantedChoices
from innovation_hub.services.funding.deciding import decide, forget
from innovation_hub.services.funding.planning import compare, needed, plan
from innovation_hub.services.funding.stored_plans import as_csv, choices, ground, listed, plans, reviewed
from innovation_hub.services.funding.views import (
    Blocked,
    Choice,
    Comparison,
    FundingCandidate,
    FundingObstacle,
    Ground,
    Needed,
    Plan,
)

__all__ = [
    "Blocked",
    "Choice",
    "ChoiceOrder",
    "Comparison",
    "FundingCandidate",
    "FundingObstacle",
    "Ground",
    "Needed",
    "Plan",
    "WantedChoices",
    "as_csv",
    "choices",
    "compare",
    "decide",
    "forget",
    "ground",
    "listed",
    "needed",
    "plan",
    "plans",
    "reviewed",
]
