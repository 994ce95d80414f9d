"""From reviews to results: the ranking of a call, the organiser's decisions, and their publication."""

from innovation_hub.services.ranking.concluding import conclude
from innovation_hub.services.ranking.deciding import award, decline, decline_remaining, reconsider
from innovation_hub.services.ranking.shortlisting import shortlist, shortlist_top, unshortlist
from innovation_hub.services.ranking.table import JudgeReview, Ranked, ranking, reviews

__all__ = [
    "JudgeReview",
    "Ranked",
    "award",
    "conclude",
    "decline",
    "decline_remaining",
    "ranking",
    "reconsider",
    "reviews",
    "shortlist",
    "shortlist_top",
    "unshortlist",
]
