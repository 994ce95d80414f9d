"""People who wait for a role, and the days on which administrators were told"""

import sqlalchemy as sa
from alembic import op

import db.types

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the database forward; whoever is confirmed and holds no role waits since the account was opened."""
    op.create_table(
        "role_request",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("since", db.types.UtcDateTime(), nullable=False),
        sa.Column("told_at", db.types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_role_request_account_id_account")
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_role_request")),
    )
    op.create_table(
        "role_digest",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", db.types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_role_digest")),
    )
    op.execute(
        "INSERT INTO role_request (account_id, since) SELECT id, created_at FROM account "
        "WHERE state = 'active' AND kind = 'staff' "
        "AND NOT EXISTS (SELECT 1 FROM account_role WHERE account_id = account.id)"
    )


def downgrade() -> None:
    """Take the tables back."""
    op.drop_table("role_digest")
    op.drop_table("role_request")
