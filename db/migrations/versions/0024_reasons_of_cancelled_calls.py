"""The reason for which a call was cancelled, to be published; earlier ones were written for the journal alone"""

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the table forward; written out, so that SQLite does not rebuild the table."""
    op.execute("ALTER TABLE \"call\" ADD COLUMN cancel_reason VARCHAR(500) DEFAULT '' NOT NULL")


def downgrade() -> None:
    """Take the column back."""
    op.drop_column("call", "cancel_reason")
