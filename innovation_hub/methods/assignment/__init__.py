"""Assignment of judges: optimal panels under conflicts and capacities, and the most informative next reviews.

`assign` builds the first round, `next_round` proposes further reviews; both take ids and arrays. The flow is solved
with OR-Tools and proved optimal (`flow`), panels are connected so that all judges can be compared (`overlap`), and a
plan with open seats names the causes and the changes that would fill them (`shortage`).
"""

from innovation_hub.methods.assignment.first import assess, assign
from innovation_hub.methods.assignment.grid import matching
from innovation_hub.methods.assignment.results import AssignmentPlan, Change, Gap, Obstacle, Pair
from innovation_hub.methods.assignment.rounds import NextReview, NextRound, gains, next_round, p_top

__all__ = [
    "AssignmentPlan",
    "Change",
    "Gap",
    "NextReview",
    "NextRound",
    "Obstacle",
    "Pair",
    "assess",
    "assign",
    "gains",
    "matching",
    "next_round",
    "p_top",
]
