"""Ranking of a call, the organiser's decisions, and publication of the results."""

from innovation_hub.services.ranking.adjusting import AdjustedPlace, AdjustedRanking, JudgeSummary, adjusted
from innovation_hub.services.ranking.bulk import Step, digest, first, rest, steps, undo
from innovation_hub.services.ranking.concluding import Publication, conclude, publication
from innovation_hub.services.ranking.deciding import award, decline, decline_remaining, reconsider
from innovation_hub.services.ranking.keeping import RankingCheck, StoredRanking, keep, kept, published, verify
from innovation_hub.services.ranking.shortlisting import shortlist, shortlist_top, unshortlist
from innovation_hub.services.ranking.table import JudgeReview, Ranked, ranking, reviews

__all__ = [
    "AdjustedPlace",
    "AdjustedRanking",
    "JudgeReview",
    "JudgeSummary",
    "Publication",
    "Ranked",
    "RankingCheck",
    "Step",
    "StoredRanking",
    "adjusted",
    "award",
    "conclude",
    "decline",
    "decline_remaining",
    "digest",
    "first",
    "keep",
    "kept",
    "publication",
    "published",
    "ranking",
    "reconsider",
    "rest",
    "reviews",
    "shortlist",
    "shortlist_top",
    "steps",
    "undo",
    "unshortlist",
    "verify",
]
