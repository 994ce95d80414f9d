"""Ranking of a call, the organiser's decisions, and publication of the results."""

from innovation_hub.services.ranking.adjusting import AdjustedPlace, AdjustedRanking, JudgeSummary, adjusted
from innovation_hub.services.ranking.bulk import Step, steps, undo
from innovation_hub.services.ranking.concluding import Publication, conclude, publication
from innovation_hub.services.ranking.deciding import REASON_MAX, award, decline, decline_remaining, reconsider
from innovation_hub.services.ranking.keeping import (
    RankingCheck,
    StoredRanking,
    keep,
    published,
    stored_rankings,
    verify,
)
from innovation_hub.services.ranking.selecting import EVERY, SHORT, RankingOrder, WantedRanking, first, rest
from innovation_hub.services.ranking.shortlisting import shortlist, shortlist_top, unshortlist
from innovation_hub.services.ranking.table import JudgeReview, Ranked, near, one, ranking, reviews
from innovation_hub.services.ranking.totals import (
    AffectedProposals,
    Decisions,
    RankingTotals,
    decisions,
    totals,
    touched,
)

__all__ = [
    "EVERY",
    "REASON_MAX",
    "SHORT",
    "AdjustedPlace",
    "AdjustedRanking",
    "AffectedProposals",
    "Decisions",
    "JudgeReview",
    "JudgeSummary",
    "Publication",
    "Ranked",
    "RankingCheck",
    "RankingOrder",
    "RankingTotals",
    "Step",
    "StoredRanking",
    "WantedRanking",
    "adjusted",
    "award",
    "conclude",
    "decisions",
    "decline",
    "decline_remaining",
    "first",
    "keep",
    "near",
    "one",
    "publication",
    "published",
    "ranking",
    "reconsider",
    "rest",
    "reviews",
    "shortlist",
    "shortlist_top",
    "steps",
    "stored_rankings",
    "totals",
    "touched",
    "undo",
    "unshortlist",
    "verify",
]
