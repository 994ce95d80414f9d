"""Budgets of institutions: lines, movements under four eyes, and what is left.

Writing: `create_line`, `record`, `reverse`, `edit`, `withdraw` (an officer); `approve`, `reject` (somebody else).
Reading: `overview`, `line`, `history`, `pending`, `review`, `outcome`. For the auditor: `verify_ledger`.
"""

from innovation_hub.services.budgets.access import NOTE_LENGTH, REASON_LENGTH
from innovation_hub.services.budgets.approval import approve, reject
from innovation_hub.services.budgets.audit import verify_ledger
from innovation_hub.services.budgets.books import (
    LINES,
    MOVEMENTS,
    QUEUE,
    history,
    line,
    outcome,
    overview,
    pending,
    review,
)
from innovation_hub.services.budgets.lines import Recorded, create_line
from innovation_hub.services.budgets.movements import edit, record, reverse, withdraw
from innovation_hub.services.budgets.schemas import (
    LineDetail,
    LineRow,
    MovementReview,
    MovementRow,
    Overview,
    Sums,
)

__all__ = [
    "LINES",
    "MOVEMENTS",
    "NOTE_LENGTH",
    "QUEUE",
    "REASON_LENGTH",
    "LineDetail",
    "LineRow",
    "MovementReview",
    "MovementRow",
    "Overview",
    "Recorded",
    "Sums",
    "approve",
    "create_line",
    "edit",
    "history",
    "line",
    "outcome",
    "overview",
    "pending",
    "record",
    "reject",
    "reverse",
    "review",
    "verify_ledger",
    "withdraw",
]
