"""Assignment of judges: optimal panels under conflicts and capacities, and the most informative next reviews.

`assign` builds the first round, `next_round` proposes further reviews; both take ids and arrays and know no
database. The flow is solved with OR-Tools and proved optimal (`flow`), panels are joined so that all judges can be
compared (`overlap`), and a plan that is not full says what stands in the way and what would help (`shortage`).
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
