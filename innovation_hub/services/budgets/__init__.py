"""Budgets of institutions: lines, movements approved by a second person, and balances.

Writing: `create_line`, `record`, `reverse`, `edit`, `withdraw` (an officer); `approve`, `approve_several`,
`reject` (somebody else). Reading: `overview`, `line`, `near_line`, `history`; of what waits `pending`, `near_movement`,
`queue_sources`, `review`, `review_several`, `outcome`. For the auditor: `verify_ledger`.
"""

from db.queries.line_list import LineOrder, LineState, WantedLines
from db.queries.movement_list import MovementOrder, WantedMovements
from innovation_hub.services.budgets.access import NOTE_LENGTH, REASON_LENGTH
from innovation_hub.services.budgets.approval import approve, reject
from innovation_hub.services.budgets.audit import verify_ledger
from innovation_hub.services.budgets.books import (
    LINES,
    MOVEMENTS,
    history,
    line,
    near_line,
    overview,
)
from innovation_hub.services.budgets.lines import Recorded, create_line
from innovation_hub.services.budgets.movements import edit, record, reverse, withdraw
from innovation_hub.services.budgets.queue import (
    QUEUE,
    QueueSources,
    near_movement,
    outcome,
    pending,
    queue_sources,
    review,
)
from innovation_hub.services.budgets.schemas import (
    LineDetail,
    LineRow,
    MovementReview,
    MovementRow,
    Overview,
    Sums,
)
from innovation_hub.services.budgets.several import (
    Approved,
    NotApproved,
    SeveralReview,
    approve_several,
    review_several,
)

__all__ = [
    "LINES",
    "MOVEMENTS",
    "NOTE_LENGTH",
    "QUEUE",
    "REASON_LENGTH",
    "Approved",
    "LineDetail",
    "LineOrder",
    "LineRow",
    "LineState",
    "MovementOrder",
    "MovementReview",
    "MovementRow",
    "NotApproved",
    "Overview",
    "QueueSources",
    "Recorded",
    "SeveralReview",
    "Sums",
    "WantedLines",
    "WantedMovements",
    "approve",
    "approve_several",
    "create_line",
    "edit",
    "history",
    "line",
    "near_line",
    "near_movement",
    "outcome",
    "overview",
    "pending",
    "queue_sources",
    "record",
    "reject",
    "reverse",
    "review",
    "review_several",
    "verify_ledger",
    "withdraw",
]
