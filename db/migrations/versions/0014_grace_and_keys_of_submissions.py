"""Minutes of grace of a call, and the key by which a submission that is sent again is known"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward; written out, so that SQLite adds the rule without rebuilding the table."""
    rule = "CONSTRAINT ck_call_grace CHECK (grace_minutes BETWEEN 0 AND 60)"
    op.execute(f"ALTER TABLE \"call\" ADD COLUMN grace_minutes INTEGER DEFAULT '0' NOT NULL {rule}")
    op.add_column("submission", sa.Column("request_key", sa.String(length=64), nullable=True))
    op.create_index("uq_submission_request_key", "submission", ["proposal_id", "request_key"], unique=True)


def downgrade() -> None:
    """Take the columns back."""
    op.drop_index("uq_submission_request_key", "submission")
    op.drop_column("submission", "request_key")
    op.drop_column("call", "grace_minutes")
