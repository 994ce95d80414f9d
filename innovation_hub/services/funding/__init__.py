"""Funding plans: computing, storing, comparing, explaining and carrying them out.

The numerical libraries are loaded when something is computed, not when a page opens.
"""

from innovation_hub.services.funding.deciding import decide, forget
from innovation_hub.services.funding.planning import compare, needed, plan
from innovation_hub.services.funding.stored_plans import as_csv, choices, ground, plans, reviewed
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
    "Comparison",
    "FundingCandidate",
    "FundingObstacle",
    "Ground",
    "Needed",
    "Plan",
    "as_csv",
    "choices",
    "compare",
    "decide",
    "forget",
    "ground",
    "needed",
    "plan",
    "plans",
    "reviewed",
]
