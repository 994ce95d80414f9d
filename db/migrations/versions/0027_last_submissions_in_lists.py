"""Proposals have the title and the instant of their last submission; lists have indexes in their orders"""

import sqlalchemy as sa
from alembic import op

from db.keys import PLAIN

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

_COPIED = ("submitted_at", "submitted_title", "submitted_key")
_LISTED = ["code", "state", "track", "language", "institution_id"]
INDEXES = (
    ("ix_proposal_by_code", "proposal", ["call_id", *_LISTED, "requested", "submitted_key", "id"]),
    ("ix_proposal_by_title", "proposal", ["call_id", "submitted_key", *_LISTED, "requested", "id"]),
    (
        "ix_proposal_by_date",
        "proposal",
        ["call_id", "submitted_at", *_LISTED, "requested", "submitted_key", "id"],
    ),
    ("ix_proposal_by_amount", "proposal", ["call_id", "requested", *_LISTED, "submitted_key", "id"]),
    ("ix_device_by_name", "device", ["institution_id", "name_key", "id"]),
    ("ix_device_by_date", "device", ["institution_id", "created_at", "id"]),
    ("ix_account_by_date", "account", ["created_at", "id"]),
    ("ix_session_last", "session", ["account_id", "created_at"]),
    ("ix_budget_line_by_category", "budget_line", ["institution_id", "financial_year", "category", "id"]),
    ("ix_movement_pending_amount", "movement", ["institution_id", "amount", "id"]),
)
REPLACED = (
    ("ix_proposal_state", "proposal", ["state"]),
    ("ix_session_account_id", "session", ["account_id"]),
)
"""Of a state there are few values, and SQLite, which has no statistics, chose its index for counts by call."""
PENDING = sa.text("state = 'pending'")


def upgrade() -> None:
    """Add the columns and fill them from the submissions, whose rows stay as they are."""
    op.add_column("proposal", sa.Column("submitted_at", sa.DateTime(), nullable=True))
    op.add_column("proposal", sa.Column("submitted_title", sa.String(), server_default="", nullable=False))
    op.add_column("proposal", sa.Column("submitted_key", PLAIN, server_default="", nullable=False))
    _fill()
    for name, table, columns in INDEXES:
        only = {"sqlite_where": PENDING, "postgresql_where": PENDING} if table == "movement" else {}
        op.create_index(name, table, columns, **only)
    for name, table, _ in REPLACED:
        op.drop_index(name, table)


def _fill() -> None:
    proposal = sa.table("proposal", *(sa.column(name) for name in ("submission_id", *_COPIED)))
    submission = sa.table(
        "submission",
        *(sa.column(name) for name in ("id", "submitted_at", "title_key")),
        sa.column("content", sa.JSON),
    )
    last = submission.c.id == proposal.c.submission_id
    copied = {
        "submitted_at": submission.c.submitted_at,
        "submitted_title": submission.c.content["blind"]["title"].as_string(),
        "submitted_key": submission.c.title_key,
    }
    op.execute(
        sa.update(proposal)
        .values({name: sa.select(value).where(last).scalar_subquery() for name, value in copied.items()})
        .where(sa.exists().where(last))
    )


def downgrade() -> None:
    """Take the indexes and the columns back."""
    for name, table, columns in REPLACED:
        op.create_index(name, table, columns)
    for name, table, _ in INDEXES:
        op.drop_index(name, table)
    for column in reversed(_COPIED):
        op.drop_column("proposal", column)
