"""Redirection of new rows from a merged institution to its successor, whoever writes them.

The institution's row is locked until the end of the transaction, as by its foreign key: a merger in
another process waits for it, or is seen here once it is committed.
"""

from typing import Any

from sqlalchemy import event, inspect, select
from sqlmodel import Session, col

from db.models.institutions import Institution
from db.touched import changed

_COLUMN = "institution_id"


@event.listens_for(Session, "before_flush")
def _follow(session: Session, _context: Any, _instances: Any) -> None:
    rows = [row for row in (*session.new, *session.dirty) if _placed(row)]
    if not rows:
        return
    ids = sorted({row.institution_id for row in rows})
    # No condition on the merger itself: PostgreSQL would then not wait for an uncommitted one.
    query = select(col(Institution.id), col(Institution.merged_into_id)).where(col(Institution.id).in_(ids))
    held = query.order_by(col(Institution.id)).with_for_update(read=True, key_share=True)
    merged = {number: into for number, into in session.connection().execute(held) if into is not None}
    for row in rows:
        if row.institution_id in merged:
            row.institution_id = merged[row.institution_id]


def _placed(row: Any) -> bool:
    """Whether the row is new to its institution; enrolments are not redirected."""
    state = inspect(row)
    if _COLUMN not in state.mapper.column_attrs or "id" not in state.mapper.column_attrs:
        return False
    # The history first, which reads nothing from the database: an attribute not loaded was not changed.
    return changed(row, _COLUMN) and row.institution_id is not None
